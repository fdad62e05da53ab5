/** Exact sums of decimal text: money never goes through a float. */

const PLACES = 6;
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;

/** In millionths; `null`: no decimal number. */
function unitsOf(text: string): bigint | null {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const units = BigInt(whole + fraction.padEnd(PLACES, "0"));
  return sign ? -units : units;
}

function textOf(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "").padEnd(2, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${fraction}`;
}

/** The sum; what is no number counts nothing. At least two places. */
export function sum(amounts: readonly string[]): string {
  return textOf(amounts.reduce((total, amount) => total + (unitsOf(amount) ?? 0n), 0n));
}

/** The first less the second; `null` where one is no number. */
export function less(from: string, what: string): string | null {
  const [left, right] = [unitsOf(from), unitsOf(what)];
  return left === null || right === null ? null : textOf(left - right);
}

/** So many times an amount. */
export function times(amount: string, count: number): string {
  return textOf((unitsOf(amount) ?? 0n) * BigInt(count));
}

/** -1, 0 or 1: whether it is below, at or above zero; `null`: no number. */
export function signOf(amount: string): -1 | 0 | 1 | null {
  const units = unitsOf(amount);
  if (units === null) return null;
  return units === 0n ? 0 : units < 0n ? -1 : 1;
}

/**
 * What a person typed as an amount, as decimal text with a dot and at most two places; `null`: it is none.
 * A comma or a dot stands before the last one or two digits; spaces, and the other sign, group thousands.
 */
export function typedAmount(typed: string): string | null {
  const bare = typed.replace(/[\s\u00a0\u202f]/g, "");
  const [, whole, fraction = ""] = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?$/.exec(bare) ?? [];
  if (whole === undefined) return null;
  // "1.234,50" and "1,234.50" are one amount; "1.234" alone could be two, and is asked about.
  const groups = whole.match(/[.,]/g) ?? [];
  if (groups.length > 0 && (fraction === "" || bare.at(-fraction.length - 1) === groups[0])) return null;
  return `${BigInt(whole.replace(/[.,]/g, ""))}.${fraction.padEnd(2, "0")}`;
}
