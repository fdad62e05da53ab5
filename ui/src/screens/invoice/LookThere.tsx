import { Notice } from "../../components/Notice";
import type { Invoice } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { signOf } from "../../text/decimal";
import { useText } from "../../text/text";
import { useLooked } from "./useLooked";
import { askedKey, isRestored, recordedWords, sumWords } from "./words";

/** Why an invoice stopped, and what exactly a person looks up at the vendor before answering. */
export function LookThere({ invoice }: { invoice: Invoice }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const looked = useLooked(invoice);
  const { note, question, total, vendor_message } = invoice;
  const stop = question?.kind === "stopped" ? question.stop : null;
  const inCurrency = (amount: string) =>
    signOf(amount) === null ? amount : format.money({ amount, currency: total.currency });
  const facts = {
    sum: format.money(total),
    when: format.instant(invoice.created_at, now),
    count: question?.kind === "ambiguous" ? question.candidates : 0,
  };
  return (
    <>
      <p>
        {question && isRestored(invoice)
          ? t("invoice-look-restored", facts)
          : t(`invoice-look-${askedKey(invoice, looked)}`, facts)}
      </p>
      {question ? null : vendor_message ? (
        <Notice tone="bad">{t("unsent-refused-saying", { message: vendor_message })}</Notice>
      ) : null}
      {stop?.why === "open_deposit" && stop.amount ? (
        <p>{t("invoice-deposit", { sum: sumWords(text, `${stop.amount} ${stop.currency ?? ""}`.trim()) })}</p>
      ) : null}
      {stop?.why === "other_currency" ? (
        <p>{t("invoice-currency-there", { currency: stop.currency })}</p>
      ) : null}
      {stop?.why === "price_changed" ? (
        <Pair
          left={t("invoice-price-was", { name: stop.name })}
          right={t("question-label-now")}
          before={inCurrency(stop.was)}
          after={stop.now ? inCurrency(stop.now) : t("invoice-price-gone")}
        />
      ) : null}
      {stop?.why === "recorded_differs" ? (
        <>
          <Pair
            left={stop.field === "method" ? t("invoice-ours-method") : t("invoice-ours-total")}
            right={t("question-theirs")}
            before={recordedWords(text, stop.ours)}
            after={stop.theirs ? recordedWords(text, stop.theirs) : t("invoice-not-listed")}
          />
          <p>{stop.field === "method" ? t("invoice-mend-method") : t("invoice-mend-total")}</p>
        </>
      ) : null}
      {note ? <p className="soft">{t("invoice-note-there", { note })}</p> : null}
    </>
  );
}

function Pair({
  left,
  right,
  before,
  after,
}: {
  left: string;
  right: string;
  before: string;
  after: string;
}) {
  return (
    <dl className="question__labels">
      <div>
        <dt>{left}</dt>
        <dd>{before}</dd>
      </div>
      <div>
        <dt>{right}</dt>
        <dd>{after}</dd>
      </div>
    </dl>
  );
}
