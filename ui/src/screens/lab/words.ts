import type { EntryState, LabEvent, LabOrder, LabSending } from "../../platform/bindings";
import type { Text } from "../../text/text";

/** "Popescu Ion, born 31 Jan 1974". */
export function whoOf({ t, format }: Text, name: string, birthDate: string | null): string {
  const who = format.person(name) || t("unknown-patient");
  return birthDate ? `${who}, ${t("lab-born", { date: format.date(birthDate) })}` : who;
}

/** Whose order it is: the patient known here, else the name that was sent. */
export function nameOf({ t, format }: Text, order: LabOrder): string {
  return format.person(order.patient?.name ?? order.patient_name) || t("unknown-patient");
}

/** How far an order got: the last thing told about it that was not given up. */
export function standingOf(order: LabOrder): Pick<LabSending, "event" | "state" | "entry"> | null {
  return order.sent.find(({ state }) => state !== "discarded") ?? order.sent[0] ?? null;
}

/** Whether it has not reached the laboratory and still may. */
export function isPending(state: EntryState): boolean {
  return !["done", "discarded", "refused"].includes(state);
}

/** Whether a person must do something about it. */
export function wantsPerson(state: EntryState): boolean {
  return state === "asks" || state === "refused";
}

/** What may be told about an order next. */
export function nextEvents(order: LabOrder): readonly LabEvent[] {
  const told = order.sent.filter(({ state }) => state !== "discarded" && state !== "refused");
  if (!told.some(({ event }) => event === "created")) return ["created"];
  if (told[0]?.event === "cancelled") return [];
  const blocked = told[0]?.event === "blocked";
  return ["exams_changed", "details_changed", ...(blocked ? [] : (["blocked"] as const)), "cancelled"];
}
