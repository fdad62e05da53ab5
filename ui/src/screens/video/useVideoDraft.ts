import { useEffect, useRef, useState } from "react";
import type { Connection, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { civilAt } from "../../text/format";
import { type VideoText, emptyOn, textOf } from "./draft";

/** A booking as it is kept while the person looks elsewhere. */
interface Draft {
  connection: string;
  text: VideoText;
}

/** Under which a booking is kept: one for each patient, and one for nobody yet. */
function draftKey(patient: string | null): string {
  return `book-video ${patient ?? ""}`;
}

/** A booking as it is typed. */
export interface VideoDraft {
  connection: string;
  value: VideoText;
  /** Why the patient's fields could not be filled in. */
  problem: WireError | null;
  change: (changes: Partial<VideoText>) => void;
  choose: (connection: string) => void;
  /** Forgets what was typed. */
  drop: () => void;
  /** Brings back what was typed before. */
  restore: () => void;
}

// What was typed while the desk was asked stays.
function merged(known: VideoText, typed: VideoText | undefined): VideoText {
  if (!typed) return known;
  const kept = Object.entries(typed).filter(([field, text]) => field !== "date" && text !== "");
  return { ...known, date: typed.date, ...Object.fromEntries(kept) };
}

/** Keeps a booking while the person looks elsewhere, one for each patient; begins with what the desk knows of them. */
export function useVideoDraft(patient: string | null, accounts: readonly Connection[]): VideoDraft {
  const [draft, setDraft] = useDraft<Draft>(draftKey(patient));
  const [problem, setProblem] = useState<WireError | null>(null);
  const prefill = useAct("video_prefill");
  const connection = draft?.connection ?? accounts[0]?.id ?? "";
  const zone = accounts.find(({ id }) => id === connection)?.zone ?? "UTC";
  const today = civilAt(useNow(), zone).date;
  const value = draft?.text ?? emptyOn(today);

  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  useEffect(() => {
    if (patient === null || latest.current || connection === "") return undefined;
    let here = true;
    prefill({ connection, patient }).then(
      (form) => {
        if (!here) return;
        const known = textOf({ ...form, date: form.date ?? today });
        setDraft({ connection, text: merged(known, latest.current?.text) });
      },
      (thrown) => here && setProblem(toWireError(thrown)),
    );
    return () => {
      here = false;
    };
    // Asked once for a form; later the person's own typing counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [patient]);

  return {
    connection,
    value,
    problem,
    change: (changes) => setDraft({ ...draft, connection, text: { ...value, ...changes } }),
    choose: (chosen) => setDraft({ ...draft, connection: chosen, text: value }),
    drop: () => setDraft(undefined),
    restore: () => setDraft({ connection, text: value }),
  };
}
