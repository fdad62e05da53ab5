import { useToasts } from "../../components/Toasts";
import type { SheetState } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { isOld, madeWords } from "./words";

const REMARK = "down-time-sheet";

/** Opens the down-time sheet for whoever is signed in, made anew where the kept one is missing or old. */
export function useOpenSheet(): () => Promise<void> {
  const text = useText();
  const { t, error } = text;
  const now = useNow();
  const { show } = useToasts();
  const state = useAct("sheet_state");
  const make = useAct("sheet_make");
  const open = useAct("sheet_open");

  const fresh = async (): Promise<SheetState> => {
    const kept = await state({});
    if (kept.made_at !== null && !isOld(kept, now)) return kept;
    // What cannot be made anew is opened as it is: an old sheet is better than none.
    return make({}).catch((thrown: unknown) => {
      if (kept.made_at === null) throw thrown;
      return kept;
    });
  };
  return async () => {
    show({ id: REMARK, text: t("downtime-opening"), stays: 0 });
    try {
      const kept = await fresh();
      await open({});
      const made = madeWords(text, kept, now);
      show({ id: REMARK, text: t(isOld(kept, now) ? "downtime-opened-old" : "downtime-opened", { made }) });
    } catch (thrown) {
      show({ id: REMARK, text: error(toWireError(thrown)), tone: "bad", stays: 0 });
    }
  };
}
