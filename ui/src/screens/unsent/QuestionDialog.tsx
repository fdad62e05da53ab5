import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import type { Decision, Question, UnsentEntry } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { InvoiceQuestion } from "../invoice/InvoiceQuestion";
import { About } from "./About";
import { Differences } from "./Differences";
import { useEditEntry } from "./useEditEntry";

/** Where a table, or four answers, stand beside each other. */
const WIDE: readonly Question["kind"][] = ["conflict", "look_there", "label_changed"];

interface Props {
  entry: UnsentEntry;
  question: Question;
  onClose: () => void;
}

/** What only a person can decide before an action goes to the vendor. */
export function QuestionDialog(props: Props) {
  const { invoice } = props.entry;
  return invoice ? <OfInvoice invoice={invoice} onClose={props.onClose} /> : <OfEntry {...props} />;
}

/** A step of an invoice is decided with the whole invoice in sight. */
function OfInvoice({ invoice: id, onClose }: { invoice: string; onClose: () => void }) {
  const { data: invoice } = useRead("invoice", { id });
  return invoice?.entry ? <InvoiceQuestion invoice={invoice} onClose={onClose} /> : null;
}

function OfEntry({ entry, question, onClose }: Props) {
  const { t, error } = useText();
  const resolve = useAct("unsent_resolve");
  const edit = useEditEntry(entry);
  const { busy, problem, run } = useTask();
  const decide = (decision: Decision) =>
    void run(() => resolve({ id: entry.id, decision })).then((done) => done && onClose());
  const moved = problem?.code === "not-allowed" || problem?.code === "not-found";
  const { kind } = question;
  return (
    <Dialog
      title={t(`question-title-${kind}`)}
      open
      onClose={onClose}
      wide={WIDE.includes(kind)}
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
          {edit ? (
            <Button
              isDisabled={busy || moved}
              onPress={() => {
                onClose();
                edit();
              }}
              data-testid="question-edit"
            >
              {t("unsent-edit")}
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
      <About entry={entry} />
      <Asked question={question} author={entry.author} again={entry.attempts > 0} />
      {problem ? (
        <Notice tone="bad" live>
          {moved ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

function Asked({ question, author, again }: { question: Question; author: string; again: boolean }) {
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
          <Differences fields={question.fields} by={author} />
          <p className="soft small">{t("question-conflict-kept")}</p>
        </>
      );
    case "ambiguous":
      return <p>{t("question-ambiguous", { count: question.candidates })}</p>;
    case "vanished":
      return <p>{t("question-vanished")}</p>;
    case "look_there":
      return <p>{t("question-look")}</p>;
    case "needs_live_line":
      return <p>{again ? t("question-live-again") : t("question-live")}</p>;
    case "stopped":
      return null;
  }
}
