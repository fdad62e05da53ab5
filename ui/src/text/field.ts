import type { WireError } from "../platform/bindings";
import type { Say } from "./text";

/** What is wrong with a field, in words to stand under it; a reason that has no message of its own becomes `other`. */
export function fieldWords(t: Say, reason: string): string {
  const words = t(`field-${reason}`);
  return words === `field-${reason}` ? t("field-other") : words;
}

/** The field an error is about, if it is about one. */
export function fieldOf(problem: WireError | null): string | null {
  return problem?.code === "invalid-field" ? (problem.params["field"] ?? null) : null;
}

/** What is wrong with each field: those left empty although they are needed, or the one the desk refused. */
export function fieldProblems<Name extends string>(
  t: Say,
  missing: readonly Name[],
  problem: WireError | null,
): Partial<Record<Name, string>> {
  const words: Partial<Record<Name, string>> = {};
  for (const name of missing) words[name] = fieldWords(t, "required");
  const refused = fieldOf(problem);
  if (refused) words[refused as Name] = fieldWords(t, problem?.params["reason"] ?? "");
  return words;
}
