import { useState } from "react";
import type { WireError } from "../platform/bindings";
import { toWireError } from "../platform/platform";

/** Something a person started and waits for. */
export interface Task {
  busy: boolean;
  /** Why it did not come about; cleared when it is tried again. */
  problem: WireError | null;
  /** Runs it; answers whether it came about. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** Forgets what went wrong. */
  clear(): void;
}

/** Keeps whether a task runs and why it failed. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<WireError | null>(null);
  return {
    busy,
    problem,
    clear: () => setProblem(null),
    run: async (work) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (thrown) {
        setProblem(toWireError(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
