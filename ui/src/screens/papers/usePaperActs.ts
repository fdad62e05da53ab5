import { useState } from "react";
import type { WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

/** What can be done with a paper that is kept here. */
export interface PaperActs {
  busy: boolean;
  problem: WireError | null;
  /** What was done last, in words. */
  said: string;
  print(): void;
  open(): void;
  save(): void;
}

/** Prints, opens and saves a paper that is kept here. */
export function usePaperActs(paper: string): PaperActs {
  const { t } = useText();
  const { busy, problem, run } = useTask();
  const [said, setSaid] = useState("");
  const printIt = useAct("paper_print");
  const openIt = useAct("paper_open");
  const saveIt = useAct("paper_save");
  const act = (work: () => Promise<string>) => {
    if (busy) return;
    setSaid("");
    void run(async () => setSaid(await work()));
  };
  return {
    busy,
    problem,
    said,
    print: () => act(async () => t("paper-printed", { name: (await printIt({ id: paper })).name })),
    open: () => act(async () => t("paper-opened", { name: (await openIt({ id: paper })).name })),
    save: () =>
      act(async () => {
        const { name } = await saveIt({ id: paper });
        return name === null ? t("paper-not-saved") : t("paper-saved", { name });
      }),
  };
}
