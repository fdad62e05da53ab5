import { useRef } from "react";
import { useToasts } from "../../components/Toasts";
import type { BookingAccount } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { type BookingText, begun, formOf } from "./draft";

/** What is typed for a patient, and booking it, with a remark that takes it back while it is held. */
export function useBooking(patient: string, account: BookingAccount) {
  const { t, format, error } = useText();
  const { open, back } = usePlace();
  const toasts = useToasts();
  const send = useAct("appointment_book");
  const undo = useAct("action_undo");
  const [typed, setTyped] = useDraft<BookingText>(`booking-${account.record}`);
  const value = typed ?? begun(account);
  const { busy, problem, run, clear } = useTask();
  // One intent for what stands there: pressing again after a lost answer must not book twice.
  const intent = useRef<{ about: string; id: string } | null>(null);

  const change = (changes: Partial<BookingText>) => {
    clear();
    setTyped({ ...value, ...changes });
  };
  const drop = () => setTyped(undefined);
  const book = () =>
    run(async () => {
      const form = formOf(value);
      const despite = value.despite.trim();
      const about = JSON.stringify([form, despite]);
      if (intent.current?.about !== about) intent.current = { about, id: newIntent() };
      const { id } = intent.current;
      await send({ intent: id, record: account.record, form, ...(despite ? { despite } : {}) });
      intent.current = null;
      drop();
      open({ kind: "patient", patient });
      toasts.show({
        id,
        text: t("booking-done", {
          day: format.day(form.date ?? account.today),
          time: format.time(form.time ?? ""),
          vendor: account.connection_name,
        }),
        undo: () =>
          void undo({ id }).then(
            () => {
              // What was typed comes back, so that taking back costs nothing.
              setTyped(value);
              back();
              open({ kind: "book-appointment", patient });
              toasts.drop(id);
            },
            (thrown) => toasts.show({ id, text: error(thrown), tone: "bad" }),
          ),
      });
    });
  return { value, change, drop, book, busy, problem };
}
