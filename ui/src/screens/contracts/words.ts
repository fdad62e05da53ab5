import type { ContractBrief, SheetLine } from "../../platform/bindings";
import type { Text } from "../../text/text";

/** The statuses of a request, as the registry writes them, in the order of its life. */
export const STATUSES = [
  "NEW",
  "IN_PROCESS",
  "APPROVED",
  "PENDING_NHS_SIGN",
  "NHS_SIGNED",
  "SIGNED",
  "DECLINED",
  "TERMINATED",
] as const;

type Tone = "plain" | "green" | "red" | "amber" | "blue";

const TONES: Record<string, Tone> = {
  NEW: "blue",
  IN_PROCESS: "blue",
  APPROVED: "blue",
  PENDING_NHS_SIGN: "amber",
  NHS_SIGNED: "amber",
  SIGNED: "green",
  DECLINED: "red",
  TERMINATED: "red",
};

/** The colour that a status has beside its word. */
export function toneOf(status: string | null): Tone {
  return TONES[status ?? ""] ?? "plain";
}

/** A word of the registry's in ours, or as it is where there is none. */
export function wordOf({ t }: Text, word: string): string {
  const key = word.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_");
  const words = t(`contract-value-${key}`);
  return words === `contract-value-${key}` ? word : words;
}

/** What a request is called in a list. */
export function titleOf({ t }: Text, { number }: ContractBrief): string {
  return number ?? t("contracts-untitled");
}

/** "1 Jan 2026 – 31 Dec 2026", as far as it is known. */
export function periodOf({ t, format }: Text, { start, end }: ContractBrief): string {
  if (start && end) return `${format.date(start)} – ${format.date(end)}`;
  if (start) return t("contracts-from", { date: format.date(start) });
  return end ? t("contracts-to", { date: format.date(end) }) : "";
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const CIVIL = /^\d{4}-\d{2}-\d{2}$/;

/** A value as the language writes it; what is not what it should be stays as it came. */
export function valueOf(text: Text, { kind, value }: SheetLine): string {
  const { t, format } = text;
  switch (kind) {
    case "date":
      return CIVIL.test(value) ? format.date(value) : value;
    case "instant":
      return Number.isNaN(Date.parse(value)) ? value : format.dateTime(value);
    case "number":
      return NUMBER.test(value) && value.length < 15 ? format.number(Number(value)) : value;
    case "money":
      return NUMBER.test(value) ? format.money({ amount: value, currency: "UAH" }) : value;
    case "truth":
      if (value === "true") return t("contracts-yes");
      return value === "false" ? t("contracts-no") : value;
    case "word":
      return wordOf(text, value);
    case "text":
    case "id":
      return value;
  }
}
