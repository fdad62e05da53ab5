import type { Language } from "../../text/catalogues";

/** The languages by their own names: whoever cannot read the window still finds theirs. */
export const LANGUAGE_NAMES: readonly { key: Language; label: string }[] = [
  { key: "en", label: "English" },
  { key: "ro", label: "Română" },
];
