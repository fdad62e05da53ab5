import type {
  Decision,
  ErrorCode,
  Invoice,
  InvoiceStep,
  PaymentMethod,
  UnsentEntry,
} from "../../platform/bindings";
import type { Text } from "../../text/text";
import { METHODS } from "./form";

/** In the order in which a person should think of them. */
const ANSWERS: readonly Decision[] = ["happened", "send", "discard"];

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

/** A question about a step whose answer was lost: the key of its words hangs on what is to be looked for. */
export function lookKey(step: InvoiceStep | null): string {
  return step === "services" || step === "payment" ? `look_${step}` : "look_there";
}

/** Whether a copy of the store holds it: it may have been sent since, and nobody has looked. */
export function isRestored({ reason }: { reason: ErrorCode | null }): boolean {
  return reason === "copy-restored";
}

/** How often the vendor may have got something, and was asked whether it did. */
type Looked = Pick<UnsentEntry, "lost" | "looks">;

/** Whether the vendor was looked at, and showed nothing: also where the line broke before anything may have reached it. */
export function lookedInVain(looked: Looked | undefined): boolean {
  return looked !== undefined && looked.looks > 0;
}

/** What a person is asked about an invoice: the key of its words. */
export function askedKey({ question, state, step }: Invoice, looked: Looked | undefined): string {
  if (!question)
    return state === "needs_person" ? "refused" : state === "prepared" ? "needs_live_line" : "waits";
  if (question.kind === "stopped") return question.stop.why;
  if (question.kind === "look_there") return lookKey(step);
  // Of an invoice that was on its way already it says what is known: looked for in vain, or not looked for.
  return question.kind === "needs_live_line" && state !== "prepared"
    ? lookedInVain(looked)
      ? "again"
      : "live"
    : question.kind;
}

/** The answers that a question has: what is no longer sold cannot be agreed to. */
export function answersTo({ may, question }: Invoice): Decision[] {
  const stop = question?.kind === "stopped" ? question.stop : null;
  const gone = stop?.why === "price_changed" && stop.now === "";
  return ANSWERS.filter((each) => may.includes(each) && !(gone && each === "send"));
}
