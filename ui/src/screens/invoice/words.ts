import type { Invoice, PaymentMethod } from "../../platform/bindings";
import type { Text } from "../../text/text";
import { METHODS } from "./form";

const SUM = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;

/** A sum that came as text ("150.00 RON"), as the language writes it; anything else as it came. */
export function sumWords({ format }: Text, text: string | null): string {
  const [, amount, currency] = SUM.exec(text ?? "") ?? [];
  return amount && currency ? format.money({ amount, currency }) : (text ?? "");
}

/** A value that was taken or recorded: a way of paying or a sum, in words. */
export function recordedWords(text: Text, value: string): string {
  return METHODS.includes(value as PaymentMethod) ? text.t(`money-method-${value}`) : sumWords(text, value);
}

/** Series and number; empty while there is none. */
export function numberOf({ series, number }: Invoice): string {
  return [series, number].filter(Boolean).join(" ");
}

/** Where an invoice stands, in a few words; what is done at the vendor already is always among them. */
export function stateWords({ t }: Text, invoice: Invoice): string {
  const { state, reached } = invoice;
  if (state === "issued") return t("invoice-state-issued", { number: numberOf(invoice) });
  const words = t(`invoice-state-${state}`);
  return reached ? `${words}: ${t(`invoice-reached-${reached}`)}` : words;
}

/** What a person is asked about an invoice: the key of its words. */
export function askedKey({ question, state }: Invoice): string {
  if (!question) return "refused";
  if (question.kind === "stopped") return question.stop.why;
  // Of an invoice that was on its way already, the same question is asked because an answer was lost.
  return question.kind === "needs_live_line" && state !== "prepared" ? "again" : question.kind;
}
