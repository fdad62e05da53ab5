import { Choice, Field, Segments, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { BillPage } from "../../platform/bindings";
import { useText } from "../../text/text";
import { DayField } from "../lab/DateFields";
import "../lab/order-form.css";
import { AmountField } from "../money/AmountField";
import { methodOptions } from "../money/methods";
import { SlipChoice } from "../money/SlipChoice";
import { fits, slipUsed } from "../money/slips";
import { type Needed, type Payment, amountOf, slipsFor } from "./payment";
import { expenseName } from "./words";

const NONE = "none";

/** What a payment says: how much, when, to which account, how, and what the tax register is told. */
export function PaymentFields({
  page,
  payment,
  onChange,
  wrong,
}: {
  page: BillPage;
  payment: Payment;
  onChange: (changes: Partial<Payment>) => void;
  wrong: Partial<Record<Needed | "taking", string>>;
}) {
  const text = useText();
  const { t } = text;
  const { method } = payment;
  const slips = slipsFor(page);
  const slip = slipUsed(payment.taking, slips);
  const wanted = amountOf(page, payment);
  const accounts = page.accounts.filter(({ closed }) => !closed);
  return (
    <>
      <AmountField
        label={t("money-amount-in", { currency: page.bill.total?.currency ?? "" })}
        value={payment.amount}
        onChange={(amount) => onChange({ amount })}
        problem={wrong.amount ?? null}
        required
        data-testid="pay-amount"
      />
      <DayField
        label={t("money-date")}
        value={payment.date}
        onChange={(date) => onChange({ date: date ?? "" })}
        problem={wrong.date ? t("bill-pay-date-wrong") : null}
      />
      <Choice
        label={t("bill-account")}
        value={payment.account}
        onChange={(account) => onChange({ account })}
        options={accounts.map(({ vendor_id, name }) => ({ key: vendor_id, label: name }))}
        placeholder={t("bill-choose")}
        data-testid="pay-account"
      />
      {wrong.account ? <p className="field__problem">{wrong.account}</p> : null}
      {accounts.length === 0 ? <Notice tone="warn">{t("bill-no-accounts")}</Notice> : null}
      {page.payment_types.length > 0 ? (
        <Choice
          label={t("bill-payment-type")}
          value={payment.paymentType ?? NONE}
          onChange={(key) => onChange({ paymentType: key === NONE ? null : key })}
          options={[
            { key: NONE, label: t("bill-not-said") },
            ...page.payment_types.map(({ vendor_id, name }) => ({ key: vendor_id, label: name })),
          ]}
          help={t("bill-payment-type-help")}
          data-testid="pay-type"
        />
      ) : null}
      <SlipChoice
        slips={slips}
        amount={wanted}
        value={payment.taking}
        onChange={(taking, used) =>
          onChange({
            taking,
            // What was taken is not typed a second time: it is what the slip says.
            ...(used
              ? {
                  method: used.method,
                  fiscalReceipt: used.fiscal_receipt ?? payment.fiscalReceipt,
                  cardSlip: used.card_slip ?? payment.cardSlip,
                }
              : {}),
          })
        }
        problem={wrong.taking ?? null}
      />
      {slip && fits(slip, wanted) ? null : (
        <Segments
          label={t("money-method")}
          value={method}
          onChange={(key) => onChange({ method: key })}
          options={methodOptions(t)}
        />
      )}
      {wrong.method ? <p className="field__problem">{wrong.method}</p> : null}
      {method === "cash" ? <Notice>{t("bill-traceable")}</Notice> : null}
      {page.expense_types.length > 0 ? (
        <Choice
          label={t("bill-expense-type")}
          value={payment.expenseType ?? NONE}
          onChange={(key) => onChange({ expenseType: key === NONE ? null : key })}
          options={[
            { key: NONE, label: t("bill-not-said") },
            ...page.expense_types.map((code) => ({ key: code, label: expenseName(text, code) })),
          ]}
          help={t("bill-expense-type-help")}
          data-testid="pay-expense"
        />
      ) : null}
      <Switch
        label={t("bill-insurance")}
        value={payment.insurance}
        onChange={(insurance) => onChange({ insurance })}
      />
      {method === "cash" || method === "card" ? (
        <Field
          label={t("money-fiscal-receipt")}
          value={payment.fiscalReceipt}
          onChange={(fiscalReceipt) => onChange({ fiscalReceipt })}
        />
      ) : null}
      {method === "card" ? (
        <Field
          label={t("money-card-slip")}
          value={payment.cardSlip}
          onChange={(cardSlip) => onChange({ cardSlip })}
        />
      ) : null}
    </>
  );
}
