import type { VideoVisit } from "../../platform/bindings";
import { minutesOf } from "../../text/format";
import type { CivilNow } from "./model";

/** Why a time cannot be chosen. */
export type Unavailable = "past" | "night" | "taken";

/** One time of a day. */
export interface Slot {
  /** `HH:MM` */
  time: string;
  why: Unavailable | null;
}

const STEP = 15;
const DAY = 24 * 60;
// The vendor's server pauses every night.
const NIGHT_FROM = 3 * 60;
const NIGHT_TO = 4 * 60;

const two = (number: number) => String(number).padStart(2, "0");
const written = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** Why a time of a day cannot be chosen, if it cannot. `time` begins with `HH:MM`. */
export function whyNot(
  date: string,
  time: string,
  now: CivilNow,
  taken: ReadonlySet<string>,
): Unavailable | null {
  const minutes = minutesOf(time);
  if (date < now.date || (date === now.date && minutes <= minutesOf(now.time))) return "past";
  if (minutes >= NIGHT_FROM && minutes < NIGHT_TO) return "night";
  return taken.has(`${date}T${time.slice(0, 5)}`) ? "taken" : null;
}

/** The quarters of an hour of a day. */
export function slotsOf(date: string, now: CivilNow, taken: ReadonlySet<string>): Slot[] {
  return Array.from({ length: DAY / STEP }, (_, index) => {
    const time = written(index * STEP);
    return { time, why: whyNot(date, time, now, taken) };
  });
}

/** The starts (`2026-11-23T10:00`) at which an account has a visit that stays. */
export function takenBy(visits: readonly VideoVisit[], connection: string): ReadonlySet<string> {
  return new Set(
    visits
      .filter((visit) => visit.connection === connection && !visit.pending?.removing)
      .flatMap(({ start }) => (start === null ? [] : [start.slice(0, 16)])),
  );
}

/**
 * A time as people type it: `10:30`, `10.30`, `1030`, `9 05`. With `whole`, when typing is over, `10` is ten
 * o'clock too. `null`: not a time (yet).
 */
export function readTime(text: string, whole = false): string | null {
  const match =
    /^(\d{1,2})[:.,h ](\d{2})$/.exec(text.trim()) ??
    /^(\d{1,2})(\d{2})$/.exec(text.trim()) ??
    (whole ? /^(\d{1,2})$/.exec(text.trim()) : null);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}
