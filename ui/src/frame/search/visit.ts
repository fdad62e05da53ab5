import type { PatientHit } from "../../platform/bindings";
import type { Text } from "../../text/text";

/** An answer of the vendor counts as live for so long, in milliseconds. */
const LIVE = 30_000;

/** Whether the vendor has just said which appointments this patient has. */
export function isLive(checkedAt: string | null, now: Date): boolean {
  return checkedAt !== null && now.getTime() - new Date(checkedAt).getTime() < LIVE;
}

/**
 * What a caller asks, in words: "today 10:30, Punct de lucru 2, Dr Vasiliu"; "today 11:00, cancelled, …" for a visit that
 * does not take place. "No appointment" only after a live answer.
 */
export function visitWords(
  hit: PatientHit,
  { t, format }: Text,
  now: Date,
): { known: boolean; off: boolean; words: string } {
  const visit = hit.next_visit;
  if (!visit) {
    return isLive(hit.appointments_checked_at, now)
      ? { known: true, off: false, words: t("search-visit-none") }
      : { known: false, off: false, words: t("search-visit-unknown") };
  }
  const day = visit.is_today ? t("search-today") : format.day(visit.date);
  const when = visit.start ? `${day} ${format.time(visit.start)}` : day;
  const off = visit.stage === "cancelled" || visit.stage === "missed";
  const details = [
    off && t(`search-visit-${visit.stage}`),
    visit.place,
    visit.doctor && format.person(visit.doctor),
  ]
    .filter(Boolean)
    .join(", ");
  return { known: true, off, words: details ? t("search-visit", { when, details }) : when };
}
