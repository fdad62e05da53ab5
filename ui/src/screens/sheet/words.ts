import type { SheetState } from "../../platform/bindings";
import type { Text } from "../../text/text";

/** A sheet this many minutes old is said to be old: it is made anew every quarter of an hour. */
const OLD = 30;

/** How old the kept sheet is, in whole minutes; `null`: there is none. */
export function sheetAge({ made_at }: Pick<SheetState, "made_at">, now: Date): number | null {
  return made_at === null
    ? null
    : Math.max(0, Math.floor((now.getTime() - new Date(made_at).getTime()) / 60_000));
}

/** Whether the kept sheet may lack what happened meanwhile. */
export function isOld(state: Pick<SheetState, "made_at">, now: Date): boolean {
  const age = sheetAge(state, now);
  return age !== null && age > OLD;
}

/** When the kept sheet was made: "Made 10:05, 13 min ago." */
export function madeWords({ t, format }: Text, { made_at }: Pick<SheetState, "made_at">, now: Date): string {
  const age = sheetAge({ made_at }, now);
  if (made_at === null || age === null) return t("downtime-none");
  const when = format.instant(made_at, now);
  return age === 0 ? t("downtime-made-now") : t("downtime-made", { when, age: format.minutes(age) });
}
