import type { WireError } from "../platform/bindings";
import type { Say } from "./text";

// The reasons the desk gives for a field; whatever else it says becomes `other`.
const REASONS = [
  "required",
  "too-long",
  "not-a-phone",
  "not-an-email",
  "not-a-national-id",
  "not-an-address",
  "not-https",
  "repeated",
  "not-kept",
];

/** What is wrong with a field, in words to stand under it. */
export function fieldWords(t: Say, reason: string): string {
  const known = REASONS.includes(reason) ? reason : "other";
  return t(`field-${known}`);
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
