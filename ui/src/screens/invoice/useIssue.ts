import type { Amount, FieldProblem, InvoiceDesk, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDrafts } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
import { signOf } from "../../text/decimal";
import { slipUsed } from "../money/slips";
import { changeOf } from "./change";
import { type Typed, formOf } from "./form";

/** The way of a typed invoice to the desk. */
export interface Issue {
  busy: boolean;
  /** What the desk refused in the form. */
  found: FieldProblem | null;
  /** Why it did not come about, where that is no field of the form. */
  problem: WireError | null;
  /** An invoice was begun with this intent, and with other contents. */
  used: boolean;
  /** It comes to something else by now than what was confirmed: nothing was sent. */
  changed: boolean;
  clear(): void;
  /** Issues it at the total that was confirmed; answers whether it is on its way. */
  issue(total: Amount): Promise<boolean>;
}

/** Issues a typed invoice and opens it. However often it is asked, one intent makes one invoice. */
export function useIssue(
  desk: InvoiceDesk,
  patient: string,
  typed: Typed,
  workPoint: string,
  drop: () => void,
): Issue {
  const { open } = usePlace();
  const drafts = useDrafts();
  const give = useAct("invoice_issue");
  const { busy, problem, run, clear } = useTask();
  const field = fieldOf(problem);
  const used = field === "intent";
  const changed = field === "total";
  return {
    busy,
    found: field && !used && !changed ? { field, reason: problem?.params["reason"] ?? "" } : null,
    problem: field && !used ? null : problem,
    used,
    changed,
    clear,
    issue: (total) =>
      run(async () => {
        const slip = slipUsed(typed.taking, desk.slips);
        const { invoice } = await give({
          record: desk.record,
          form: formOf(typed, workPoint, desk.open_deposit),
          total: total.amount,
          ...(slip ? { taking: slip.id } : {}),
          intent: typed.intent,
        });
        drop();
        const change = typed.method === "cash" && !slip ? changeOf(total.amount, typed.given) : null;
        if (change?.kind === "back" && signOf(change.amount) === 1)
          drafts.set(`invoice-change-${invoice}`, { amount: change.amount, currency: total.currency });
        open({ kind: "invoice", invoice, patient }, { kind: "new-invoice", patient });
      }),
  };
}
