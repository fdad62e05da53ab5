import { type FormEvent, useId, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { Decision, Invoice, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import "../unsent/unsent.css";
import { InvoiceLines } from "./InvoiceLines";
import "./invoice.css";
import { MoneyKept } from "../money/MoneyKept";
import { hasMoved } from "../unsent/answer";
import { LookThere } from "./LookThere";
import { WhoseInvoice } from "./Who";
import { useLooked } from "./useLooked";
import { answersTo, askedKey, stateWords } from "./words";

/** Where nothing is to be found out at the vendor first. */
const DECIDED_HERE = ["refused", "needs_live_line", "waits"];

interface Answer {
  decision: Decision | null;
  series: string;
  number: string;
  reason: string;
  /** Whether money that was taken stays here, where the invoice is given up. */
  kept: boolean | null;
  /** What the vendor noted is known to the clinic: nobody is asked about it any more. */
  known: boolean;
}
const NOTHING: Answer = { decision: null, series: "", number: "", reason: "", kept: null, known: false };

/** An invoice that stopped: what to look up at the vendor, and the answers that close it. */
export function InvoiceQuestion({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const text = useText();
  const { t, error, format } = text;
  const resolve = useAct("unsent_resolve");
  const setNoted = useAct("invoice_noted_method_set");
  const manager = useIsManager();
  const { busy, problem, run } = useTask();
  const looked = useLooked(invoice);
  const key = askedKey(invoice, looked);
  // An answer is to the question it was given to: where another one is asked, nothing is chosen.
  const asked = JSON.stringify([invoice.question, invoice.attempts]);
  const [kept, set] = useDraft<Answer>(`invoice-question-${invoice.entry ?? invoice.id}-${asked}`);
  const [tried, setTried] = useState(false);
  const form = useId();
  const answer = kept ?? NOTHING;
  const { decision, series, number, reason } = answer;
  const noted = manager && decision === "send" ? notedMethod(invoice) : null;
  const [answered, setAnswered] = useState(asked);
  const other = hasMoved(problem) && problem?.code !== "not-found" && answered !== asked;
  const moved = !other && hasMoved(problem);
  const missing = wanted(answer, invoice.money_here);
  const leave = () => {
    set(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { entry } = invoice;
    if (busy || moved || !entry || !decision || missing.length > 0) return;
    setAnswered(asked);
    const done = await run(async () => {
      if (noted && answer.known) await setNoted({ connection: invoice.connection, word: noted });
      await resolve({
        id: entry,
        decision,
        ...(invoice.question ? { question: invoice.question } : {}),
        attempts: invoice.attempts,
        ...(decision === "discard" && answer.kept !== null && invoice.money_here
          ? { money_kept: answer.kept }
          : {}),
        ...(decision === "discard" && reason.trim() ? { reason: reason.trim() } : {}),
        ...(decision === "happened" ? { issued: { series: series.trim(), number: number.trim() } } : {}),
      });
    });
    if (done) leave();
  };
  const wrong = (name: Wanted) => {
    if (tried && missing.includes(name)) return fieldWords(t, "required");
    return refused(problem, name) ? fieldWords(t, problem?.params["reason"] ?? "") : null;
  };
  return (
    <Dialog
      title={t(`invoice-question-${key}`)}
      open
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("question-later")}</Button>
          <Button
            look={decision === "discard" ? "danger" : "primary"}
            type="submit"
            form={form}
            isDisabled={busy || moved}
            icon={busy ? <Spinner /> : undefined}
            data-testid="invoice-answer"
          >
            {decision ? t(`invoice-do-${decision}`) : t("invoice-do")}
          </Button>
        </>
      }
    >
      <div className="question__about">
        <WhoseInvoice invoice={invoice} />
        <p className="question__what">
          {format.money(invoice.total)} · {t(`money-method-${invoice.payment.method}`)} · {invoice.work_point}
        </p>
        <p className="soft">{stateWords(text, invoice)}</p>
        <InvoiceLines invoice={invoice} />
      </div>
      <LookThere invoice={invoice} />
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <RadioGroup
          className="field"
          value={decision}
          onChange={(next) => set({ ...answer, decision: next as Decision })}
          isInvalid={tried && decision === null}
        >
          <Label className="field__label">
            {DECIDED_HERE.includes(key) ? t("invoice-what-now") : t("invoice-what-found")}
          </Label>
          <div className="radios">
            {answersTo(invoice).map((each) => (
              <Radio key={each} value={each} className="radios__one" data-testid={`invoice-answer-${each}`}>
                <span className="radios__mark" aria-hidden="true" />
                {t(`invoice-${each}-${key}`)}
              </Radio>
            ))}
          </div>
        </RadioGroup>
        {tried && decision === null ? (
          <p className="field__problem" role="alert">
            {t("invoice-choose")}
          </p>
        ) : null}
        {decision === "happened" ? (
          <div className="invoice__pair">
            <Field
              label={t("invoice-series")}
              value={series}
              onChange={(next) => set({ ...answer, series: next })}
              problem={wrong("series")}
              required
              autoFocus
              data-testid="invoice-series"
            />
            <Field
              label={t("invoice-number")}
              value={number}
              onChange={(next) => set({ ...answer, number: next })}
              problem={wrong("number")}
              required
              data-testid="invoice-number-there"
            />
          </div>
        ) : null}
        {noted ? (
          <Switch
            label={t("invoice-noted-known")}
            help={t("invoice-noted-known-help", { word: noted })}
            value={answer.known}
            onChange={(known) => set({ ...answer, known })}
          />
        ) : null}
        {decision === "discard" ? (
          <Field
            label={t("invoice-reason")}
            help={t("give-up-kept")}
            value={reason}
            onChange={(next) => set({ ...answer, reason: next })}
            problem={wrong("reason")}
            required
            autoFocus
            data-testid="invoice-reason"
          />
        ) : null}
        {decision === "discard" && invoice.money_here ? (
          <MoneyKept
            value={answer.kept}
            onChange={(money) => set({ ...answer, kept: money })}
            problem={tried && answer.kept === null}
          />
        ) : null}
      </form>
      {problem && !isShown(problem, decision) ? (
        <Notice tone="bad" live>
          {other
            ? t("unsent-other-question")
            : moved
              ? t("unsent-moved")
              : refused(problem, "money_kept")
                ? fieldWords(t, problem.params["reason"] ?? "")
                : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** The vendor's word for the payment, where it is asked about for that alone. */
function notedMethod({ question }: Invoice): string | null {
  if (question?.kind !== "stopped" || question.stop.why !== "recorded_differs") return null;
  return question.stop.field === "method" ? question.stop.theirs || null : null;
}

type Wanted = "series" | "number" | "reason" | "kept";

/** What an answer lacks: what was found there by its series and number, why it is given up, and where the money goes. */
function wanted(answer: Answer, money: boolean): Wanted[] {
  const names = {
    happened: ["series", "number"],
    discard: ["reason"],
    send: [],
    edit: [],
    theirs: [],
  } as const;
  const missing: Wanted[] =
    answer.decision === null ? [] : names[answer.decision].filter((name) => answer[name].trim() === "");
  return money && answer.decision === "discard" && answer.kept === null ? [...missing, "kept"] : missing;
}

/** The fields that stand in the dialog at an answer: what is wrong with another one is said below. */
const FIELDS: Partial<Record<Decision, readonly string[]>> = {
  happened: ["series", "number"],
  discard: ["reason"],
};

/** Whether what the desk refused stands at its field already. */
function isShown(problem: WireError, decision: Decision | null): boolean {
  return decision !== null && (FIELDS[decision] ?? []).some((name) => refused(problem, name));
}

/** Whether the desk refused a field; it may name it within what was found there. */
function refused(problem: WireError | null, name: string): boolean {
  return fieldOf(problem)?.split(".").at(-1) === name;
}
