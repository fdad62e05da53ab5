import type { AuditAct, AuditLine, AuditOutcome } from "../../platform/bindings";
import type { Text } from "../../text/text";

/** Everything that is put down, in the order of the list to choose from. */
export const ACTS: readonly string[] = [
  "patients_searched",
  "patient_opened",
  "patient_refreshed",
  "document_opened",
  "form_filled",
  "lab_order_opened",
  "video_report_opened",
  "contract_opened",
  "changed_there",
  "status_set",
  "patient_created",
  "patient_edited",
  "consent_form_made",
  "appointment_booked",
  "video_booked",
  "video_removed",
  "lab_sent",
  "report_uploaded",
  "invoice_services",
  "invoice_payment",
  "invoice_issue",
  "bill_paid",
  "liability_removed",
  "document_filed",
  "money_taken",
  "money_taken_back",
  "money_there",
  "cash_moved",
  "cash_up_made",
  "paper_opened",
  "money_saved",
  "undone",
  "unsent_edited",
  "unsent_sent",
  "unsent_happened",
  "unsent_discarded",
  "settled",
  "unsent_exported",
  "sheet_opened",
  "signed_in",
  "unlocked",
  "locked",
  "signed_out",
  "wrong_password",
  "emergency_access",
  "user_added",
  "user_edited",
  "password_changed",
  "code_made",
  "recovered",
  "connection_added",
  "connection_edited",
  "connection_removed",
  "settings_changed",
  "clinic_exported",
  "clinic_imported",
  "log_exported",
  "log_thinned",
  "log_broken",
  "patient_erased",
  "erasure_lifted",
  "records_thinned",
  "refused",
];

/** What was done, in words. */
export function actWords({ t }: Text, act: AuditAct | string): string {
  return t(`audit-act-${act.replaceAll("_", "-")}`);
}

const NOBODYS: ReadonlySet<string> = new Set(["wrong_password", "sheet_opened", "refused", "recovered"]);

/** Who did it: their name, or the desk by itself. */
export function whoWords({ t }: Text, { user_name, act, emergency }: AuditLine): string {
  if (user_name || emergency) return user_name;
  if (act === "changed_there") return t("audit-at-vendor");
  // Before anybody is signed in, it was somebody all the same.
  return t(NOBODYS.has(act) ? "audit-nobody" : "audit-desk-itself");
}

/** The name of a value: a field of a form, something that is set, or a status by the clinic's own name. */
export function fieldName({ t }: Text, field: string): string {
  for (const id of [t(`form-${field}`), t(`audit-field-${field}`)])
    if (id !== `form-${field}` && id !== `audit-field-${field}`) return id;
  return field;
}

/** How an act ended: its words, and how they are drawn. */
export function outcomeTone({ state }: AuditOutcome): "green" | "red" | "amber" | "plain" {
  if (state === "done") return "green";
  if (state === "refused") return "red";
  return state === "discarded" ? "plain" : "amber";
}

// The desk's own words for yes and no, and for how far something is confirmed.
const WORDS: ReadonlySet<string> = new Set(["true", "false", "confirmed", "proposed"]);

// The fields whose values are words of the desk's own: how the down-time sheet was opened.
const OF_SHEET: ReadonlySet<string> = new Set(["way", "sheet_pin"]);

/** A value as it is shown; dates are written as dates. */
export function valueWords({ t, format }: Text, field: string, value: string | null): string | null {
  if (value === null || value === "") return null;
  if ((field === "birth_date" || field === "date") && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return format.date(value);
  if (field === "opened_at") return format.dateTime(value);
  if (OF_SHEET.has(field)) return t(`audit-value-${value}`);
  return WORDS.has(value) ? t(`audit-value-${value}`) : value;
}
