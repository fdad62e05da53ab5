import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import type { Decision, FieldDifference, Question, UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";
import { actionWords, personOf, visitOf } from "./words";

/** What only a person can decide before an action goes to the vendor. */
export function QuestionDialog({
  entry,
  question,
  onClose,
}: {
  entry: UnsentEntry;
  question: Question;
  onClose: () => void;
}) {
  const text = useText();
  const { t, error } = text;
  const resolve = useAct("unsent_resolve");
  const { busy, problem, run } = useTask();
  const decide = (decision: Decision) =>
    void run(() => resolve({ id: entry.id, decision })).then((done) => done && onClose());
  const moved = problem?.code === "not-allowed" || problem?.code === "not-found";
  const visit = visitOf(text, entry);
  const { kind } = question;
  return (
    <Dialog
      title={t(`question-title-${kind}`)}
      open
      onClose={onClose}
      wide={kind === "conflict" || kind === "look_there"}
      actions={
        <>
          <Button onPress={onClose}>{t("question-later")}</Button>
          {entry.may.includes("discard") ? (
            <Button
              isDisabled={busy || moved}
              onPress={() => decide("discard")}
              data-testid="question-discard"
            >
              {t(`question-discard-${kind}`)}
            </Button>
          ) : null}
          {entry.may.includes("happened") ? (
            <Button
              isDisabled={busy || moved}
              onPress={() => decide("happened")}
              data-testid="question-happened"
            >
              {t(`question-happened-${kind}`)}
            </Button>
          ) : null}
          {entry.may.includes("send") ? (
            <Button
              // Whether a new name still means the same, or something arrived, no button can suggest.
              look={kind === "label_changed" || kind === "look_there" ? "plain" : "primary"}
              isDisabled={busy || moved}
              onPress={() => decide("send")}
              data-testid="question-send"
            >
              {kind === "label_changed"
                ? t("question-send-label", { now: question.now })
                : t(`question-send-${kind}`)}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="question__about">
        <p className="question__what">{actionWords(text, entry)}</p>
        <p>{personOf(text, entry)}</p>
        {visit ? <p className="soft">{visit}</p> : null}
      </div>
      <Asked question={question} />
      {problem ? (
        <Notice tone="bad" live>
          {moved ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

function Asked({ question }: { question: Question }) {
  const { t } = useText();
  switch (question.kind) {
    case "label_changed":
      return (
        <>
          <p>{t("question-label")}</p>
          <dl className="question__labels">
            <div>
              <dt>{t("question-label-was")}</dt>
              <dd>{question.was}</dd>
            </div>
            <div>
              <dt>{t("question-label-now")}</dt>
              <dd>{question.now}</dd>
            </div>
          </dl>
        </>
      );
    case "conflict":
      return (
        <>
          <p>{t("question-conflict")}</p>
          <Differences fields={question.fields} />
        </>
      );
    case "ambiguous":
      return <p>{t("question-ambiguous", { count: question.candidates })}</p>;
    case "vanished":
      return <p>{t("question-vanished")}</p>;
    case "look_there":
      return <p>{t("question-look")}</p>;
    case "needs_live_line":
      return <p>{t("question-live")}</p>;
  }
}

function Differences({ fields }: { fields: readonly FieldDifference[] }) {
  const { t, format } = useText();
  const value = ({ field }: FieldDifference, words: string) => {
    if (!words) return <span className="faint">{t("question-empty")}</span>;
    if (field === "birth_date") return format.date(words);
    return field === "national_id" ? <NationalId value={words} /> : words;
  };
  return (
    <table className="question__table">
      <caption className="unseen">{t("question-title-conflict")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("question-field")}</th>
          <th scope="col">{t("question-yours")}</th>
          <th scope="col">{t("question-theirs")}</th>
          <th scope="col">{t("question-before")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((each) => (
          <tr key={each.field}>
            <th scope="row">{t(`form-${each.field}`)}</th>
            <td className="question__yours">{value(each, each.yours)}</td>
            <td>{value(each, each.theirs)}</td>
            <td className="soft">{value(each, each.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
