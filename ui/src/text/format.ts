import type { Amount } from "../platform/bindings";
import { LOCALES, type Language } from "./catalogues";

/** Writes dates, times, numbers and money as the language of the window does. */
export interface Format {
  /** "31 Jan 1974" from a civil date. */
  date(civil: string): string;
  /** "Mon 23 Nov" from a civil date. */
  day(civil: string): string;
  /** "Monday, 23 November 2026" from a civil date. */
  longDay(civil: string): string;
  /** "10:30" from a civil time. */
  time(civil: string): string;
  /** "10:30", or "22 Nov, 10:30" when it was another day, from an instant, at the clinic. */
  instant(iso: string, now: Date): string;
  /** "2 Aug 2024, 10:30" from an instant, at the clinic. */
  dateTime(iso: string): string;
  /** "19,950". */
  number(value: number): string;
  /** "150.00 RON"; the amount stays exact text. */
  money(amount: Amount): string;
  /** "Popescu Ion" also where a vendor answers "POPESCU ION"; other names stay as they are. */
  person(name: string): string;
  /** "one, two and three". */
  list(words: readonly string[]): string;
  /** "40 min", "2 h 5 min" from whole minutes; "40+ min", "2 h 5+ min" where it is at least so long. */
  minutes(count: number, atLeast?: boolean): string;
}

// Civil values carry no zone: they are read and written in UTC so that none is applied.
function civilDate(civil: string): Date {
  return new Date(`${civil.slice(0, 10)}T00:00:00Z`);
}

const WORD = /\p{L}[\p{L}\p{M}'’]*/gu;

/** The civil date and time at the clinic of an instant. */
export function civilAt(instant: Date, zone: string): { date: string; time: string } {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(instant);
  return { date: parts.slice(0, 10), time: parts.slice(11, 19) };
}

/** The civil date so many days later. */
export function addDays(civil: string, days: number): string {
  const date = civilDate(civil);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Minutes after midnight of a civil time. */
export function minutesOf(civil: string): number {
  return Number(civil.slice(0, 2)) * 60 + Number(civil.slice(3, 5));
}

/** Whole years between a birth date and a day. */
export function ageOn(birth: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
}

/** The writing of a language, at the clinic's zone. */
export function formatFor(language: Language, zone: string): Format {
  const locale = LOCALES[language];
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const date = of({ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  const day = of({ timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });
  const longDay = of({ timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const shortDay = of({ timeZone: "UTC", day: "numeric", month: "short" });
  const dateTime = of({
    timeZone: zone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale);
  const format: Format = {
    date: (civil) => date.format(civilDate(civil)),
    day: (civil) => day.format(civilDate(civil)),
    longDay: (civil) => longDay.format(civilDate(civil)),
    time: (civil) => civil.slice(0, 5),
    instant: (iso, now) => {
      const at = civilAt(new Date(iso), zone);
      const time = at.time.slice(0, 5);
      return at.date === civilAt(now, zone).date ? time : `${shortDay.format(civilDate(at.date))}, ${time}`;
    },
    dateTime: (iso) => dateTime.format(new Date(iso)),
    number: (value) => number.format(value),
    money: ({ amount, currency }) => {
      const fraction = amount.split(".")[1]?.length ?? 0;
      // The decimal text goes in as text, so no digit is lost on the way through a float.
      const text = new Intl.NumberFormat(locale, {
        minimumFractionDigits: Math.max(2, fraction),
        maximumFractionDigits: Math.max(2, fraction),
      }).format(amount as unknown as number);
      return currency ? `${text} ${currency}` : text;
    },
    person: (name) =>
      name === name.toLocaleUpperCase(locale)
        ? name.replace(WORD, (word) => word.slice(0, 1) + word.slice(1).toLocaleLowerCase(locale))
        : name,
    list: (words) => list.format(words),
    minutes: (count, atLeast = false) => {
      const more = atLeast ? "+" : "";
      const hours = Math.floor(count / 60);
      const rest = count % 60;
      if (hours === 0) return `${count}${more} min`;
      return rest === 0 ? `${hours}${more} h` : `${hours} h ${rest}${more} min`;
    },
  };
  return format;
}
