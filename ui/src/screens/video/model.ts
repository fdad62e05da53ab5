import type { VideoVisit, VideoVisits } from "../../platform/bindings";
import { addDays, minutesOf } from "../../text/format";

/** The civil date and time at the clinic of an account. */
export interface CivilNow {
  date: string;
  time: string;
}

/** The visits of one day; `date` is `null` for those whose time cannot be read. */
export interface DayGroup {
  date: string | null;
  visits: VideoVisit[];
}

/** Minutes before a visit from which the list counts them. */
const SOON = 60;

/** How a visit stands, in one word. */
export type Standing =
  | "booking"
  | "removing"
  | "unknown"
  | "asks"
  | "refused"
  | "unreadable"
  | "open"
  | "soon"
  | "begun"
  | "booked"
  | "past";

/** The visits day by day, in the order they came in: today's and coming ones, and apart from them those gone by. */
export function byDay({ visits, today }: Pick<VideoVisits, "visits" | "today">): {
  coming: DayGroup[];
  past: DayGroup[];
} {
  const coming: DayGroup[] = [];
  const past: DayGroup[] = [];
  for (const visit of visits) {
    const date = visit.start?.slice(0, 10) ?? null;
    const groups = date !== null && date < today ? past : coming;
    const last = groups.at(-1);
    if (last && last.date === date) last.visits.push(visit);
    else groups.push({ date, visits: [visit] });
  }
  return { coming, past };
}

/** Minutes from now until a visit begins; negative once it has begun. `null` on any other day than today. */
export function minutesUntil(start: string, now: CivilNow): number | null {
  return start.slice(0, 10) === now.date ? minutesOf(start.slice(11)) - minutesOf(now.time) : null;
}

/** How a visit stands at the desk. */
export function standingOf(visit: VideoVisit, now: CivilNow): Standing {
  if (visit.pending) {
    const { state, removing } = visit.pending;
    if (state === "asks" || state === "refused" || state === "unknown") return state;
    return removing ? "removing" : "booking";
  }
  if (visit.start === null) return "unreadable";
  if (visit.start.slice(0, 10) < now.date) return "past";
  if (visit.active) return "open";
  const until = minutesUntil(visit.start, now);
  if (until === null) return "booked";
  if (until <= 0) return "begun";
  return until <= SOON ? "soon" : "booked";
}

/** Whether the link still leads to a visit that takes place: an old one must not mislead. */
export function isLive(visit: VideoVisit, now: CivilNow): boolean {
  const gone = visit.start !== null && visit.start.slice(0, 10) < now.date;
  return visit.url !== null && !gone && !(visit.pending?.removing ?? false);
}

/** Whether it can be removed: booked at the vendor, not over, and nothing about it under way. */
export function isRemovable(visit: VideoVisit, now: CivilNow): boolean {
  return visit.vendor_id !== null && visit.pending === null && standingOf(visit, now) !== "past";
}

/** The first day on which the vendor has a report of a visit. */
export function reportDay(start: string): string {
  return addDays(start.slice(0, 10), 1);
}

/** A link that may be opened in the browser; anything else the vendor sent is not. */
export function httpsLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" ? href : null;
}

/** The names that stand more than once among the visits of a day. */
export function sameNames(visits: readonly VideoVisit[]): ReadonlySet<string> {
  const names = visits.map(({ name }) => name.toLocaleLowerCase());
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
