import type { Amount, BillPage, PayBill, PaymentMethod, Taking } from "../../platform/bindings";
import { newIntent } from "../../state/intent";
import { less, signOf, sum, typedAmount } from "../../text/decimal";
import { type SlipUse, slipUsed } from "../money/slips";
import { wayOf } from "./words";

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
  /** Whether the money is taken now, or was taken on a slip before. */
  taking: SlipUse;
}

/** What the last payment at an account of the clinic was: the next one most often is like it. */
export type Last = Pick<Payment, "account" | "paymentType" | "method">;

const known = (rows: readonly { vendor_id: string }[], id: string | null | undefined) =>
  rows.find(({ vendor_id }) => vendor_id === id)?.vendor_id ?? null;

/** What a form begins with: what is open, today, into the account and by the method of the last payment. */
export function blankPayment(
  { bill, accounts, payment_types }: BillPage,
  today: string,
  last?: Last,
): Payment {
  const open = accounts.filter(({ closed }) => !closed);
  return {
    intent: newIntent(),
    amount: bill.open && signOf(bill.open.amount) === 1 ? sum([bill.open.amount]) : "",
    date: today,
    // Where there is only one it is that one; between several a person chooses once.
    account: open.length === 1 ? (open[0]?.vendor_id ?? null) : known(open, last?.account),
    paymentType:
      payment_types.length === 1
        ? (payment_types[0]?.vendor_id ?? null)
        : known(payment_types, last?.paymentType),
    method: last?.method ?? null,
    expenseType: null,
    insurance: false,
    fiscalReceipt: "",
    cardSlip: "",
    taking: null,
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

/** How much more is typed than is open; `null`: no more, or what is open is not known. The desk would refuse it. */
export function overpaid({ bill }: BillPage, payment: Payment): Amount | null {
  const amount = typedAmount(payment.amount);
  const over = amount && bill.open ? less(amount, bill.open.amount) : null;
  return over !== null && signOf(over) === 1 ? { amount: over, currency: bill.open?.currency ?? null } : null;
}

/** The slips that may pay a bill: money that is paid out was never taken on one. */
export function slipsFor({ bill, slips }: BillPage): readonly Taking[] {
  return wayOf(bill) === "incoming" ? slips : [];
}

/** What is typed, as a slip is compared with it; `null` while it is no amount. */
export function amountOf({ bill, slips }: BillPage, payment: Payment): Amount | null {
  const amount = typedAmount(payment.amount);
  // A bill without a currency is paid in the one of the slips.
  const currency = bill.total?.currency ?? slips[0]?.amount.currency ?? null;
  return amount === null ? null : { amount, currency };
}

/** What is given to the desk; `null` while something is missing. */
export function requestOf(page: BillPage, payment: Payment): PayBill | null {
  const amount = typedAmount(payment.amount);
  const { account, method, paymentType, expenseType } = payment;
  if (!amount || !account || !method) return null;
  const receipt = payment.fiscalReceipt.trim();
  const taken = slipUsed(payment.taking, slipsFor(page));
  const slip = payment.cardSlip.trim();
  return {
    bill: page.bill.id,
    amount,
    date: payment.date,
    account,
    ...(paymentType ? { payment_type: paymentType } : {}),
    method,
    insurance: payment.insurance,
    ...(expenseType ? { expense_type: expenseType } : {}),
    ...(receipt && (method === "cash" || method === "card") ? { fiscal_receipt: receipt } : {}),
    ...(slip && method === "card" ? { card_slip: slip } : {}),
    ...(taken ? { taking: taken.id } : {}),
    intent: payment.intent,
  };
}
