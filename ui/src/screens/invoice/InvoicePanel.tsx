import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { Spinner } from "../../components/Spinner";
import type { Amount, Invoice } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { authorOf } from "../../text/author";
import { WordsAbout, useText } from "../../text/text";
import "./invoice.css";
import { InvoiceLines } from "./InvoiceLines";
import { InvoiceQuestion } from "./InvoiceQuestion";
import { Issued } from "./Issued";
import { Steps } from "./Steps";
import { TakingSlip } from "./TakingSlip";
import { answeredOddly, hasMoved } from "../unsent/answer";
import { WhoseInvoice } from "./Who";
import { useLooked } from "./useLooked";
import { askedKey, isRestored, stateWords } from "./words";

/** An invoice of this desk: how far it has come, what it waits for, and its paper. */
export function InvoicePanel({ invoice: id }: { invoice: string }) {
  const { t, error } = useText();
  const { data: invoice, error: unread, again } = useRead("invoice", { id });
  if (invoice) {
    return (
      <WordsAbout name={invoice.connection_name}>
        <Page invoice={invoice} />
      </WordsAbout>
    );
  }
  if (!unread) return <Skeleton rows={8} label={t("loading")} />;
  return (
    <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
      {error(unread)}
    </Notice>
  );
}

function Page({ invoice }: { invoice: Invoice }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const { payment, state, total } = invoice;
  // What goes back over the counter is known to whoever took the money, until the next patient.
  const [back, setBack] = useDraft<Amount>(`invoice-change-${invoice.id}`);
  const author = authorOf(invoice.author);
  const when = format.instant(invoice.created_at, now);
  return (
    <article
      className="invoice"
      data-testid="invoice"
      data-state={state}
      data-reached={invoice.reached ?? ""}
    >
      <Heading level={2} className="invoice__title">
        {t("invoice-one-title")}
      </Heading>
      <WhoseInvoice invoice={invoice} />
      <p className="invoice__sum">{format.money(total)}</p>
      <p className={`invoice__state invoice__state--${state}`} role="status" data-testid="invoice-state">
        {stateWords(text, invoice)}
      </p>
      {back ? (
        <p className="invoice__change" data-testid="invoice-give-back">
          {t("invoice-change-back", { sum: format.money(back) })}
        </p>
      ) : null}
      {state === "issued" ? <Issued invoice={invoice} onNext={() => setBack(undefined)} /> : null}
      {state === "issued" || state === "not_issued" ? null : <Steps invoice={invoice} />}
      {state === "not_issued" ? (
        <Notice tone="info">
          {invoice.reached
            ? t("invoice-left-there")
            : invoice.attempts > 0
              ? t("invoice-perhaps-there")
              : t("invoice-nothing-there")}
        </Notice>
      ) : null}
      <Waiting invoice={invoice} />
      {state === "issued" ? null : <TakingSlip invoice={invoice} />}
      <InvoiceLines invoice={invoice} />
      <Facts>
        <Fact name={t("invoice-payment")}>{t(`money-method-${payment.method}`)}</Fact>
        {payment.fiscal_receipt ? (
          <Fact name={t("invoice-fiscal-receipt")}>{payment.fiscal_receipt}</Fact>
        ) : null}
        {payment.card_slip ? <Fact name={t("invoice-card-slip")}>{payment.card_slip}</Fact> : null}
        <Fact name={t("invoice-work-point")}>{invoice.work_point}</Fact>
        {invoice.note ? <Fact name={t("invoice-note-code")}>{invoice.note}</Fact> : null}
        {invoice.noted_as ? <Fact name={t("invoice-noted-as")}>{invoice.noted_as}</Fact> : null}
        {invoice.vendor_id ? <Fact name={t("invoice-vendor-code")}>{invoice.vendor_id}</Fact> : null}
        <Fact name={t("invoice-made")}>{author ? t("invoice-made-by", { when, author }) : when}</Fact>
      </Facts>
    </article>
  );
}

/** What an invoice that is not finished waits for, and what a person may do about it. */
function Waiting({ invoice }: { invoice: Invoice }) {
  const { t, error, format } = useText();
  const now = useNow();
  const resolve = useAct("unsent_resolve");
  const looked = useLooked(invoice);
  const { busy, problem, run } = useTask();
  const [asking, setAsking] = useState(false);
  const [pressed, setPressed] = useState(false);
  const { connections } = useAppState();
  const down = connections.find(({ id }) => id === invoice.connection)?.health === "offline";
  const { may, next_at, question, reason, state, vendor_message } = invoice;
  if (state === "issued" || state === "not_issued") return null;
  if (!question && !reason && may.length === 0) return null;
  const prepared = state === "prepared" && question?.kind === "needs_live_line";
  const key = askedKey(invoice, looked);
  // The yes is to what stands on the screen: where something else is asked by now, nothing is sent on it.
  const goOn = () => {
    const { attempts, entry } = invoice;
    if (!entry) return;
    setPressed(true);
    void run(() => resolve({ id: entry, decision: "send", ...(question ? { question } : {}), attempts }));
  };
  return (
    <div className="stack">
      {prepared ? (
        <Notice tone="warn">
          {answeredOddly(reason) ? t("invoice-prepared-odd") : t("invoice-prepared-help")}
        </Notice>
      ) : null}
      {state === "prepared" && !question && !reason ? (
        <Notice tone="info">{t("unsent-state-blocked")}</Notice>
      ) : null}
      {!prepared && question ? (
        <Notice tone="warn" live>
          {isRestored(invoice) ? t("unsent-asks-restored") : t(`invoice-asks-${key}`)}
        </Notice>
      ) : null}
      {question && answeredOddly(reason) ? (
        <Notice tone="warn">{error({ code: reason, params: {}, correlation: "" })}</Notice>
      ) : null}
      {!question && reason ? (
        <Notice tone={state === "needs_person" ? "bad" : "warn"} live>
          {vendor_message
            ? t("unsent-refused-saying", { message: vendor_message })
            : error({ code: reason, params: {}, correlation: "" })}
          {next_at ? <> {t("invoice-waits-until", { when: format.instant(next_at, now) })}</> : null}
        </Notice>
      ) : null}
      {may.length > 0 ? (
        <div className="line">
          {may.includes("send") && (prepared || !question) ? (
            <Button
              look="primary"
              isDisabled={busy}
              icon={busy ? <Spinner /> : undefined}
              onPress={goOn}
              data-testid="invoice-resume"
            >
              {prepared ? t("invoice-go-on-prepared") : t("unsent-send-again")}
            </Button>
          ) : null}
          {question && !prepared ? (
            <Button look="primary" onPress={() => setAsking(true)} data-testid="invoice-decide">
              {t("unsent-decide")}
            </Button>
          ) : null}
          {may.includes("discard") && (prepared || !question) ? (
            <Button look="danger" onPress={() => setAsking(true)} data-testid="invoice-give-up">
              {t("unsent-give-up")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {prepared && pressed && down && !busy && !problem ? (
        <Notice tone="bad" live>
          {t("invoice-still-down")}
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {hasMoved(problem) ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
      {asking && may.length > 0 ? (
        <InvoiceQuestion invoice={invoice} onClose={() => setAsking(false)} />
      ) : null}
    </div>
  );
}
