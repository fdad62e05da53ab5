import type { FieldProblem, InvoiceDesk, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
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
  clear(): void;
  /** Issues it; answers whether it is on its way. */
  issue(): Promise<boolean>;
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
  const give = useAct("invoice_issue");
  const { busy, problem, run, clear } = useTask();
  const field = fieldOf(problem);
  const used = field === "intent";
  return {
    busy,
    found: field && !used ? { field, reason: problem?.params["reason"] ?? "" } : null,
    problem: field && !used ? null : problem,
    used,
    clear,
    issue: () =>
      run(async () => {
        const { invoice } = await give({
          record: desk.record,
          form: formOf(typed, workPoint),
          intent: typed.intent,
        });
        drop();
        open({ kind: "invoice", invoice, patient }, { kind: "new-invoice", patient });
      }),
  };
}
