import type { DeskShare } from "../../platform/bindings";

/** A desk as it is typed. */
export interface Row {
  /** Stays with the row while its text changes. */
  key: number;
  name: string;
  percent: string;
}

/** All of the request rate. */
export const WHOLE = 100;

/** The desks as they are typed on. */
export function rowsOf(desks: readonly DeskShare[]): Row[] {
  return desks.map(({ name, percent }, key) => ({ key, name, percent: String(percent) }));
}

/** A share as a number; `null`: it is none from 1 to 100. */
export function percentOf({ percent }: Row): number | null {
  const number = /^\d{1,3}$/.test(percent.trim()) ? Number(percent.trim()) : Number.NaN;
  return number >= 1 && number <= WHOLE ? number : null;
}

/** All shares together, those that are no numbers left out. */
export function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + (percentOf(row) ?? 0), 0);
}

const fold = (name: string) => name.trim().toLocaleLowerCase();

/** What is wrong with a row's name: `required`, `repeated`. */
export function nameProblem(row: Row, rows: readonly Row[]): string | null {
  if (fold(row.name) === "") return "required";
  return rows.filter((other) => fold(other.name) === fold(row.name)).length > 1 ? "repeated" : null;
}

/** The same share for each; what cannot be divided goes to the first ones. */
export function evenly(rows: readonly Row[]): Row[] {
  const each = Math.floor(WHOLE / rows.length);
  const rest = WHOLE - each * rows.length;
  return rows.map((row, index) => ({ ...row, percent: String(each + (index < rest ? 1 : 0)) }));
}

/** The desks as the desk keeps them; `null` while something is wrong. */
export function desksOf(rows: readonly Row[]): DeskShare[] | null {
  const desks: DeskShare[] = [];
  for (const row of rows) {
    const percent = percentOf(row);
    if (percent === null || nameProblem(row, rows)) return null;
    desks.push({ name: row.name.trim(), percent });
  }
  return sumOf(rows) > WHOLE ? null : desks;
}
