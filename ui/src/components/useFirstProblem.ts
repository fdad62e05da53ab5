import { type RefObject, useEffect, useRef } from "react";

/** Puts the cursor into the first field with something wrong whenever something more is wrong. */
export function useFirstProblem(
  form: RefObject<HTMLFormElement | null>,
  words: Partial<Record<string, string>>,
): void {
  const wrong = Object.keys(words).join(" ");
  const known = useRef<string[]>([]);
  useEffect(() => {
    const now = wrong.split(" ").filter(Boolean);
    // Whoever mends one field goes on typing there, also while others are still to be mended.
    const more = now.some((name) => !known.current.includes(name));
    known.current = now;
    if (more) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [form, wrong]);
}
