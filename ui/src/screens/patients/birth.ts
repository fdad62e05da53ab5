import { LOCALES } from "../../text/catalogues";

/**
 * The civil date of a birth as people type it: 31.01.1974, 31/1/74, 310174, 31011974, 1974-01-31, 31 ian 1974,
 * January 31, 1974; `null`: no such day. Of a year of two digits the last one that has begun is meant.
 */
export function readBirth(typed: string, today: string): string | null {
  const text = withMonthNumbered(typed);
  const parts = text.match(/\d+/g) ?? [];
  if (/[^\d\s./,-]/.test(text)) return null;
  if (parts.length === 1) return fused(parts[0] ?? "", today);
  if (parts.length !== 3) return null;
  const [first = "", second = "", third = ""] = parts;
  return first.length === 4 ? civil(first, second, third, today) : civil(third, second, first, today);
}

/** A civil date as it is typed. */
export function birthText(date: string): string {
  const [year, month, day] = date.split("-");
  return `${day}.${month}.${year}`;
}

const folded = (word: string) => word.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The names of the months in every language of the window: a patient's papers need not be in the one it speaks now. */
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  Object.values(LOCALES).map((locale) =>
    folded(
      new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(
        new Date(Date.UTC(2000, month, 1)),
      ),
    ),
  ),
);

/** A date whose month is a word, or its first letters, three at least, with the month between day and year in digits. */
function withMonthNumbered(text: string): string {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const [word = ""] = words;
  const meant = MONTHS.flatMap((names, month) =>
    names.some((name) => name.startsWith(folded(word))) ? [month + 1] : [],
  );
  const numbers = text.match(/\d+/g) ?? [];
  if (words.length !== 1 || word.length < 3 || meant.length !== 1 || numbers.length !== 2) return text;
  const rest = text.replace(word, " ");
  return /[^\d\s./,-]/.test(rest) ? text : numbers.join(`.${meant[0]}.`);
}

function fused(digits: string, today: string): string | null {
  const cut = (...at: number[]) => at.slice(1).map((end, index) => digits.slice(at[index], end));
  if (digits.length === 6) {
    const [day = "", month = "", year = ""] = cut(0, 2, 4, 6);
    return civil(year, month, day, today);
  }
  if (digits.length !== 8) return null;
  // A century is no month: the two readings cannot both be days.
  if (/^(18|19|20)/.test(digits.slice(4))) {
    const [day = "", month = "", year = ""] = cut(0, 2, 4, 8);
    return civil(year, month, day, today);
  }
  const [year = "", month = "", day = ""] = cut(0, 4, 6, 8);
  return civil(year, month, day, today);
}

function civil(year: string, month: string, day: string, today: string): string | null {
  if (month.length > 2 || day.length > 2) return null;
  const rest = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (year.length === 2) return existing(`20${year}-${rest}`, today) ?? existing(`19${year}-${rest}`, today);
  return year.length === 4 ? existing(`${year}-${rest}`) : null;
}

/** The date, if the calendar has it and it is not after `until`. */
function existing(date: string, until?: string): string | null {
  const at = new Date(`${date}T00:00:00Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  return real && (until === undefined || date <= until) ? date : null;
}
