// Sums of money as whole cents: a float would lose some of them.

/** Digits with at most two behind a comma or a dot; groups of three only where both kinds of mark stand. */
const TYPED =
  /^([-−]?)(?:(\d{1,9})|(\d{1,3}(?:\.\d{3})+)(?=,)|(\d{1,3}(?:,\d{3})+)(?=\.))(?:[.,](\d{1,2}))?$/;
const WIRE = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/;

function cents(sign: string, whole: string, fraction: string): bigint {
  const value = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
  return sign === "" ? value : -value;
}

/**
 * The cents of a sum as a person types it ("150", "150,5", "1.500,00"); `null` where it cannot be read without a
 * doubt, as "1.500", which is one and a half to some and fifteen hundred to others.
 */
export function typedCents(text: string): bigint | null {
  const found = TYPED.exec(text.replace(/[\s\u00a0\u202f]/g, ""));
  if (!found) return null;
  const [, sign = "", plain, dots, commas, fraction = ""] = found;
  return cents(sign, (plain ?? dots ?? commas ?? "").replace(/[.,]/g, ""), fraction);
}

/** The cents of a sum as the desk says it ("150.00"); `null` where it is finer than a cent. */
export function centsOf(amount: string): bigint | null {
  const found = WIRE.exec(amount);
  return found ? cents(found[1] ?? "", found[2] ?? "", found[3] ?? "") : null;
}

/** Cents as the desk wants them: "-80.05". */
export function amountOf(value: bigint): string {
  const whole = value < 0n ? -value : value;
  return `${value < 0n ? "-" : ""}${whole / 100n}.${String(whole % 100n).padStart(2, "0")}`;
}

/** What is to be given back of what was given for a total, or what is still missing. */
export type Change = { kind: "back" | "missing"; amount: string };

/** The change for a total; `null` where nothing readable was given or there is nothing to pay. */
export function changeOf(total: string, given: string): Change | null {
  const owed = centsOf(total);
  const handed = typedCents(given);
  if (owed === null || handed === null || owed <= 0n || handed < 0n) return null;
  return handed >= owed
    ? { kind: "back", amount: amountOf(handed - owed) }
    : { kind: "missing", amount: amountOf(owed - handed) };
}
