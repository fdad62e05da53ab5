import type { UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { type VideoText, textOf } from "./draft";
import { type Draft, draftKey, useSentForms } from "./useVideoDraft";

/** Opens a refused booking again as it was typed; `null` for anything that is no refused booking of an account here. */
export function useRebook(entry: UnsentEntry): (() => Promise<void>) | null {
  const { go } = usePlace();
  const account = useConnectionsThat("video").find(({ name }) => name === entry.connection);
  const [, setDraft] = useDraft<Draft>(draftKey(entry.patient));
  const [sent] = useSentForms();
  const prefill = useAct("video_prefill");
  const refused = entry.action === "book_video" && entry.state === "refused";
  if (!refused || !entry.may.includes("discard") || !account) return null;

  const known = async (): Promise<VideoText> => {
    const form = {
      name: entry.patient_name,
      email: "",
      phone: "",
      birth_year: entry.patient_birth_date?.slice(0, 4) ?? "",
      date: entry.date,
      time: entry.start,
    };
    if (entry.patient === null) return textOf(form);
    try {
      const { email, phone, birth_year } = await prefill({ connection: account.id, patient: entry.patient });
      return textOf({ ...form, email, phone, birth_year });
    } catch {
      // What the entry says is worth more than no form at all.
      return textOf(form);
    }
  };
  return async () => {
    // The form is kept in memory only: after a restart it is made from the entry and what the desk knows.
    const typed = sent?.[entry.intent];
    setDraft({
      connection: typed?.connection ?? account.id,
      text: typed?.text ?? (await known()),
      replaces: entry.id,
    });
    go("video", { book: entry.patient });
  };
}
