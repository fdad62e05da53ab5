import { Field, Segments } from "../../components/Fields";
import type { Amount, PaymentMethod, Taking } from "../../platform/bindings";
import { useText } from "../../text/text";
import { SlipChoice } from "../money/SlipChoice";
import { fits, slipUsed } from "../money/slips";
import { changeOf } from "./change";
import { METHODS, type Typed, hasReceipt } from "./form";

interface Props {
  typed: Typed;
  slips: readonly Taking[];
  total: Amount | null;
  problem: (path: string) => string | null;
  onChange: (changes: Partial<Typed>) => void;
}

/** How the whole total is paid. The till and the card terminal stand beside this window: their numbers are noted. */
export function Payment({ typed, slips, total, problem, onChange }: Props) {
  const { t } = useText();
  const { method, given, fiscalReceipt, cardSlip } = typed;
  const slip = slipUsed(typed.taking, slips);
  const unchosen = problem("payment.method");
  return (
    <section
      className="invoice__part invoice__payment"
      aria-label={t("invoice-payment")}
      data-invalid={unchosen ? true : undefined}
    >
      <SlipChoice
        slips={slips}
        amount={total}
        value={typed.taking}
        onChange={(taking, used) =>
          onChange({
            taking,
            // What was taken is not typed a second time: it is what the slip says.
            ...(used
              ? {
                  method: used.method,
                  given: "",
                  fiscalReceipt: used.fiscal_receipt ?? fiscalReceipt,
                  cardSlip: used.card_slip ?? cardSlip,
                }
              : {}),
          })
        }
        problem={problem("taking")}
      />
      {slip && fits(slip, total) ? null : (
        <Segments<PaymentMethod>
          label={t("invoice-payment")}
          value={method}
          onChange={(next) => onChange({ method: next })}
          options={METHODS.map((key) => ({ key, label: t(`money-method-${key}`) }))}
        />
      )}
      {unchosen ? (
        <p className="field__problem" role="alert">
          {unchosen}
        </p>
      ) : null}
      {method === "cash" && total && !slip ? (
        <div className="invoice__pair">
          <Field
            label={t("invoice-given", { currency: total.currency ?? "" })}
            value={given}
            onChange={(next) => onChange({ given: next })}
            data-testid="invoice-given"
          />
          <ChangeWords total={total} given={given} />
        </div>
      ) : null}
      {hasReceipt(method) ? (
        <div className="invoice__pair">
          <Field
            label={t("invoice-fiscal-receipt")}
            value={fiscalReceipt}
            onChange={(next) => onChange({ fiscalReceipt: next })}
            problem={problem("payment.fiscal_receipt")}
            data-testid="invoice-fiscal-receipt"
          />
          {method === "card" ? (
            <Field
              label={t("invoice-card-slip")}
              value={cardSlip}
              onChange={(next) => onChange({ cardSlip: next })}
              problem={problem("payment.card_slip")}
              data-testid="invoice-card-slip"
            />
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

/** What goes back over the counter, as large as it has to be read. */
function ChangeWords({ total, given }: { total: Amount; given: string }) {
  const { t, format } = useText();
  const change = changeOf(total.amount, given);
  const words = change
    ? t(`invoice-change-${change.kind}`, {
        sum: format.money({ amount: change.amount, currency: total.currency }),
      })
    : given.trim() !== ""
      ? t("field-not-an-amount")
      : "";
  return (
    <p
      className={`invoice__change ${change?.kind === "missing" ? "invoice__change--missing" : ""}`}
      role="status"
      data-testid="invoice-change"
    >
      {words}
    </p>
  );
}
