import { useRef, useState } from "react";
import { useToasts } from "../../components/Toasts";
import type { FieldProblem, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { newIntent } from "../../state/intent";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { formOf } from "./draft";
import type { VideoDraft } from "./useVideoDraft";
import { shortWhen, videoError } from "./words";

/** Booking a visit, with a remark that takes it back while it is held. */
export interface Booking {
  busy: boolean;
  /** Why it did not come about, if it is not about one field. */
  problem: WireError | null;
  /** The field that was refused. */
  refused: readonly FieldProblem[];
  /** Checks once more and, if day and time are `ready`, books; answers whether it came about. */
  book: (ready: boolean) => Promise<boolean>;
  /** Forgets what went wrong. */
  clear: () => void;
}

/** Books what stands in a draft. `checkNow` asks for every limit that it breaks. */
export function useBooking(
  patient: string | null,
  draft: VideoDraft,
  checkNow: () => Promise<readonly FieldProblem[]>,
): Booking {
  const text = useText();
  const { t, format } = text;
  const { open, go } = usePlace();
  const { show, drop } = useToasts();
  const send = useAct("video_book");
  const undo = useAct("action_undo");
  const { busy, problem, run, clear } = useTask();
  const [found, setFound] = useState<readonly FieldProblem[]>([]);
  // One intent for what stands there: pressing again after a lost answer must not book twice.
  const intent = useRef<{ about: string; id: string } | null>(null);

  const book = async (ready: boolean) => {
    const { connection, value } = draft;
    const form = formOf(value);
    const about = JSON.stringify([connection, form]);
    if (intent.current?.about !== about) intent.current = { about, id: newIntent() };
    const { id } = intent.current;
    let booked = false;
    await run(async () => {
      const problems = await checkNow();
      setFound(problems);
      if (problems.length > 0 || !ready) return;
      const { visit } = await send({ intent: id, connection, form, ...(patient ? { patient } : {}) });
      booked = true;
      intent.current = null;
      draft.drop();
      open({ kind: "video-visit", visit, patient });
      show({
        id,
        text: t("video-booked", {
          name: format.person(form.name.trim()),
          when: shortWhen(text, `${form.date}T${form.time}`),
        }),
        undo: () =>
          void undo({ id }).then(
            () => {
              // What was typed comes back, so that taking back costs nothing.
              drop(id);
              draft.restore();
              go("video");
              open({ kind: "book-video", patient }, { kind: "video-visit", visit, patient });
            },
            (thrown) => show({ id, text: late(toWireError(thrown)), tone: "bad", stays: 0 }),
          ),
      });
    });
    return booked;
  };
  const late = (error: WireError) =>
    error.code === "too-late-to-undo" ? t("video-booked-late") : videoError(text, error);

  const field = fieldOf(problem);
  return {
    busy,
    problem: field ? null : problem,
    refused: field ? [{ field, reason: problem?.params["reason"] ?? "" }] : found,
    book,
    clear: () => {
      clear();
      setFound([]);
    },
  };
}
