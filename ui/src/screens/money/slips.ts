import type { Amount, FieldProblem, Taking } from "../../platform/bindings";
import { less, signOf } from "../../text/decimal";

/** Money that is taken `now`, or the id of what was taken on a slip before; `null`: nobody has said. */
export type SlipUse = string | null;

/** Whether what is left of a slip pays exactly this: money is neither split nor added up. */
export function fits({ left }: Taking, wanted: Amount | null): boolean {
  if (wanted === null || left.currency !== wanted.currency) return false;
  const rest = less(left.amount, wanted.amount);
  return rest !== null && signOf(rest) === 0;
}

/** The slip that is used; `null`: money is taken now. */
export function slipUsed(use: SlipUse, slips: readonly Taking[]): Taking | null {
  return slips.find(({ id }) => id === use) ?? null;
}

const wrong = (reason: string) => ({ field: "taking", reason });

/**
 * What is wrong with a choice: where a slip pays exactly this, a person says whether it is the same money. A slip that
 * somebody seems to have typed in at the vendor asks nothing of anybody.
 */
export function slipProblem(
  use: SlipUse,
  slips: readonly Taking[],
  amount: Amount | null,
): FieldProblem | null {
  if (use === null)
    return slips.some((slip) => !slip.listed_there && fits(slip, amount)) ? wrong("required") : null;
  if (use === "now") return null;
  const slip = slipUsed(use, slips);
  if (!slip) return wrong("used");
  return amount !== null && !fits(slip, amount) ? wrong("other-sum") : null;
}
