import type { UnsentEntry, VideoForm } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { BookingForm } from "../video/BookingForm";
import { type VideoText, formOf, textOf } from "../video/draft";
import { useVideoCheck } from "../video/useVideoCheck";
import { useSaveEntry } from "./useSaveEntry";

/** A video visit as it would be booked. */
export function EditVideoEntry({
  entry,
  form,
  onLeave,
}: {
  entry: UnsentEntry;
  form: VideoForm;
  onLeave: () => void;
}) {
  const { t } = useText();
  const accounts = useConnectionsThat("video").filter(({ id }) => id === entry.connection_id);
  const [typed, setTyped] = useDraft<VideoText>(`unsent-${entry.id}`);
  const value = typed ?? textOf(form);
  const { problems, checkNow } = useVideoCheck(entry.connection_id, formOf(value));
  const { busy, problem, save, clear } = useSaveEntry(entry);
  const leave = () => {
    setTyped(undefined);
    onLeave();
  };
  const book = async (ready: boolean) => {
    const wrong = await checkNow().catch(() => []);
    if (wrong.length > 0 || !ready) return false;
    const done = await save({ kind: "video", form: formOf(value) });
    if (done) leave();
    return done;
  };
  const field = fieldOf(problem);
  const refused = field ? [{ field, reason: problem?.params["reason"] ?? "" }] : [];
  return (
    <BookingForm
      label={t("unsent-edit-title")}
      patient={entry.patient}
      accounts={accounts}
      connection={entry.connection_id}
      value={value}
      onChange={(changes) => setTyped({ ...value, ...changes })}
      entry={entry.id}
      booking={{ busy, problem: field ? null : problem, problems: [...problems, ...refused], book, clear }}
      does={t("unsent-edit-save")}
      onLeave={leave}
    />
  );
}
