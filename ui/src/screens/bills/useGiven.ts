import { useDraft } from "../../state/drafts";

/** A payment of a bill that was just given to the desk. */
export interface Given {
  /** What the bill had as paid before it. */
  paid: string;
  /** When it was given. */
  at: string;
}

/** The payment that was just given for a bill, until the bill shows it. */
export function useGiven(bill: string) {
  return useDraft<Given>(`bill-given-${bill}`);
}

/** How long a bill may take to show what was paid, in milliseconds; after that it says what it knows. */
const PATIENCE = 60_000;

/** Whether the bill does not yet show what was just paid: nobody is asked for it a second time meanwhile. */
export function isUnderWay(given: Given | undefined, paid: string, now: Date): boolean {
  return (
    given !== undefined && given.paid === paid && now.getTime() - new Date(given.at).getTime() < PATIENCE
  );
}
