import { Fragment } from "react";
import { Tag } from "../../components/Tag";
import type { FieldDifference } from "../../platform/bindings";
import { authorOf } from "../../text/author";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";

/** A long address that has no room on one line goes on after a mark, never inside a word. */
function Whole({ text }: { text: string }) {
  return text.split(/(?<=[@._-])/).map((part, index) => (
    // The same part may stand there twice, and their order never changes.
    // eslint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}

/** Field by field: what this desk wants, what the vendor has now, what both had before. */
export function Differences({ fields, by }: { fields: readonly FieldDifference[]; by: string }) {
  const author = authorOf(by);
  const { t, format } = useText();
  const value = (field: string, words: string) => {
    if (!words) return <span className="faint">{t("question-empty")}</span>;
    if (field === "birth_date") return format.date(words);
    return field === "national_id" ? <NationalId value={words} /> : <Whole text={words} />;
  };
  // Who changed what is said in a word: colour alone would tell it to some only.
  const cell = ({ field, before }: FieldDifference, words: string, whose: "yours" | "theirs") => (
    <td className={words === before ? "soft" : "question__changed"}>
      {value(field, words)}
      {words === before ? null : <Tag tone="amber">{t(`question-changed-${whose}`)}</Tag>}
    </td>
  );
  return (
    <table className="question__table">
      <caption className="unseen">{t("question-title-conflict")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("question-field")}</th>
          <th scope="col">{author ? t("question-yours-of", { author }) : t("question-yours")}</th>
          <th scope="col">{t("question-theirs")}</th>
          <th scope="col">{t("question-before")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((each) => (
          <tr key={each.field}>
            <th scope="row">{t(`form-${each.field}`)}</th>
            {cell(each, each.yours, "yours")}
            {cell(each, each.theirs, "theirs")}
            <td className="soft">{value(each.field, each.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
