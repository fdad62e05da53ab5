import { useEffect } from "react";
import { useDraft, useDrafts } from "../../state/drafts";

/** A payment of a bill that was just given to the desk. */
export interface Given {
  /** What the bill had as paid before it. */
  paid: string;
  /** When it was given. */
  at: string;
  /** Since when the bill shows it. */
  shown?: string;
}

/** The payment that was just given for a bill, until somebody has seen it there. */
export function useGiven(bill: string) {
  return useDraft<Given>(`bill-given-${bill}`);
}

/** How long a bill may take to show what was paid, and says so once it does, in milliseconds. */
const PATIENCE = 60_000;

const isPast = (since: string, now: Date) => now.getTime() - new Date(since).getTime() >= PATIENCE;

/** Whether the bill does not yet show what was just paid: nobody is asked for it a second time meanwhile. */
export function isUnderWay(given: Given | undefined, paid: string, now: Date): boolean {
  return given !== undefined && given.paid === paid && !isPast(given.at, now);
}

/**
 * Whether to say that what was just paid is there: for a while, and until the bill is left. What came to nothing while
 * nobody waited for it is not said of the next payment, whoever makes that; `waits`: it is still to be sent.
 */
export function useTaken(bill: string, paid: string, waits: boolean, now: Date): boolean {
  const drafts = useDrafts();
  const [given, setGiven] = useGiven(bill);
  const there = given !== undefined && given.paid !== paid;
  const over = given?.shown
    ? isPast(given.shown, now)
    : given !== undefined && !there && !waits && isPast(given.at, now);
  useEffect(() => {
    if (over) setGiven(undefined);
    else if (given && there && !given.shown) setGiven({ ...given, shown: now.toISOString() });
  });
  useEffect(
    () => () => {
      const last = drafts.get(`bill-given-${bill}`) as Given | undefined;
      if (last?.shown) drafts.set(`bill-given-${bill}`, undefined);
    },
    [drafts, bill],
  );
  return there && !over;
}
