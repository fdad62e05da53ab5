import type { BillPage, PayBill, PaymentMethod } from "../../platform/bindings";
import { newIntent } from "../../state/intent";
import { signOf, typedAmount } from "../../text/decimal";

/** A payment for a bill as it is typed. */
export interface Payment {
  /** Made with the form: whatever happens on the way, it is one payment. */
  intent: string;
  amount: string;
  date: string;
  account: string | null;
  paymentType: string | null;
  method: PaymentMethod | null;
  expenseType: string | null;
  insurance: boolean;
  fiscalReceipt: string;
  cardSlip: string;
}

/** What a form begins with: what is open, today. */
export function blankPayment({ bill, accounts, payment_types }: BillPage, today: string): Payment {
  const open = accounts.filter(({ closed }) => !closed);
  return {
    intent: newIntent(),
    amount: bill.open && signOf(bill.open.amount) === 1 ? bill.open.amount : "",
    date: today,
    // Where there is only one it is that one; between several a person chooses.
    account: open.length === 1 ? (open[0]?.vendor_id ?? null) : null,
    paymentType: payment_types.length === 1 ? (payment_types[0]?.vendor_id ?? null) : null,
    method: null,
    expenseType: null,
    insurance: false,
    fiscalReceipt: "",
    cardSlip: "",
  };
}

/** The fields a payment cannot do without. */
export type Needed = "amount" | "date" | "account" | "method";

/** What is missing, or cannot be meant. */
export function missingIn(payment: Payment, today: string): Needed[] {
  const amount = typedAmount(payment.amount);
  return [
    ...(amount === null || signOf(amount) !== 1 ? (["amount"] as const) : []),
    ...(payment.date === "" || payment.date > today ? (["date"] as const) : []),
    ...(payment.account ? [] : (["account"] as const)),
    ...(payment.method ? [] : (["method"] as const)),
  ];
}

/** What is given to the desk; `null` while something is missing. */
export function requestOf(bill: string, payment: Payment): PayBill | null {
  const amount = typedAmount(payment.amount);
  const { account, method, paymentType, expenseType } = payment;
  if (!amount || !account || !method) return null;
  const receipt = payment.fiscalReceipt.trim();
  const slip = payment.cardSlip.trim();
  return {
    bill,
    amount,
    date: payment.date,
    account,
    ...(paymentType ? { payment_type: paymentType } : {}),
    method,
    insurance: payment.insurance,
    ...(expenseType ? { expense_type: expenseType } : {}),
    ...(receipt && (method === "cash" || method === "card") ? { fiscal_receipt: receipt } : {}),
    ...(slip && method === "card" ? { card_slip: slip } : {}),
    intent: payment.intent,
  };
}
