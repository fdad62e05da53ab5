import type { AppointmentRow, Stage, StatusMark } from "../../platform/bindings";
import { civilAt, minutesOf } from "../../text/format";

/** The groups of a day that a person can look at alone. */
export const GROUPS = ["expected", "waiting", "with_doctor", "done", "missed"] as const;
/** One of them. */
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Record<Stage, Group> = {
  expected: "expected",
  confirmed: "expected",
  arrived: "waiting",
  with_doctor: "with_doctor",
  done: "done",
  missed: "missed",
  cancelled: "missed",
};

/** Which group a row belongs to. */
export function groupOf(row: AppointmentRow): Group {
  return GROUP_OF[row.stage];
}

/** Minutes a patient has been waiting for at least; `null` when not waiting. */
export function waitingMinutes(row: AppointmentRow, now: Date): number | null {
  if (row.stage !== "arrived" || row.arrived_at === null) return null;
  return Math.max(0, Math.floor((now.getTime() - new Date(row.arrived_at).getTime()) / 60_000));
}

/** Whether the arrival was ticked here or seen to happen; else the patient may have waited longer already. */
export function arrivalSeen(row: AppointmentRow): boolean {
  const tickedHere = row.statuses.some((mark) => mark.set && mark.pending && mark.stage === "arrived");
  return row.arrived_after !== null || tickedHere;
}

/** A wait in whole minutes; `atLeast`: it may be longer. */
export interface Wait {
  minutes: number;
  atLeast: boolean;
}

/** How many rows stand in each group, rows of other patients left out, and the longest wait. */
export function countGroups(
  rows: readonly AppointmentRow[],
  now: Date,
): { counts: Record<Group, number>; longest: Wait | null } {
  const counts: Record<Group, number> = { expected: 0, waiting: 0, with_doctor: 0, done: 0, missed: 0 };
  let longest: number | null = null;
  // One wait that may be longer makes the longest one uncertain, whichever it is.
  let atLeast = false;
  for (const row of rows) {
    if (row.foreign) continue;
    counts[groupOf(row)] += 1;
    const wait = waitingMinutes(row, now);
    if (wait === null) continue;
    if (wait > (longest ?? -1)) longest = wait;
    atLeast ||= !arrivalSeen(row);
  }
  return { counts, longest: longest === null ? null : { minutes: longest, atLeast } };
}

/** Minutes between start and end; `null` when one is missing. */
export function lengthOf(row: AppointmentRow): number | null {
  if (!row.start || !row.end) return null;
  const minutes = minutesOf(row.end) - minutesOf(row.start);
  return minutes > 0 ? minutes : null;
}

/** Rows of the places this desk looks after; no places: all. Rows without a place always stay. */
export function ofPlaces(rows: readonly AppointmentRow[], places: readonly string[]): AppointmentRow[] {
  if (places.length === 0) return [...rows];
  return rows.filter((row) => row.place === null || places.includes(row.place));
}

/** Before which row the line of now stands; the number of rows when all have begun. */
export function placeOfNow(rows: readonly AppointmentRow[], minute: number): number {
  const index = rows.findIndex((row) => row.start !== null && minutesOf(row.start) > minute);
  return index === -1 ? rows.length : index;
}

/** The city a zone is named after. */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/**
 * Where the lines of now stand: before which row, and what they say. Each zone has its own, for its own rows; where
 * there are several, its city is said.
 */
export function linesOfNow(
  rows: readonly AppointmentRow[],
  zoneOf: (row: AppointmentRow) => string,
  now: Date,
): ReadonlyMap<number, string> {
  const zones = [...new Set(rows.map(zoneOf))];
  const lines = new Map<number, string>();
  for (const zone of zones) {
    const time = civilAt(now, zone).time.slice(0, 5);
    const own = rows.flatMap((row, index) => (zoneOf(row) === zone ? [{ row, index }] : []));
    const place =
      own[
        placeOfNow(
          own.map(({ row }) => row),
          minutesOf(time),
        )
      ];
    if (!place) continue;
    const words = zones.length > 1 ? `${time} ${cityOf(zone)}` : time;
    const before = lines.get(place.index);
    lines.set(place.index, before ? `${before} · ${words}` : words);
  }
  return lines;
}

const NEXT: Partial<Record<Stage, readonly Stage[]>> = {
  expected: ["arrived", "with_doctor", "done"],
  confirmed: ["arrived", "with_doctor", "done"],
  arrived: ["with_doctor", "done"],
  with_doctor: ["done"],
};

/** The status that most likely comes next for this row, if the clinic has one. */
export function nextStatus(row: AppointmentRow): StatusMark | null {
  for (const stage of NEXT[row.stage] ?? []) {
    const mark = row.statuses.find((each) => each.active && !each.set && each.stage === stage);
    if (mark) return mark;
  }
  return null;
}

/**
 * The digits of the statuses in use, by key. Numbered statuses keep their numbers, 0 for ten; where keys are words
 * the digits go by place.
 */
export function digitsOf(statuses: readonly StatusMark[]): ReadonlyMap<string, string> {
  const active = statuses.filter((mark) => mark.active);
  const numbered = active.every(({ key }) => /^\d+$/.test(key));
  const pairs = active.map(({ key }, index): [string, string] => [key, numbered ? key : String(index + 1)]);
  return new Map(
    pairs
      .filter(([, digit]) => /^([1-9]|10)$/.test(digit))
      .map(([key, digit]) => [key, digit === "10" ? "0" : digit]),
  );
}

/** The status a digit stands for. */
export function statusOfDigit(row: AppointmentRow, digit: string): StatusMark | null {
  const digits = digitsOf(row.statuses);
  return row.statuses.find((mark) => mark.active && digits.get(mark.key) === digit) ?? null;
}
