import type { FieldProblem, VideoForm } from "../../platform/bindings";
import { type Unavailable, readTime, whyNot } from "./times";
import type { CivilNow } from "./model";

/** A booking as it is typed: the time stays text until it is one. */
export interface VideoText {
  name: string;
  email: string;
  phone: string;
  birth_year: string;
  date: string | null;
  time: string;
}

/** The fields of the form. */
export type VideoField = keyof VideoText;

/** The form as the desk gives it, to be typed on. */
export function textOf({ name, email, phone, birth_year, date, time }: VideoForm): VideoText {
  return { name, email, phone, birth_year, date, time: time?.slice(0, 5) ?? "" };
}

/** Nothing typed yet; a visit is mostly booked for today. */
export function emptyOn(today: string): VideoText {
  return { name: "", email: "", phone: "", birth_year: "", date: today, time: "" };
}

/** The form as the desk takes it. */
export function formOf(text: VideoText): VideoForm {
  const time = readTime(text.time, true);
  return { ...text, time: time === null ? null : `${time}:00` };
}

/** What is wrong with day and time, told at once and without asking anybody. */
export function whenProblems(
  { date, time }: VideoText,
  now: CivilNow,
  taken: ReadonlySet<string>,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (date === null) problems.push({ field: "date", reason: "required" });
  const why = time.trim() === "" ? "required" : whyNotTyped(date, time, now, taken);
  if (why) problems.push({ field: "time", reason: why });
  return problems;
}

function whyNotTyped(
  date: string | null,
  time: string,
  now: CivilNow,
  taken: ReadonlySet<string>,
): Unavailable | "not-a-time" | null {
  const read = readTime(time, true);
  if (read === null) return "not-a-time";
  return date === null ? null : whyNot(date, read, now, taken);
}

// An empty form is not wrong yet, and a remark that appears when a field is left moves what is about to be pressed.
const WAITS: ReadonlySet<string> = new Set(["required", "no-email-or-phone"]);

/** The reason to show beside each field, the first of each; that one is empty only once it was `attempted` to book. */
export function reasonsShown(
  problems: readonly FieldProblem[],
  text: VideoText,
  attempted: boolean,
): Partial<Record<VideoField, string>> {
  const shown: Partial<Record<VideoField, string>> = {};
  for (const { field, reason } of problems) {
    if (!(field in text)) continue;
    const name = field as VideoField;
    if (attempted || !WAITS.has(reason)) shown[name] ??= reason;
  }
  return shown;
}

const words = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean)
    .toSorted()
    .join(" ");

/** Whether two names are of the same words, in any order, with or without diacritics. */
export function sameName(one: string, other: string): boolean {
  return words(one) === words(other);
}
