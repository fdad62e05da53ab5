import { fold } from "../../frame/search/commands";
import type { WireError } from "../../platform/bindings";
import { fieldOf } from "../../text/field";
import type { Say } from "../../text/text";

/** The shortest password the desk takes. */
export const LEAST = 10;

/** How good a password is against guessing: too short, easily guessed, fair or strong. */
export type Strength = "short" | "weak" | "fair" | "strong";

const LONG = 16;
const FAIRLY_LONG = 12;
const FEW_SIGNS = 5;
const ROWS = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const ROW = 5;

function hasRow(text: string): boolean {
  return ROWS.some((row) => {
    for (let at = 0; at + ROW <= row.length; at += 1) if (text.includes(row.slice(at, at + ROW))) return true;
    return false;
  });
}

function kindsOf(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(text)).length;
}

/** How good a password is for somebody of this name. */
export function strengthOf(password: string, name: string): Strength {
  if ([...password].length < LEAST) return "short";
  const plain = fold(password);
  const parts = fold(name)
    .split(/\s+/)
    .filter((part) => part.length > 2);
  if (new Set(plain).size < FEW_SIGNS || parts.some((part) => plain.includes(part)) || hasRow(plain))
    return "weak";
  if (password.length >= LONG) return "strong";
  return password.length >= FAIRLY_LONG && kindsOf(password) > 2 ? "strong" : "fair";
}

const REASONS = ["too-short", "too-simple", "not-a-number", "taken", "required", "too-long"];

/** What the desk has against a name, password or PIN, in words to stand under its field. */
export function refusedWords(t: Say, problem: WireError | null, field: string): string | null {
  if (fieldOf(problem) !== field) return null;
  const reason = problem?.params["reason"] ?? "";
  if (field === "pin") return t("pin-refused");
  if (!REASONS.includes(reason)) return t("field-other");
  if (reason === "required" || reason === "too-long") return t(`field-${reason}`);
  if (reason === "taken") return t("person-taken");
  return reason === "too-short" ? t("password-short") : t("password-simple");
}
