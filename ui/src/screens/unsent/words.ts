import type {
  ActionKind,
  Decision,
  ErrorCode,
  InvoiceStep,
  Question,
  UnsentEntry,
} from "../../platform/bindings";
import { authorOf } from "../../text/author";
import type { Text } from "../../text/text";
import { isRestored, lookKey, lookedInVain, sumWords } from "../invoice/words";
import { fieldName } from "../audit/words";
import { codeWords } from "../video/words";

/** What was done, without the patient: "Set “A sosit”". */
export function actionWords(text: Text, entry: UnsentEntry): string {
  const { t } = text;
  const status = entry.status ?? "";
  switch (entry.action) {
    case "set_status":
      return entry.value === false ? t("unsent-clear", { status }) : t("unsent-set", { status });
    case "create_patient":
      return t("unsent-create");
    case "update_patient":
      return entry.fields.length > 0
        ? t("unsent-update-of", {
            fields: entry.fields.map((field) => fieldName(text, field)).join(", "),
          })
        : t("unsent-update");
    case "gdpr_form":
      return t("unsent-consent");
    case "book_appointment":
      return t("unsent-book-appointment");
    case "book_video":
      return t("unsent-book-video");
    case "remove_video":
      return t("unsent-remove-video");
    case "send_lab":
      return entry.subject ? t("unsent-send-lab", { subject: entry.subject }) : t("unsent-lab");
    case "upload_report":
      return entry.subject ? t("unsent-upload", { subject: entry.subject }) : t("unsent-report");
    case "invoice_services":
    case "invoice_payment":
    case "invoice_issue":
    case "pay_bill":
    case "remove_liability":
      return t(`unsent-money-${entry.action}`, { sum: sumWords(text, entry.subject) });
    case "file_document":
      return entry.subject ? t("unsent-file", { subject: entry.subject }) : t("unsent-file-any");
  }
}

/** The appointment it is about: "Mon 23 Nov, 10:10, Dr Vasiliu Andrei"; empty where it is about none. */
export function visitOf({ format }: Text, entry: UnsentEntry): string {
  return [
    entry.date ? format.day(entry.date) : null,
    entry.start ? format.time(entry.start) : null,
    entry.doctor ? format.person(entry.doctor) : null,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Who it is about: "Popescu Ion, born 31 Jan 1974". */
export function personOf({ t, format }: Text, entry: UnsentEntry): string {
  const name = format.person(entry.patient_name) || t("unknown-patient");
  return entry.patient_birth_date
    ? `${name}, ${t("form-born", { date: format.date(entry.patient_birth_date) })}`
    : `${name}, ${t("no-birth-date")}`;
}

/** Which account, by whom and when: "MedSoft · Ana, 10:14". */
export function sourceWords({ t, format }: Text, entry: UnsentEntry, now: Date): string {
  const { connection, created_at } = entry;
  const author = authorOf(entry.author);
  const when = format.instant(created_at, now);
  return author ? t("unsent-by", { connection, author, when }) : t("unsent-since", { connection, when });
}

/** Whether a person has to do something, or it would stand there for ever. */
export function needsPerson({ state }: Pick<UnsentEntry, "state">): boolean {
  return state === "asks" || state === "refused";
}

/** What a person can do about a refusal; `null`: nothing that the buttons do not say. */
export function wayOut({ t }: Text, { state, may }: UnsentEntry): string | null {
  if (state !== "refused") return null;
  const can = (decision: Decision) => may.includes(decision);
  if (can("edit")) return t(can("send") ? "unsent-out-edit-send" : "unsent-out-edit");
  return can("send") ? t("unsent-out-send") : t("unsent-out-discard");
}

// Short forms for a list; any other reason is said as the error it is.
const REASONS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "offline",
  "key-refused",
  "key-wanted",
  "keyring-unavailable",
  "wrong-address",
  "vendor-busy",
  "vendor-unreadable",
  "vendor-too-large",
]);

/** Why it is not at the vendor. */
export function whyWords(text: Text, entry: UnsentEntry, now: Date): string {
  const { t, format } = text;
  const reason = entry.reason;
  if (entry.state === "refused") {
    const why = refusedWords(text, entry);
    // The no is to the last sending; one before it may have arrived.
    return entry.lost > 0 ? `${why} ${t("unsent-refused-doubt")}` : why;
  }
  if (entry.state === "asks") return entry.question ? askedWords(text, entry, entry.question) : "";
  if (entry.state !== "waiting") return t(`unsent-state-${entry.state}`);
  const why = codeWords(text, entry.vendor_code) ?? waits(text, reason);
  const time = entry.next_at ? format.instant(entry.next_at, now) : null;
  return time ? `${why} ${t("unsent-next", { time })}` : why;
}

function refusedWords(text: Text, { reason, vendor_code, vendor_message }: UnsentEntry): string {
  const { t, error } = text;
  const said = codeWords(text, vendor_code);
  if (said) return said;
  if (vendor_message) return t("unsent-refused-saying", { message: vendor_message });
  return reason && reason !== "vendor-refused"
    ? error({ code: reason, params: {}, correlation: "" })
    : t("unsent-refused");
}

const STEPS: Partial<Record<ActionKind, InvoiceStep>> = {
  invoice_services: "services",
  invoice_payment: "payment",
};

/** Whether it was prepared without a line and only waits for a word to go: nothing about it is in doubt. */
export function isPrepared({ attempts, lost, question }: UnsentEntry): boolean {
  return question?.kind === "needs_live_line" && attempts === 0 && lost === 0;
}

function askedWords({ t }: Text, entry: UnsentEntry, question: Question): string {
  if (isRestored(entry)) return t("unsent-asks-restored");
  if (question.kind === "stopped") return t(`invoice-asks-${question.stop.why}`);
  if (entry.invoice && question.kind !== "conflict" && question.kind !== "time_taken") {
    if (question.kind === "look_there") return t(`invoice-asks-${lookKey(STEPS[entry.action] ?? null)}`);
    if (question.kind !== "needs_live_line" || isPrepared(entry)) return t(`invoice-asks-${question.kind}`);
    return t(`invoice-asks-${lookedInVain(entry) ? "again" : "live"}`);
  }
  if (question.kind === "conflict" && entry.action === "pay_bill") return t("unsent-asks-paid");
  if (question.kind === "look_there" && isOfBill(entry)) return t("unsent-asks-look-money");
  return t(`unsent-asks-${question.kind}`);
}

/** Whether it is about a bill at the vendor. */
export function isOfBill({ action }: UnsentEntry): boolean {
  return action === "pay_bill" || action === "remove_liability";
}

function waits({ t, error }: Text, reason: ErrorCode | null): string {
  if (reason === null) return t("unsent-waits");
  return REASONS.has(reason)
    ? t(`unsent-reason-${reason}`)
    : error({ code: reason, params: {}, correlation: "" });
}
