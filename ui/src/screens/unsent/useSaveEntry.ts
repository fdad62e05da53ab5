import { useToasts } from "../../components/Toasts";
import type { UnsentEntry, UnsentForm, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { actionWords, personOf } from "./words";

/** Changing an entry before it is sent. */
export interface SaveEntry {
  busy: boolean;
  problem: WireError | null;
  /** Queues it anew as wanted now; answers whether it came about. */
  save(form: UnsentForm): Promise<boolean>;
  clear(): void;
}

/** Changes what an entry would send; it is queued anew under the same intent. */
export function useSaveEntry(entry: UnsentEntry): SaveEntry {
  const text = useText();
  const { t } = text;
  const edit = useAct("unsent_edit");
  const { show } = useToasts();
  const { busy, problem, run, clear } = useTask();
  return {
    busy,
    problem,
    clear,
    save: async (form) => {
      const done = await run(() => edit({ id: entry.id, form }));
      if (done)
        show({
          id: entry.id,
          text: t("unsent-edited", { what: actionWords(text, entry), who: personOf(text, entry) }),
        });
      return done;
    },
  };
}
