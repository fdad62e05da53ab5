import { Heading } from "react-aria-components";
import type { SheetLine, SheetSection } from "../../platform/bindings";
import { type Text, useText } from "../../text/text";
import { Folded } from "../lab/Folded";
import { CopiedId } from "./Copied";
import { valueOf } from "./words";

const HOURS = "hours-";
// Parts of which there may be many stand side by side.
const MANY = 2;
const DEEPEST = 6;

/** What a contract request says, as a document to be read. */
export function Sheet({ sections }: { sections: readonly SheetSection[] }) {
  return (
    <div className="contract-sheet">
      {sections.map((section, at) => (
        // Sections have no ids, and the list is never reordered.
        // oxlint-disable-next-line react/no-array-index-key
        <Section key={`${section.key} ${at}`} section={section} level={3} id={anchorOf(at)} />
      ))}
    </div>
  );
}

/** The place of a section in the page. */
export function anchorOf(at: number): string {
  return `contract-section-${at}`;
}

/** What a section is called: its part, or what tells it from others of the same key. */
export function sectionTitle({ t }: Text, { key }: SheetSection): string {
  const words = t(`contract-part-${key}`);
  return words === `contract-part-${key}` ? key : words;
}

function Section({ section, level, id }: { section: SheetSection; level: number; id?: string }) {
  const text = useText();
  const what = sectionTitle(text, section);
  const body = (
    <>
      <Lines lines={section.lines} />
      <Parts parts={section.parts} level={Math.min(level + 1, DEEPEST)} />
    </>
  );
  if (section.key === "printout") {
    return (
      <section id={id} className="contract-sheet__part" tabIndex={-1}>
        <Folded title={what} level={3}>
          {body}
        </Folded>
      </section>
    );
  }
  return (
    <section
      {...(id ? { id, tabIndex: -1 } : {})}
      className={`contract-sheet__part contract-sheet__part--${level}`}
    >
      <Heading level={level as 3} className="contract-sheet__title">
        {section.title ?? what}
        {section.title ? <span className="contract-sheet__what">{what}</span> : null}
      </Heading>
      {body}
    </section>
  );
}

function Parts({ parts, level }: { parts: readonly SheetSection[]; level: number }) {
  const details = parts.filter((part) => part.key === "address-details");
  const others = parts.filter((part) => part.key !== "address-details");
  const text = useText();
  const [detail] = details;
  return (
    <>
      {detail ? (
        <Folded title={sectionTitle(text, detail)} level={level as 4}>
          {details.map((part, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className="contract-sheet__detail">
              {details.length > 1 && part.title ? <p className="soft small">{part.title}</p> : null}
              <Lines lines={part.lines} />
            </div>
          ))}
        </Folded>
      ) : null}
      {others.length > 0 ? (
        <div
          className={
            others.length >= MANY
              ? "contract-sheet__parts contract-sheet__parts--many"
              : "contract-sheet__parts"
          }
        >
          {others.map((part, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Section key={`${part.key} ${at}`} section={part} level={level} />
          ))}
        </div>
      ) : null}
    </>
  );
}

function Lines({ lines }: { lines: readonly SheetLine[] }) {
  const { t } = useText();
  const hours = lines.filter(({ key, known }) => known && key.startsWith(HOURS));
  const shown = lines.filter((line) => !hours.includes(line));
  return (
    <>
      {shown.length > 0 ? (
        <dl className="contract-sheet__lines">
          {shown.map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Line key={`${line.key} ${at}`} line={line} />
          ))}
        </dl>
      ) : null}
      {hours.length > 0 ? (
        <table className="contract-sheet__hours">
          <caption>{t("contracts-hours")}</caption>
          <tbody>
            {hours.map((line) => (
              <tr key={line.key}>
                <th scope="row">{t(`contract-${line.key}`)}</th>
                <td>{line.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function Line({ line }: { line: SheetLine }) {
  const text = useText();
  const { t } = text;
  const known = line.known ? t(`contract-${line.key}`) : line.key;
  const label = known === `contract-${line.key}` ? line.key : known;
  return (
    <div
      className={line.known ? "contract-sheet__line" : "contract-sheet__line contract-sheet__line--unknown"}
    >
      <dt>{label}</dt>
      <dd className={`contract-sheet__value--${line.kind}`}>
        {line.kind === "id" ? <CopiedId value={line.value} label={label} /> : valueOf(text, line)}
      </dd>
    </div>
  );
}
