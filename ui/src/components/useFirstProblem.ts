import { type RefObject, useEffect } from "react";

/** Puts the cursor into the first field with something wrong whenever something else is wrong. */
export function useFirstProblem(
  form: RefObject<HTMLFormElement | null>,
  words: Partial<Record<string, string>>,
): void {
  const wrong = Object.keys(words).join(" ");
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [form, wrong]);
}
