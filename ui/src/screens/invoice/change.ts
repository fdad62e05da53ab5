import { less, signOf, typedAmount } from "../../text/decimal";

/** What is to be given back of what was given for a total, or what is still missing. */
export interface Change {
  kind: "back" | "missing";
  /** Decimal text. */
  amount: string;
}

/** The change for a total; `null` where nothing readable was given, or there is nothing to pay. */
export function changeOf(total: string, given: string): Change | null {
  const handed = typedAmount(given);
  if (handed === null || signOf(total) !== 1) return null;
  const back = less(handed, total);
  if (back === null) return null;
  return signOf(back) === -1
    ? { kind: "missing", amount: less(total, handed) ?? total }
    : { kind: "back", amount: back };
}
