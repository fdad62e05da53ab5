/**
 * The civil date of a birth as people type it: 31.01.1974, 31/1/74, 310174, 31011974, 1974-01-31; `null`: no such
 * day. Of a year of two digits the last one that has begun is meant.
 */
export function readBirth(text: string, today: string): string | null {
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
