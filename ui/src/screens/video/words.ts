import type { PatientBrief, VideoForm, VideoVisit, WireError } from "../../platform/bindings";
import { addDays } from "../../text/format";
import type { Text } from "../../text/text";
import { type CivilNow, type Standing, minutesUntil } from "./model";

// The codes that the vendor's document lists; each has a message `video-code-<code>`.
const CODE = /^X0(0[0-5]|1[0-4]|2[0-4])$/;

/** What one of the vendor's codes means and what to do, in the person's words; `null`: not one of its codes. */
export function codeWords({ t }: Text, code: string | null | undefined): string | null {
  return code && CODE.test(code) ? t(`video-code-${code.toLowerCase()}`) : null;
}

/** What went wrong, by the vendor's code where there is one; `connection` is whom it speaks of. */
export function videoError(text: Text, error: WireError, connection?: string): string {
  const params = connection ? { ...error.params, connection } : error.params;
  return codeWords(text, params["vendor_code"]) ?? text.error({ ...error, params });
}

/** "today", "tomorrow", else "Mon 23 Nov". */
export function dayWords({ t, format }: Text, date: string, today: string): string {
  if (date === today) return t("video-today");
  return date === addDays(today, 1) ? t("video-tomorrow") : format.day(date);
}

/** "Tuesday, 24 November 2026, 10:00". */
export function whenWords({ t, format }: Text, start: string | null): string {
  return start ? `${format.longDay(start)}, ${format.time(start.slice(11))}` : t("video-time-unreadable");
}

/** "Tue 24 Nov, 10:00", for remarks that stand a moment. */
export function shortWhen({ t, format }: Text, start: string | null): string {
  return start ? `${format.day(start)}, ${format.time(start.slice(11))}` : t("video-time-unreadable");
}

/** The name of a visit as people write it. */
export function nameOf({ t, format }: Text, { patient, name }: Pick<VideoVisit, "patient" | "name">): string {
  return format.person(patient?.name ?? name) || t("unknown-patient");
}

/** "31 Jan 1974", else "born 1974", else that it is unknown. */
export function birthWords(
  { t, format }: Text,
  patient: Pick<PatientBrief, "birth_date"> | null,
  year: string | null,
): string {
  if (patient?.birth_date) return format.date(patient.birth_date);
  return year ? t("video-born-year", { year }) : t("no-birth-date");
}

/** How a visit stands, in words. */
export function standingWords(
  { t, format }: Text,
  standing: Standing,
  visit: VideoVisit,
  now: CivilNow,
): string {
  const minutes = visit.start === null ? null : minutesUntil(visit.start, now);
  if (standing === "soon" && minutes !== null)
    return t("video-standing-soon", { time: format.minutes(minutes) });
  if (standing === "begun" && minutes !== null)
    return minutes === 0
      ? t("video-standing-now")
      : t("video-standing-begun", { time: format.minutes(-minutes) });
  return t(`video-standing-${standing}`);
}

/** To whom the vendor writes: phone, e-mail, or both. */
export function reachWords({ t }: Text, { email, phone }: Pick<VideoForm, "email" | "phone">): string {
  return [phone, email]
    .map((each) => each.trim())
    .filter(Boolean)
    .join(t("video-and"));
}
