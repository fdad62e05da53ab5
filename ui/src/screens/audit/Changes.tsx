import type { FieldChange } from "../../platform/bindings";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";
import { fieldName, valueWords } from "./words";

/** Old and new values; the vendor's beside them where a conflict was decided. */
export function Changes({ changes }: { changes: readonly FieldChange[] }) {
  const text = useText();
  const { t } = text;
  const decided = changes.some(({ theirs }) => theirs !== null);
  const value = ({ field }: FieldChange, words: string | null) => {
    const shown = valueWords(text, field, words);
    if (shown === null) return <span className="faint">{t("question-empty")}</span>;
    return field === "national_id" ? <NationalId value={shown} /> : shown;
  };
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
            <td className="soft">{value(change, change.before)}</td>
            <td>{value(change, change.after)}</td>
            {decided ? <td>{value(change, change.theirs)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
