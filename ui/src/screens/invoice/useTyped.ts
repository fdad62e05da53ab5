import { useRef } from "react";
import { useDraft } from "../../state/drafts";
import { type Typed, blank } from "./form";

/** The half-typed invoice of a patient record, kept for whoever types it; its intent stays with it. */
export function useTyped(record: string): {
  typed: Typed;
  change: (changes: Partial<Typed>) => void;
  drop: () => void;
} {
  const [kept, set] = useDraft<Typed>(`invoice-${record}`);
  const fresh = useRef<Typed | null>(null);
  fresh.current ??= blank();
  const typed = kept ?? fresh.current;
  return {
    typed,
    change: (changes) => set({ ...typed, ...changes }),
    drop: () => {
      fresh.current = null;
      set(undefined);
    },
  };
}
