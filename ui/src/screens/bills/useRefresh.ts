import type { BillsRequest, WireError } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";

/** Asks the vendor about the period now; the list that stands is read again after it. */
export function useRefresh(asked: BillsRequest): {
  busy: boolean;
  problem: WireError | null;
  refresh(): void;
} {
  const ask = useAct("bills");
  const { again } = useRead("bills", asked, { enabled: false });
  const { busy, problem, run } = useTask();
  return {
    busy,
    problem,
    refresh: () => {
      if (busy) return;
      void run(async () => {
        await ask({ ...asked, refresh: true });
        again();
      });
    },
  };
}
