import type { Bill, BillDirection } from "../../platform/bindings";
import { signOf } from "../../text/decimal";
import type { Text } from "../../text/text";

/** What a bill is called: its number, else the vendor's own id. */
export function billName({ t }: Text, { number, vendor_id }: Bill): string {
  return number ? t("bill-number-is", { number }) : t("bill-id-is", { id: vendor_id });
}

/** The kind of a bill in words; another word of the vendor's as it is. */
export function kindName({ t }: Text, { kind, kind_told }: Bill): string {
  return kind === "other" && kind_told ? kind_told : t(`bill-kind-${kind}`);
}

/** Whose bill it is, as far as it says so. */
export function whoseName({ t, format }: Text, { patient_name }: Bill): string {
  return patient_name ? format.person(patient_name) : t("bill-nobody");
}

/** An expense type of the Italian tax register: the words with the code, or the code alone where it has no words here. */
export function expenseName({ t }: Text, code: string): string {
  const words = t(`bill-expense-${code.toLowerCase()}`);
  return words.startsWith("bill-expense-") ? code.toUpperCase() : `${words} (${code.toUpperCase()})`;
}

/** Whether nothing is open on a bill any more; of one that was not asked about yet nobody knows. */
export function isPaid({ open }: Bill): boolean {
  return open !== null && signOf(open.amount) !== 1;
}

/** Which way a payment for a bill goes: for a credit note money is given back. */
export function wayOf({ kind, direction }: Bill): BillDirection {
  return kind === "credit" ? "outgoing" : direction;
}
