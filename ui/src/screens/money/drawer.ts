import type { CashUpLine, Counted } from "../../platform/bindings";
import { less, signOf, sum, times, typedAmount } from "../../text/decimal";

/** A drawer as it is counted. */
export interface Count {
  /** Made with the count: whatever happens on the way, the shift is closed once. */
  intent: string;
  /** What was counted, as typed, by line. */
  counted: Record<string, string>;
  /** How many of each note and coin, as typed, by currency and value. */
  pieces: Record<string, string>;
  /** The notes and coins are counted one by one. */
  byPiece: boolean;
  reason: string;
}

/** What a line is known by. */
export const keyOf = ({ method, currency }: Pick<CashUpLine, "method" | "currency">) =>
  `${method} ${currency}`;

// Notes and coins in use, from the central banks' own lists (BNR, ECB, ČNB, BCB, NBU).
const PIECES: Record<string, readonly string[]> = {
  RON: ["500", "200", "100", "50", "20", "10", "5", "1", "0.5", "0.1", "0.05", "0.01"],
  EUR: ["200", "100", "50", "20", "10", "5", "2", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"],
  CZK: ["5000", "2000", "1000", "500", "200", "100", "50", "20", "10", "5", "2", "1"],
  BRL: ["200", "100", "50", "20", "10", "5", "2", "1", "0.5", "0.25", "0.1", "0.05"],
  UAH: ["1000", "500", "200", "100", "50", "20", "10", "5", "2", "1", "0.5"],
};

/** The notes and coins of a currency, largest first; none where they are not known here. */
export const piecesOf = (currency: string): readonly string[] => PIECES[currency] ?? [];

/** The key of a count of one kind of note or coin. */
export const pieceKey = (currency: string, piece: string) => `${currency} ${piece}`;

/** What the counted notes and coins come to; `null`: something typed is no number of pieces. */
export function ofPieces(currency: string, pieces: Readonly<Record<string, string>>): string | null {
  const amounts: string[] = [];
  for (const piece of piecesOf(currency)) {
    const typed = (pieces[pieceKey(currency, piece)] ?? "").trim();
    if (typed === "") continue;
    if (!/^\d{1,6}$/.test(typed)) return null;
    amounts.push(times(piece, Number(typed)));
  }
  return sum(amounts);
}

/** What was counted for a line, as decimal text; `null`: nothing yet, or nothing readable. */
export function countedOf(line: CashUpLine, count: Count): string | null {
  if (count.byPiece && line.method === "cash" && piecesOf(line.currency).length > 0) {
    const some = piecesOf(line.currency).some(
      (piece) => (count.pieces[pieceKey(line.currency, piece)] ?? "").trim() !== "",
    );
    return some ? ofPieces(line.currency, count.pieces) : null;
  }
  return typedAmount(count.counted[keyOf(line)] ?? "");
}

/** Counted less what should be there; `null` while nothing is counted. */
export function differenceOf(line: CashUpLine, count: Count): string | null {
  const counted = countedOf(line, count);
  return counted === null ? null : less(counted, line.expected);
}

/** What is given to the desk; `null` while a line is not counted. */
export function allCounted(lines: readonly CashUpLine[], count: Count): Counted[] | null {
  const counted = lines.flatMap((line) => {
    const amount = countedOf(line, count);
    return amount === null ? [] : [{ method: line.method, currency: line.currency, amount }];
  });
  return counted.length === lines.length ? counted : null;
}

/** Whether any line differs from what should be there. */
export function differs(lines: readonly CashUpLine[], count: Count): boolean {
  return lines.some((line) => {
    const difference = differenceOf(line, count);
    return difference !== null && signOf(difference) !== 0;
  });
}
