import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import type { Decision, FieldDifference, Question, UnsentEntry } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { InvoiceQuestion } from "../invoice/InvoiceQuestion";
import { isRestored, lookedInVain, sumWords } from "../invoice/words";
import { About } from "./About";
import { answeredOddly, hasMoved } from "./answer";
import { Differences } from "./Differences";
import { useEditEntry } from "./useEditEntry";
import { isOfBill } from "./words";

/** Where a table, or four answers, stand beside each other. */
const WIDE: readonly Question["kind"][] = ["conflict", "look_there", "label_changed"];

interface Props {
  entry: UnsentEntry;
  question: Question;
  onClose: () => void;
  /** Asks why it is given up, and what becomes of the money. */
  onGiveUp: () => void;
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

function OfEntry({ entry, question: now, onClose, onGiveUp }: Props) {
  const { t, error } = useText();
  const resolve = useAct("unsent_resolve");
  const asked = { question: now, attempts: entry.attempts };
  const [{ question, attempts }, setSeen] = useState(asked);
  const edit = useEditEntry(entry);
  const { busy, problem, run, clear } = useTask();
  const decide = (decision: Decision) =>
    void run(() => resolve({ id: entry.id, decision, question, attempts })).then((done) => done && onClose());
  const refused = hasMoved(problem);
  // The same question about a later try is another one.
  const other = JSON.stringify(asked) !== JSON.stringify({ question, attempts });
  // Nothing under the finger changes its meaning: what is asked by now is read before it can be answered.
  const moved = refused || other;
  const paid = entry.action === "pay_bill" && question.kind === "conflict" ? question.fields[0] : undefined;
  // Where no sums of payments are told, they are named.
  const others = question.kind === "conflict" ? question.fields[1]?.theirs : undefined;
  const { kind } = question;
  return (
    <Dialog
      title={paid ? t("question-title-paid") : t(`question-title-${kind}`)}
      open
      onClose={onClose}
      wide={WIDE.includes(kind)}
      actions={
        <>
          <Button onPress={onClose}>{t("question-later")}</Button>
          {entry.may.includes("discard") ? (
            <Button
              isDisabled={busy || moved}
              onPress={() => {
                if (entry.action !== "pay_bill")
                  return decide(entry.may.includes("theirs") ? "theirs" : "discard");
                onClose();
                return onGiveUp();
              }}
              data-testid="question-discard"
            >
              {paid ? t("question-discard-paid") : t(`question-discard-${kind}`)}
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
              look={kind === "label_changed" || kind === "look_there" || paid ? "plain" : "primary"}
              isDisabled={busy || moved}
              onPress={() => decide("send")}
              data-testid="question-send"
            >
              {kind === "label_changed"
                ? t("question-send-label", { now: question.now })
                : paid
                  ? t("question-send-paid")
                  : t(`question-send-${kind}`)}
            </Button>
          ) : null}
        </>
      }
    >
      <About entry={entry} />
      {paid ? <Paid entry={entry} of={paid} others={others} /> : <Asked question={question} entry={entry} />}
      {answeredOddly(entry.reason) ? (
        <Notice tone="warn">{error({ code: entry.reason, params: {}, correlation: "" })}</Notice>
      ) : null}
      {other ? (
        <Notice
          tone="warn"
          live
          actions={
            <Button
              small
              onPress={() => {
                clear();
                setSeen(asked);
              }}
              data-testid="question-other"
            >
              {t("question-other-show")}
            </Button>
          }
        >
          {t("unsent-other-question")}
        </Notice>
      ) : problem ? (
        <Notice tone="bad" live>
          {refused ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Somebody paid on the bill meanwhile: what is there by now beside what was known when this payment was taken. */
function Paid({
  entry,
  of,
  others,
}: {
  entry: UnsentEntry;
  of: FieldDifference;
  others: string | undefined;
}) {
  const text = useText();
  const { t } = text;
  const [, currency = ""] = (entry.subject ?? "").split(" ");
  const sum = (amount: string) =>
    amount ? sumWords(text, `${amount} ${currency}`) : t("question-paid-unknown");
  return (
    <>
      <p>{t("question-paid")}</p>
      <dl className="question__labels">
        <div>
          <dt>{t("question-paid-before")}</dt>
          <dd>{sum(of.before)}</dd>
        </div>
        <div>
          <dt>{t("question-paid-now")}</dt>
          <dd>{sum(of.theirs)}</dd>
        </div>
        <div>
          <dt>{t("question-paid-this")}</dt>
          <dd>{sum(of.yours)}</dd>
        </div>
      </dl>
      {others ? <p className="soft">{t("question-codes", { codes: others })}</p> : null}
    </>
  );
}

function Asked({ question, entry }: { question: Question; entry: UnsentEntry }) {
  const { t, format } = useText();
  if (isRestored(entry)) return <p>{t("question-restored")}</p>;
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
          <Differences fields={question.fields} by={entry.author} />
          <p className="soft small">{t("question-conflict-kept")}</p>
        </>
      );
    case "ambiguous":
      return (
        <>
          <p>{t("question-ambiguous", { count: question.candidates })}</p>
          {question.codes.length > 0 ? (
            <p className="soft">{t("question-codes", { codes: question.codes.join(", ") })}</p>
          ) : null}
        </>
      );
    case "time_taken": {
      const by = question.by.map(({ of, start }) =>
        [start ? format.time(start) : t("booking-clash-whole-day"), t(`booking-clash-${of}`)].join(" "),
      );
      return <p>{t("question-time_taken", { by: by.join("; ") })}</p>;
    }
    case "vanished":
      return <p>{t("question-vanished")}</p>;
    case "look_there":
      return <p>{isOfBill(entry) ? t("question-look-money") : t("question-look")}</p>;
    case "needs_live_line":
      // The line was up: what the vendor answered is said below.
      if (entry.lost === 0 && answeredOddly(entry.reason)) return <p>{t("question-live-odd")}</p>;
      if (lookedInVain(entry)) return <p>{t("question-live-again")}</p>;
      return <p>{entry.lost > 0 ? t("question-live-lost") : t("question-live")}</p>;
    case "stopped":
      return null;
  }
}
