import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import type { BillPage, WireError } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { type Say, useText } from "../../text/text";
import { slipUsed } from "../money/slips";
import { type Payment, requestOf, slipsFor } from "./payment";
import { billName, expenseName, wayOf, whoseName } from "./words";

const TAIL = 4;

/** Why the desk refused a payment, named by the field as the form names it; `null`: it is about no field. */
function refusedWords(t: Say, problem: WireError): string | null {
  const field = fieldOf(problem);
  const reason = problem.params["reason"] ?? "";
  if (!field) return null;
  if (field === "amount" && reason === "too-large") return t("bill-too-large");
  const words = fieldWords(t, reason);
  switch (field) {
    case "amount":
      return `${t("money-amount")}: ${words}`;
    case "date":
      return `${t("money-date")}: ${words}`;
    case "account":
      return `${t("bill-account")}: ${words}`;
    case "payment_type":
      return `${t("bill-payment-type")}: ${words}`;
    case "expense_type":
      return `${t("bill-expense-type")}: ${words}`;
    default:
      return words;
  }
}

const nameOf = (rows: readonly { vendor_id: string; name: string }[], id: string | undefined) =>
  rows.find(({ vendor_id }) => vendor_id === id)?.name;

/** Names everything a payment is about before it is sent: it cannot be taken back at the vendor. */
export function ConfirmPayment({
  page,
  payment,
  onClose,
  onDone,
}: {
  page: BillPage;
  payment: Payment;
  onClose: () => void;
  onDone: () => void;
}) {
  const text = useText();
  const { t, format, error } = text;
  const { bill } = page;
  const { data: person } = useRead(
    "patient_open",
    { id: bill.patient ?? "" },
    { enabled: bill.patient !== null },
  );
  const pay = useAct("bill_pay");
  const { busy, problem, run } = useTask();
  const request = requestOf(page, payment);
  if (!request) return null;
  const amount = format.money({ amount: request.amount, currency: bill.total?.currency ?? null });
  const nationalId = person?.patient.national_id;
  const who = [
    whoseName(text, bill),
    bill.birth_date ? format.date(bill.birth_date) : t("no-birth-date"),
    nationalId ? `•••• ${nationalId.slice(-TAIL)}` : null,
  ];
  const slip = slipUsed(payment.taking, slipsFor(page));
  const taken = slip ? t("money-slip-taken", { slip: slip.slip ?? "" }) : null;
  const removes = page.liability_rule === "desk";
  const paymentType = nameOf(page.payment_types, request.payment_type);
  return (
    <Dialog
      title={t("bill-confirm-title", { bill: billName(text, bill) })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("bill-confirm-back")}</Button>
          <Button
            look="primary"
            isDisabled={busy}
            onPress={() => void run(() => pay(request)).then((done) => done && onDone())}
            data-testid="pay-do"
          >
            {t(`bill-confirm-${wayOf(bill)}`, { amount })}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{t("bill-confirm-irreversible")}</Notice>
      <Facts>
        <Fact name={t("money-patient")}>{who.filter(Boolean).join(" · ")}</Fact>
        <Fact name={t("money-amount")}>{amount}</Fact>
        <Fact name={t("money-date")}>{format.date(request.date)}</Fact>
        <Fact name={t("bill-account")}>{nameOf(page.accounts, request.account) ?? request.account}</Fact>
        <Fact name={t("money-method")}>
          {[t(`money-method-${request.method}`), paymentType, taken].filter(Boolean).join(", ")}
        </Fact>
        {request.expense_type ? (
          <Fact name={t("bill-expense-type")}>{expenseName(text, request.expense_type)}</Fact>
        ) : null}
        {request.insurance ? <Fact name={t("bill-insurance")}>{t("bill-yes")}</Fact> : null}
      </Facts>
      <p className="soft small">{removes ? t("bill-confirm-removes") : t("bill-confirm-keeps")}</p>
      {problem ? (
        <Notice tone="bad" live>
          {refusedWords(t, problem) ?? error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
