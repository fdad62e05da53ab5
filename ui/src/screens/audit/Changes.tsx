import type { FieldChange } from "../../platform/bindings";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";
import { fieldName, valueWords } from "./words";

/** Old and new values; the vendor's beside them where a conflict was decided. */
export function Changes({ changes }: { changes: readonly FieldChange[] }) {
  const text = useText();
  const { t } = text;
  const decided = changes.some(({ theirs }) => theirs !== null);
  return (
    <table className="changes">
      <caption className="unseen">{t("audit-column-changes")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("question-field")}</th>
          <th scope="col">{t("audit-before")}</th>
          <th scope="col">{t("audit-after")}</th>
          {decided ? <th scope="col">{t("audit-theirs")}</th> : null}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{fieldName(text, change.field)}</th>
            <td className="soft">
              <Value field={change.field} value={change.before} />
            </td>
            <td>
              <Value field={change.field} value={change.after} />
            </td>
            {decided ? (
              <td>
                <Value field={change.field} value={change.theirs} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ field, value }: { field: string; value: string | null }) {
  const text = useText();
  const shown = valueWords(text, field, value);
  if (shown === null) return <span className="faint">{text.t("question-empty")}</span>;
  return field === "national_id" ? <NationalId value={shown} /> : shown;
}

/** The same in lines, where there is no room for a table. */
export function ChangeLines({ changes }: { changes: readonly FieldChange[] }) {
  const text = useText();
  const { t } = text;
  return (
    <ul className="change-lines">
      {changes.map(({ field, before, after, theirs }) => (
        <li key={field}>
          <b>{fieldName(text, field)}</b>{" "}
          <span className="soft">
            <Value field={field} value={before} />
          </span>
          {" → "}
          <Value field={field} value={after} />
          {theirs === null ? null : (
            <span className="soft small">
              {" "}
              ({t("audit-theirs")}: <Value field={field} value={theirs} />)
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
