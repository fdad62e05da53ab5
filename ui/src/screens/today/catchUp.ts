import { useDraft } from "../../state/drafts";
import { readTime } from "../video/times";

/** Whether paper notes of an outage are being put down, with the times that stand on the paper. */
export function useCatchUp(): { on: boolean; set(on: boolean): void } {
  const [on, setOn] = useDraft<boolean>("catch-up");
  return { on: on ?? false, set: (wanted) => setOn(wanted || undefined) };
}

/** The time that was put down afterwards for an appointment (`08:42`), and the way to note it or take it back. */
export function useCaughtUp(appointment: string): [string | null, (time: string | null) => void] {
  const [time, set] = useDraft<string>(`caught-up ${appointment}`);
  return [time ?? null, (next) => set(next ?? undefined)];
}

/** What is wrong with a typed time: `required`, `not-a-time`, `in-future`; `null`: nothing. */
export function timeProblem(
  text: string,
  date: string,
  now: { date: string; time: string },
): "required" | "not-a-time" | "in-future" | null {
  if (text.trim() === "") return "required";
  const time = readTime(text, true);
  if (time === null) return "not-a-time";
  return date > now.date || (date === now.date && time > now.time.slice(0, 5)) ? "in-future" : null;
}
