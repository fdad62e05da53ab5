import { useEffect, useRef } from "react";
import { Spinner } from "../../components/Spinner";
import { Tag } from "../../components/Tag";
import { Cloud } from "../../components/icons";
import { KeyHint } from "../../keys/KeyHint";
import type { PatientHit } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { type Option, type Results, optionId } from "./results";
import { useSearch } from "./state";
import { visitWords } from "./visit";

/** The id of the list, for the box that drives it. */
export const LIST_ID = "search-results";

/** The lines of the results; the keys stay in the box and move through them. */
export function ResultList({ results }: { results: Results }) {
  const { t } = useText();
  const { active, setActive } = useSearch();
  const { options } = results;
  // Neighbours of one kind stand together, in the order in which the keys reach them.
  const groups: Option[][] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last?.[0]?.kind === option.kind) last.push(option);
    else groups.push([option]);
  }
  const line = (option: Option) => {
    const index = options.indexOf(option);
    return (
      <Line
        key={option.id}
        option={option}
        active={index === active}
        onHover={() => setActive(index)}
        onChoose={() => results.choose(option)}
        results={results}
      />
    );
  };
  return (
    // Clicks must not take the cursor out of the box before they count.
    <div
      role="listbox"
      id={LIST_ID}
      aria-label={t("search-results")}
      className="found"
      onMouseDown={(event) => event.preventDefault()}
      tabIndex={-1}
    >
      {groups.map((group) => {
        const [first] = group;
        if (first?.kind === "patient")
          return (
            <div key={first.id} role="group" aria-label={t("search-patients")}>
              {group.map(line)}
            </div>
          );
        if (first?.kind === "command")
          return (
            <div key={first.id} role="group" aria-label={t("search-commands")} className="found__commands">
              {group.map(line)}
            </div>
          );
        return group.map(line);
      })}
    </div>
  );
}

interface LineProps {
  option: Option;
  active: boolean;
  onHover(): void;
  onChoose(): void;
  results: Results;
}

function Line({ option, active, onHover, onChoose, results }: LineProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  const testid = { patient: "search-hit", vendor: "search-vendor", command: "search-command" }[option.kind];
  return (
    // The box has the keyboard: this line is reached through aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={element}
      role="option"
      id={optionId(option)}
      aria-selected={active}
      tabIndex={-1}
      className={`found__line found__line--${option.kind}`}
      data-testid={testid}
      data-id={option.id}
      onMouseMove={active ? undefined : onHover}
      onClick={onChoose}
    >
      {option.kind === "patient" ? <Patient hit={option.hit} /> : null}
      {option.kind === "vendor" ? <AskVendor results={results} /> : null}
      {option.kind === "command" ? (
        <>
          <span>{option.command.label}</span>
          {option.command.hint ? <KeyHint action={option.command.hint} /> : null}
        </>
      ) : null}
    </div>
  );
}

function Patient({ hit }: { hit: PatientHit }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const visit = visitWords(hit, text, now);
  return (
    <>
      <span className="found__who">
        <span className="found__name cut">{format.person(hit.name) || t("unknown-patient")}</span>
        <span className="soft">{hit.birth_date ? format.date(hit.birth_date) : t("no-birth-date")}</span>
        {hit.pending ? <Tag tone="amber">{t("search-pending")}</Tag> : null}
        {hit.gone ? <Tag tone="red">{t("search-gone")}</Tag> : null}
      </span>
      <span className="found__phone cut soft">{hit.phone}</span>
      <span className={`found__visit cut ${visit.known && !visit.off ? "" : "faint"}`}>{visit.words}</span>
    </>
  );
}

function AskVendor({ results }: { results: Results }) {
  const { t, error } = useText();
  const { text } = useSearch();
  const { atVendor } = results;
  const shown = text.trim().length > 40 ? `${text.trim().slice(0, 40)}…` : text.trim();
  return (
    <>
      {atVendor?.kind === "asking" ? <Spinner /> : <Cloud />}
      <span className="found__ask">
        {atVendor === null ? t("search-vendor", { text: shown }) : null}
        {atVendor?.kind === "asking" ? t("search-vendor-asking") : null}
        {atVendor?.kind === "failed" ? error(atVendor.error) : null}
        {atVendor?.kind === "answered" && atVendor.unanswered.length > 0
          ? t("search-vendor-unanswered", { names: atVendor.unanswered.join(", ") })
          : null}
        {atVendor?.kind === "answered" && atVendor.unanswered.length === 0
          ? t("search-vendor-answered", { count: atVendor.hits.length })
          : null}
      </span>
      <KeyHint action="search-vendor" />
    </>
  );
}
