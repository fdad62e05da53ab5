// Generated from crates/commands by `cargo xtask bindings`. Do not edit.

/**
 * What a connection is good for.
 */
export type Ability = "patients" | "appointments" | "consent_forms" | "facets" | "phones" | "documents" | "video" | "laboratory" | "contracts" | "invoices" | "bills" | "file_documents" | "bookings";

/**
 * What the window learns at once from a tick or another queued action.
 */
export type Accepted = { 
/**
 * The intent that can be undone.
 */
intent: string, 
/**
 * The outbox entry.
 */
entry: string, 
/**
 * Its state now.
 */
state: EntryState, 
/**
 * Until when it is held back here, if it is.
 */
held_until: string | null, };

/**
 * An account of the clinic that money goes to.
 */
export type Account = { 
/**
 * The vendor's id.
 */
vendor_id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Closed: only for showing.
 */
closed: boolean, };

/**
 * One field of the form.
 */
export type AccountField = { 
/**
 * `base_url`, or its name in the draft's details or secrets.
 */
name: string, 
/**
 * How it is asked.
 */
kind: FieldKind, 
/**
 * Whether the account cannot be made without it.
 */
required: boolean, 
/**
 * Whether most clinics leave it as it is.
 */
advanced: boolean, 
/**
 * For a choice: what can be chosen, labelled `account-<vendor>-<field>-<choice>`.
 */
choices: Array<string>, 
/**
 * What stands there before anybody types.
 */
default: string | null, };

/**
 * The form of one vendor's account. Its labels are messages named `account-<vendor>-<field>`.
 */
export type AccountForm = { 
/**
 * Which vendor.
 */
vendor: Vendor, 
/**
 * What is asked, in order. The connection's own name is asked of every account and stands not here.
 */
fields: Array<AccountField>, 
/**
 * The operations whose way can be given anew ("advanced").
 */
ways: Array<AccountWay>, 
/**
 * Whether the vendor has a harmless question by which an account is tried before it is saved.
 */
testable: boolean, };

/**
 * One operation whose way can be given anew.
 */
export type AccountWay = { 
/**
 * The operation's name (kebab-case).
 */
operation: string, 
/**
 * HTTP method, if nothing else is given.
 */
method: string, 
/**
 * Path template, if nothing else is given.
 */
path: string, 
/**
 * `document`, `public` or `guess`.
 */
source: string, };

/**
 * What kind of action.
 */
export type ActionKind = "set_status" | "create_patient" | "update_patient" | "gdpr_form" | "book_video" | "book_appointment" | "remove_video" | "send_lab" | "upload_report" | "invoice_services" | "invoice_payment" | "invoice_issue" | "pay_bill" | "remove_liability" | "file_document";

/**
 * An amount of money; on the wire the amount is text, exact, with a dot.
 */
export type Amount = { 
/**
 * Exact decimal.
 */
amount: string, 
/**
 * ISO code, where the vendor gave one.
 */
currency: string | null, };

/**
 * What the window shows first.
 */
export type AppState = { 
/**
 * Where the application stands.
 */
situation: Situation, 
/**
 * Why the store cannot be opened.
 */
problem: WireError | null, 
/**
 * The training clinic is open: every screen says so.
 */
training: boolean, 
/**
 * The application's version.
 */
version: string, 
/**
 * This desk's preferences.
 */
preferences: Preferences, 
/**
 * The language the operating system asks for (`en`, `ro`, ...), for an empty preference.
 */
system_language: string, 
/**
 * Who is signed in.
 */
session: SessionState, 
/**
 * The desk's own name; empty where none was given.
 */
desk_name: string, 
/**
 * A recovery code was made; managers are reminded until then.
 */
recovery_made: boolean, 
/**
 * All connections.
 */
connections: Array<Connection>, 
/**
 * The zone in which this desk tells instants, an IANA name: that of its day. `None`: the computer's.
 */
zone: string | null, 
/**
 * Counts for the frame.
 */
unsent: UnsentCounts, };

/**
 * What is typed of a new appointment.
 */
export type AppointmentForm = { 
/**
 * Civil date at the clinic.
 */
date: string | null, 
/**
 * Civil time at the clinic.
 */
time: string | null, 
/**
 * How long.
 */
minutes: number, 
/**
 * Who treats: the vendor's id.
 */
doctor: string, 
/**
 * Where: the vendor's id.
 */
room?: string, 
/**
 * What for.
 */
purpose: string, };

/**
 * One row of a day.
 */
export type AppointmentRow = { 
/**
 * Our id.
 */
id: string, 
/**
 * The connection it comes from.
 */
connection: string, 
/**
 * The clinic's name of that connection.
 */
connection_name: string, 
/**
 * Its vendor.
 */
vendor: Vendor, 
/**
 * The vendor's id; without one it cannot be changed.
 */
vendor_id: string | null, 
/**
 * Whose appointment.
 */
patient: PatientBrief, 
/**
 * Sent by the vendor in this patient's list under another patient's code: shown apart, never counted.
 */
foreign: boolean, 
/**
 * Civil date at the clinic.
 */
date: string, 
/**
 * Civil time at the clinic.
 */
start: string | null, 
/**
 * Civil time at the clinic.
 */
end: string | null, 
/**
 * Name as the vendor answers it.
 */
doctor: string | null, 
/**
 * Work point, by name.
 */
place: string | null, 
/**
 * Room, by name.
 */
room: string | null, 
/**
 * What for; lists hide it until asked.
 */
purpose: string | null, 
/**
 * The furthest stage reached, pending ticks included.
 */
stage: Stage, 
/**
 * The clinic's own name of the status that stage comes from.
 */
stage_name: string | null, 
/**
 * All statuses of the clinic.
 */
statuses: Array<StatusMark>, 
/**
 * At most one of them is set: setting one takes the other away, and none is cleared by itself.
 */
exclusive: boolean, 
/**
 * Booked here, and not at the vendor yet.
 */
pencilled: boolean, 
/**
 * Something done here has not reached the vendor.
 */
pending: boolean, 
/**
 * The state of the oldest unsent action on it.
 */
pending_state: EntryState | null, 
/**
 * Waiting since at least this instant (first seen with an *arrived* status, or ticked here).
 */
arrived_at: string | null, 
/**
 * The last instant it was seen without an *arrived* status, if ever: arrival lies between the two.
 */
arrived_after: string | null, 
/**
 * When the vendor was last asked for this patient's appointments, or for that whole day.
 */
checked_at: string | null, 
/**
 * Another patient of the day has the same name.
 */
same_name: boolean, 
/**
 * Another patient of the day has the same phone.
 */
same_phone: boolean, };

/**
 * Vendors tell payments patient by patient: what was seen of a day is of those who were asked about since.
 */
export type AskedOfDay = { 
/**
 * Patients with an appointment on that day, at accounts that list payments.
 */
patients: number, 
/**
 * Those whose payments were read on that day or later.
 */
asked: number, };

/**
 * What was done. The words are stable: they stand in stored rows and in message ids (`audit-act-<word-with-dashes>`).
 */
export type AuditAct = "patients_searched" | "patient_opened" | "patient_refreshed" | "document_opened" | "form_filled" | "lab_order_opened" | "video_report_opened" | "contract_opened" | "changed_there" | "status_set" | "patient_created" | "patient_edited" | "consent_form_made" | "video_booked" | "appointment_booked" | "video_removed" | "lab_sent" | "report_uploaded" | "invoice_services" | "invoice_payment" | "invoice_issue" | "bill_paid" | "liability_removed" | "document_filed" | "money_taken" | "money_taken_back" | "money_there" | "cash_moved" | "cash_up_made" | "paper_opened" | "money_saved" | "undone" | "unsent_edited" | "unsent_sent" | "unsent_happened" | "unsent_discarded" | "settled" | "unsent_exported" | "sheet_opened" | "signed_in" | "unlocked" | "locked" | "signed_out" | "wrong_password" | "emergency_access" | "user_added" | "user_edited" | "password_changed" | "code_made" | "recovered" | "connection_added" | "connection_edited" | "connection_removed" | "settings_changed" | "clinic_exported" | "clinic_imported" | "log_exported" | "log_thinned" | "log_broken" | "patient_erased" | "erasure_lifted" | "records_thinned" | "refused";

/**
 * One line.
 */
export type AuditLine = { 
/**
 * Its number, from 1.
 */
seq: number, 
/**
 * When.
 */
at: string, 
/**
 * Who; `None`: the desk itself.
 */
user: string | null, 
/**
 * Their name at that moment; empty for the desk itself.
 */
user_name: string, 
/**
 * The desk's name at that moment.
 */
desk: string, 
/**
 * By the emergency code.
 */
emergency: boolean, 
/**
 * What.
 */
act: AuditAct, 
/**
 * The person it is about.
 */
person: string | null, 
/**
 * Their name at that moment.
 */
patient_name: string | null, 
/**
 * The appointment or video visit.
 */
appointment: string | null, 
/**
 * The account.
 */
connection: string | null, 
/**
 * Old and new values.
 */
changes: Array<FieldChange>, 
/**
 * A person's own words: why.
 */
reason: string | null, 
/**
 * For an act that goes to a vendor: how it ended, as far as it has.
 */
outcome: AuditOutcome | null, 
/**
 * Its contents were erased: past their time, or the patient was erased.
 */
erased: boolean, };

/**
 * How an act ended.
 */
export type AuditOutcome = { 
/**
 * Done, refused or given up; where it stands while it is on its way.
 */
state: EntryState, 
/**
 * Why not.
 */
reason: ErrorCode | null, 
/**
 * The vendor's own words.
 */
vendor_message: string | null, 
/**
 * When.
 */
at: string | null, };

/**
 * Lines, newest first.
 */
export type AuditPage = { 
/**
 * At most 200.
 */
lines: Array<AuditLine>, 
/**
 * There are older ones.
 */
more: boolean, };

/**
 * What is wrong with a log.
 */
export type AuditProblem = "changed" | "missing" | "cut" | "content_changed";

/**
 * Which lines.
 */
export type AuditQuery = { 
/**
 * From this day of the desk.
 */
from: string | null, 
/**
 * Until the end of this day of the desk.
 */
to: string | null, 
/**
 * Of this user.
 */
user: string | null, 
/**
 * About this person.
 */
person: string | null, 
/**
 * About this appointment or video visit.
 */
appointment: string | null, 
/**
 * Only this act.
 */
act: AuditAct | null, 
/**
 * Older than this line: the next page.
 */
before: number | null, };

/**
 * What a check of the log found.
 */
export type AuditVerdict = { 
/**
 * Lines looked at.
 */
lines: number, 
/**
 * Nothing is wrong.
 */
ok: boolean, 
/**
 * What is wrong first.
 */
problem: AuditProblem | null, 
/**
 * At which line.
 */
at_line: number | null, 
/**
 * Lines whose contents were erased; the chain over them holds.
 */
erased: number, };

/**
 * Whether the application starts with the computer, so that the lists are fresh before anybody comes.
 */
export type Autostart = { 
/**
 * This host can.
 */
possible: boolean, 
/**
 * It does.
 */
on: boolean, };

/**
 * A copy of the store, encrypted by the same key.
 */
export type Backup = { 
/**
 * Its file's name.
 */
name: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * Its length in bytes.
 */
bytes: number, };

/**
 * A bill.
 */
export type Bill = { 
/**
 * Ours.
 */
id: string, 
/**
 * The connection.
 */
connection: string, 
/**
 * The vendor's id.
 */
vendor_id: string, 
/**
 * Its number, where the vendor told one.
 */
number: string | null, 
/**
 * Its day.
 */
date: string | null, 
/**
 * Its kind.
 */
kind: BillKind, 
/**
 * The vendor's word for the kind where it is another.
 */
kind_told: string | null, 
/**
 * Which way.
 */
direction: BillDirection, 
/**
 * The patient record it says it is of.
 */
record: string | null, 
/**
 * The person.
 */
patient: string | null, 
/**
 * Their name.
 */
patient_name: string | null, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * The vendor's id of the care plan.
 */
care_plan: string | null, 
/**
 * The sum, as the vendor returned it.
 */
total: Amount | null, 
/**
 * What is still owed as far as this desk has asked; `None`: not asked yet.
 */
open: Amount | null, 
/**
 * Something about it is on its way or needs a person.
 */
pending: boolean, };

/**
 * Which way money goes.
 */
export type BillDirection = "incoming" | "outgoing";

/**
 * The type of a bill (AlfaDocs 1.1.1, List bills).
 */
export type BillKind = "full" | "partial" | "credit" | "proforma" | "other";

/**
 * One bill in full; asked now where the line is up.
 */
export type BillPage = { 
/**
 * The bill.
 */
bill: Bill, 
/**
 * What is owed.
 */
liabilities: Array<Liability>, 
/**
 * What was paid.
 */
transactions: Array<Transaction>, 
/**
 * The sum of what was paid.
 */
paid: Amount, 
/**
 * Accounts to choose from.
 */
accounts: Array<Account>, 
/**
 * Payment types to choose from.
 */
payment_types: Array<PaymentType>, 
/**
 * The expense types of the Italian tax register (Sistema TS), the vendor's words.
 */
expense_types: Array<string>, 
/**
 * Who removes liabilities.
 */
liability_rule: LiabilityRule, 
/**
 * What of it is on its way or needs a person.
 */
unsent: Array<UnsentEntry>, 
/**
 * Money taken from the patient on slips that belongs to nothing yet.
 */
slips: Array<Taking>, 
/**
 * When the vendor was last asked about this bill.
 */
checked_at: string | null, 
/**
 * The vendor was asked and did not answer.
 */
unanswered: ErrorCode | null, };

/**
 * Bills of a period.
 */
export type BillsPage = { 
/**
 * Newest first.
 */
bills: Array<Bill>, 
/**
 * When the vendor was last asked about the whole period; `None`: never about all of it.
 */
checked_at: string | null, 
/**
 * The vendor was asked and did not answer, as an error code.
 */
unanswered: ErrorCode | null, };

/**
 * Which bills. From the store; `refresh` asks the vendor first.
 */
export type BillsRequest = { 
/**
 * The connection.
 */
connection: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day; windows of 31 days are joined.
 */
to: string, 
/**
 * Only this kind.
 */
kind?: BillKind, 
/**
 * Only this direction.
 */
direction?: BillDirection, 
/**
 * Only of this care plan (the vendor's id).
 */
care_plan?: string, 
/**
 * Only bills that say they are of this person: the vendor has no such filter.
 */
patient?: string, 
/**
 * Ask the vendor now.
 */
refresh: boolean, };

/**
 * An appointment to book.
 */
export type BookAppointment = { 
/**
 * One id for the person's intent: the same one given twice never books twice.
 */
intent: string, 
/**
 * Whose: the record of a patient at the account that books.
 */
record: string, 
/**
 * The form.
 */
form: AppointmentForm, 
/**
 * Why it is booked although something is in the way; wanted as soon as something is.
 */
despite?: string, };

/**
 * A visit to book.
 */
export type BookVideo = { 
/**
 * One id for the person's intent: the same one given twice never books twice.
 */
intent: string, 
/**
 * By which account.
 */
connection: string, 
/**
 * The person it is for, where it was begun from one.
 */
patient?: string, 
/**
 * The form.
 */
form: VideoForm, };

/**
 * A booking that was taken.
 */
export type Booked = { 
/**
 * Our id of the appointment; it stands in the lists at once.
 */
appointment: string, 
/**
 * Its entry.
 */
accepted: Accepted, };

/**
 * An account that takes bookings, with what can be chosen there.
 */
export type BookingAccount = { 
/**
 * The connection.
 */
connection: string, 
/**
 * The clinic's name of it.
 */
connection_name: string, 
/**
 * Its vendor.
 */
vendor: Vendor, 
/**
 * The patient's record there.
 */
record: string, 
/**
 * Who treats.
 */
doctors: Array<BookingChoice>, 
/**
 * Where; empty where the vendor has not told.
 */
rooms: Array<BookingChoice>, 
/**
 * Why patients come; empty where the vendor has not told.
 */
reasons: Array<BookingReason>, 
/**
 * How long where no reason says otherwise, in minutes.
 */
minutes: number, 
/**
 * The civil date there.
 */
today: string, 
/**
 * Whether the vendor was asked just now; otherwise it is what the store knows.
 */
live: boolean, };

/**
 * Somebody or something that can be chosen.
 */
export type BookingChoice = { 
/**
 * The vendor's id.
 */
id: string, 
/**
 * The name.
 */
name: string, };

/**
 * Where a patient can be booked.
 */
export type BookingForm = { 
/**
 * The accounts; none: nobody who takes bookings from here knows the patient.
 */
accounts: Array<BookingAccount>, };

/**
 * Why patients come, and for how long.
 */
export type BookingReason = { 
/**
 * The vendor's id.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * In minutes, where the clinic has said.
 */
minutes: number | null, };

/**
 * One thing by its id.
 */
export type ById = { 
/**
 * The id.
 */
id: string, };

/**
 * Moves cash without a patient.
 */
export type CashMove = { 
/**
 * Which way.
 */
kind: CashMoveKind, 
/**
 * How much; decimal text, above 0 (an opening float may be 0).
 */
amount: string, 
/**
 * Currency.
 */
currency: string, 
/**
 * Why; required for in and out.
 */
reason: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * What moves cash without a patient.
 */
export type CashMoveKind = "opening_float" | "in" | "out";

/**
 * A shift that was closed. Never changed.
 */
export type CashUp = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number at this desk, from 1; after a copy of the store took its place it goes on further up.
 */
number: number, 
/**
 * From when.
 */
from: string | null, 
/**
 * When it was closed.
 */
closed_at: string, 
/**
 * By whom.
 */
author: string, 
/**
 * Line by line.
 */
lines: Array<CashUpLine>, 
/**
 * Why it differs.
 */
reason: string | null, };

/**
 * Counted against recorded, of one method and currency.
 */
export type CashUpLine = { 
/**
 * How money was taken.
 */
method: PaymentMethod, 
/**
 * Currency.
 */
currency: string, 
/**
 * The float at the beginning, decimal text (cash only, else 0).
 */
opening: string, 
/**
 * Taken.
 */
taken: string, 
/**
 * Given back.
 */
given_back: string, 
/**
 * Put in.
 */
moved_in: string, 
/**
 * Taken out.
 */
moved_out: string, 
/**
 * What should be there.
 */
expected: string, 
/**
 * What was counted; `None`: not closed yet.
 */
counted: string | null, 
/**
 * Counted less expected.
 */
difference: string | null, };

/**
 * Cash-ups, newest first.
 */
export type CashUps = { 
/**
 * The rows.
 */
cash_ups: Array<CashUp>, };

/**
 * A new password of one's own.
 */
export type ChangePassword = { 
/**
 * The old one.
 */
old: string, 
/**
 * The new one; at least 10 characters.
 */
new: string, };

/**
 * Asks what a form comes to, while it is typed. Nothing is sent.
 */
export type CheckInvoice = { 
/**
 * The patient record.
 */
record: string, 
/**
 * The form.
 */
form: InvoiceForm, };

/**
 * A form to be checked while it is typed. Nothing is sent.
 */
export type CheckLab = { 
/**
 * By which account it would be sent.
 */
connection: string, 
/**
 * The form.
 */
form: LabForm, };

/**
 * What the connection check found.
 */
export type CheckOutcome = "works" | "missing" | "refused" | "unexpected" | "not_tried";

/**
 * The result of checking an account before or after it is saved.
 */
export type CheckReport = { 
/**
 * Whether the account can be used at all.
 */
usable: boolean, 
/**
 * Whether the vendor was asked: one without a harmless question is saved untested.
 */
tested: boolean, 
/**
 * Why not, as an error code; `None` when usable.
 */
problem: ErrorCode | null, 
/**
 * A row for every operation of the vendor.
 */
rows: Array<CheckRow>, 
/**
 * How the first fill would go (`all`, `codes`, `names`).
 */
fill: FillStrategy | null, };

/**
 * What the connection check found for one operation.
 */
export type CheckRow = { 
/**
 * The operation's name (kebab-case).
 */
operation: string, 
/**
 * Its path, as a template.
 */
path: string, 
/**
 * What came of it.
 */
outcome: CheckOutcome, 
/**
 * English detail without personal data.
 */
detail: string, };

/**
 * A form to be checked while it is typed. Nothing is sent.
 */
export type CheckVideo = { 
/**
 * By which account it would be booked.
 */
connection: string, 
/**
 * The form.
 */
form: VideoForm, };

/**
 * An appointment that is in the way of a booking.
 */
export type Clash = { 
/**
 * Why.
 */
of: ClashOf, 
/**
 * Whose appointment.
 */
patient: PatientBrief, 
/**
 * When it begins; `None`: it has no time, and is there the whole day.
 */
start: string | null, 
/**
 * When it ends, where that is known.
 */
end: string | null, 
/**
 * Who treats.
 */
doctor: string | null, 
/**
 * Where.
 */
room: string | null, };

/**
 * Why two appointments are in each other's way.
 */
export type ClashOf = "patient" | "doctor" | "room";

/**
 * A part of a clinic file.
 */
export type ClinicPart = { "kind": "connection", 
/**
 * Its name.
 */
name: string, 
/**
 * Its vendor.
 */
vendor: Vendor, 
/**
 * What it is to this desk.
 */
state: PartState, 
/**
 * Its keys are not in this computer's keyring: they are asked for in Settings.
 */
key_wanted: boolean, } | { "kind": "user", 
/**
 * Their name.
 */
name: string, 
/**
 * What they are to this desk.
 */
state: PartState, } | { "kind": "settings", 
/**
 * What they are to this desk.
 */
state: PartState, } | { "kind": "letterhead", 
/**
 * What it is to this desk.
 */
state: PartState, } | { "kind": "template", 
/**
 * For which document.
 */
document: DocumentName, 
/**
 * What it is to this desk.
 */
state: PartState, 
/**
 * Why it cannot be used here: what stands here stays.
 */
refused: TemplateProblem | null, };

/**
 * What a clinic file holds, and what became or would become of it.
 */
export type ClinicPreview = { 
/**
 * The desk that saved it.
 */
from: string, 
/**
 * When.
 */
made_at: string, 
/**
 * Part by part.
 */
parts: Array<ClinicPart>, 
/**
 * It was carried out.
 */
done: boolean, };

/**
 * The clinic file on the share, as the window sees it.
 */
export type ClinicShare = { 
/**
 * When it was last looked at; `None`: not since the start, or no file is named in the settings.
 */
looked_at: string | null, 
/**
 * Why it could not be read: `NotFound`, `FileUnreadable` (also when the passphrase is another, or none is known:
 * the file is read once by hand then), `FileTooNew`, ...
 */
problem: ErrorCode | null, 
/**
 * What it holds that a manager has to take over.
 */
waiting: ClinicPreview | null, };

/**
 * Closes a shift.
 */
export type CloseCash = { 
/**
 * What was counted; every expected line must be there.
 */
counted: Array<Counted>, 
/**
 * Why it differs; required where it does.
 */
reason: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * A connection as the window shows it. No key.
 */
export type Connection = { 
/**
 * Our id.
 */
id: string, 
/**
 * The clinic's own name for the account.
 */
name: string, 
/**
 * Which vendor.
 */
vendor: Vendor, 
/**
 * Everything before the part of the address that all operations of the vendor share.
 */
base_url: string, 
/**
 * The fields of the vendor's form that are no secrets, by name.
 */
details: { [key in string]: string }, 
/**
 * Other ways to operations: name to `[METHOD] [/path]`.
 */
paths: { [key in string]: string }, 
/**
 * IANA zone of the clinic; vendor times are civil times in it.
 */
zone: string, 
/**
 * What can be done with it: the window shows no screen without one.
 */
can: Array<Ability>, 
/**
 * What it takes of a patient; `None`: it has none.
 */
patient: PatientRules | null, 
/**
 * How the last contact went.
 */
health: Health, 
/**
 * The last answer of any kind from the vendor.
 */
last_contact_at: string | null, 
/**
 * Since when the vendor has not answered.
 */
offline_since: string | null, 
/**
 * Whether a person has confirmed which status means what.
 */
stages_confirmed: boolean, 
/**
 * Whether a person has confirmed the names of the work points.
 */
work_points_confirmed: boolean, };

/**
 * What a person enters to connect an account. Which details and secrets there are stands in the vendor's
 * [`AccountForm`](super::AccountForm). Keys go into the keyring; renewable tokens, which may be too long for
 * it, into the encrypted store.
 */
export type ConnectionDraft = { 
/**
 * The clinic's own name for the account; unique on this desk.
 */
name: string, 
/**
 * Which vendor.
 */
vendor: Vendor, 
/**
 * Everything before the part of the address that all operations of the vendor share.
 */
base_url: string, 
/**
 * The fields of the form that are no secrets, by name.
 */
details: { [key in string]: string }, 
/**
 * Keys and tokens, by name.
 */
secrets: { [key in string]: string }, 
/**
 * Other ways to operations: name to `[METHOD] [/path]`.
 */
paths: { [key in string]: string }, };

/**
 * Changes of an account. Its keys stay, unless it leads elsewhere afterwards: no key goes to a server that it was
 * not entered for.
 */
export type ConnectionEdit = { 
/**
 * Which connection.
 */
id: string, 
/**
 * Its name on this desk.
 */
name: string, 
/**
 * As in [`ConnectionDraft`].
 */
base_url: string, 
/**
 * As in [`ConnectionDraft`]; the whole form as wanted.
 */
details: { [key in string]: string }, 
/**
 * As in [`ConnectionDraft`]; the whole table as wanted.
 */
paths: { [key in string]: string }, 
/**
 * Keys entered anew, by name: needed where an address leads to another server.
 */
secrets: { [key in string]: string }, };

/**
 * New keys for an account.
 */
export type ConnectionKeys = { 
/**
 * Which connection.
 */
id: string, 
/**
 * The new keys by name; those not given stay.
 */
secrets: { [key in string]: string }, };

/**
 * What the statuses of a connection mean.
 */
export type ConnectionStages = { 
/**
 * Which connection.
 */
id: string, 
/**
 * The meaning of each key.
 */
stages: Array<StageChoice>, };

/**
 * The work points of a connection.
 */
export type ConnectionWorkPoints = { 
/**
 * Which connection.
 */
id: string, 
/**
 * The whole table as wanted.
 */
work_points: Array<WorkPoint>, };

/**
 * One contract request in a list.
 */
export type ContractBrief = { 
/**
 * Our id, once it was fetched.
 */
id: string | null, 
/**
 * The connection it belongs to.
 */
connection: string, 
/**
 * The clinic's name of that connection.
 */
connection_name: string, 
/**
 * Its id at the vendor.
 */
vendor_id: string, 
/**
 * Which kind.
 */
contract_type: ContractKind, 
/**
 * Status, as the vendor writes it.
 */
status: string | null, 
/**
 * The contract's number.
 */
number: string | null, 
/**
 * First day.
 */
start: string | null, 
/**
 * Last day.
 */
end: string | null, 
/**
 * When it was last fetched in full.
 */
fetched_at: string | null, };

/**
 * What a contract is about.
 */
export type ContractKind = "capitation" | "reimbursement";

/**
 * A page of the registry.
 */
export type ContractPage = { 
/**
 * Its rows.
 */
rows: Array<ContractBrief>, 
/**
 * Which page, from 1.
 */
page: number, 
/**
 * How many there are, where the vendor says so.
 */
pages: number | null, 
/**
 * How many requests there are, where the vendor says so.
 */
total: number | null, };

/**
 * A contract request as it was last fetched.
 */
export type ContractPaper = { 
/**
 * What stands in a list of it.
 */
brief: ContractBrief, 
/**
 * Everything that it says.
 */
sections: Array<SheetSection>, 
/**
 * The vendor's words for its documents, in their order; they are opened by their place here.
 */
documents: Array<string>, };

/**
 * A contract of the patient.
 */
export type ContractRow = { 
/**
 * Its name.
 */
name: string, 
/**
 * First day.
 */
start: string | null, 
/**
 * Last day.
 */
end: string | null, 
/**
 * Under another patient's code: shown apart, never counted.
 */
foreign: boolean, };

/**
 * What was counted of one method and currency.
 */
export type Counted = { 
/**
 * How money was taken.
 */
method: PaymentMethod, 
/**
 * Currency.
 */
currency: string, 
/**
 * What was counted (cash) or what the terminal says (card); decimal text.
 */
amount: string, };

/**
 * What a country asks of a document.
 */
export type Country = "ro" | "it" | "neutral";

/**
 * Create a patient at one connection.
 */
export type CreatePatient = { 
/**
 * Where.
 */
connection: string, 
/**
 * The fields.
 */
form: PatientForm, 
/**
 * One id for the person's intent.
 */
intent: string, };

/**
 * The list of one day.
 */
export type Day = { 
/**
 * Which day, at the clinic.
 */
date: string, 
/**
 * Whether that is today at the clinic.
 */
is_today: boolean, 
/**
 * The clinic's zone, for the line of now: that of the first connection made which has appointments. Where
 * connections stand in different zones, today is for each its own.
 */
zone: string, 
/**
 * Rows by start time, then name.
 */
rows: Array<AppointmentRow>, 
/**
 * What the list was made from.
 */
made_from: MadeFrom, 
/**
 * Names of all work points seen, for the filter "this desk's place".
 */
places: Array<string>, };

/**
 * Which day to list.
 */
export type DayRequest = { 
/**
 * The day; today at the clinic when absent, for each connection in its own zone.
 */
date?: string, };

/**
 * What may be done with an entry by a person.
 */
export type Decision = "send" | "happened" | "edit" | "theirs" | "discard";

/**
 * What a manager sets for this desk.
 */
export type DeskSettings = { 
/**
 * The desk's own name, shown beside its acts and on the sheet.
 */
name: string, 
/**
 * After how many minutes without a touch the desk locks itself (1 to 60).
 */
lock_after_minutes: number, 
/**
 * For how many months contents of the access log are kept (6 to 120).
 */
log_months: number, 
/**
 * Full records are kept only of patients with a visit this many months back or ahead (1 to 120); `None`: of all.
 */
full_record_months: number | null, 
/**
 * How many days the down-time sheet shows (1 to 14).
 */
sheet_days: number, 
/**
 * The language of the down-time sheet (`en`, `ro`, `it`, `cs`, `pt-BR`, `uk`); `None`: that of the letterhead's
 * country, else the window's.
 */
sheet_language: string | null, 
/**
 * The desks of the clinic and their shares of the request rate; empty: this is the only one.
 */
desks: Array<DeskShare>, 
/**
 * A clinic file on a share that is looked at every quarter of an hour; `None`: none is.
 */
clinic_file: string | null, };

/**
 * A desk's share of the request rate.
 */
export type DeskShare = { 
/**
 * The desk's name.
 */
name: string, 
/**
 * Of a hundred.
 */
percent: number, };

/**
 * Which document.
 */
export type DocumentName = "invoice" | "receipt" | "statement" | "cash_up" | "slip";

/**
 * A document of the patient at the vendor.
 */
export type DocumentRow = { 
/**
 * Ours, to open it by.
 */
id: string, 
/**
 * File name or title.
 */
name: string, 
/**
 * The vendor's word for what it is.
 */
kind: string | null, 
/**
 * Civil time at the clinic.
 */
made_at: string | null, };

/**
 * A patient who may be the one about to be created.
 */
export type Duplicate = { 
/**
 * Who.
 */
patient: PatientHit, 
/**
 * Why, strongest first.
 */
likeness: Likeness, };

/**
 * Change a patient record. Only fields that differ from what was shown are an intent; the others are
 * re-sent from a fresh read.
 */
export type EditPatient = { 
/**
 * Which record.
 */
record: string, 
/**
 * The form as shown when editing began.
 */
before: PatientForm, 
/**
 * The form as wanted.
 */
after: PatientForm, 
/**
 * One id for the person's intent.
 */
intent: string, };

/**
 * Changes an entry that is not sent, refused or asked about; it is queued anew under the same intent.
 */
export type EditUnsent = { 
/**
 * The entry.
 */
id: string, 
/**
 * What shall be sent instead; of the same kind.
 */
form: UnsentForm, };

/**
 * A changed user. The last active manager stays one.
 */
export type EditUser = { 
/**
 * The user.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * What they may do.
 */
role: UserRole, 
/**
 * May sign in.
 */
active: boolean, };

/**
 * Access when nobody who may sign in is there.
 */
export type EmergencyAccess = { 
/**
 * The code of the sealed envelope.
 */
code: string, 
/**
 * Who it is and why; kept in the access log.
 */
reason: string, };

/**
 * A new emergency code: shown once, printed and sealed by the manager.
 */
export type EmergencyCode = { 
/**
 * The code, in groups.
 */
code: string, };

/**
 * Where an entry stands (see the design, "the outbox").
 */
export type EntryState = "held" | "queued" | "sending" | "waiting" | "unknown" | "blocked" | "asks" | "refused" | "done" | "discarded";

/**
 * Erases one patient from this desk; nothing changes at the vendors. Whoever of the same name and birth date was left
 * with money or papers when a connection was removed is taken for the same patient.
 */
export type ErasePatient = { 
/**
 * The person.
 */
id: string, 
/**
 * Why; kept in the access log.
 */
reason: string, };

/**
 * What went wrong, as a stable code that crosses the wire. Each has a message `error-<code>` in every
 * catalogue (a test holds them together).
 */
export type ErrorCode = "invalid-field" | "not-found" | "name-taken" | "row-without-id" | "offline" | "key-refused" | "key-wanted" | "wrong-address" | "vendor-refused" | "vendor-forbidden" | "vendor-not-found" | "vendor-unreadable" | "vendor-too-large" | "no-effect" | "record-incomplete" | "record-changed" | "vendor-busy" | "keyring-unavailable" | "key-missing" | "key-wrong" | "store-damaged" | "store-too-new" | "disk-full" | "copy-restored" | "too-late-to-undo" | "unsent-work" | "needs-live-line" | "sign-in-needed" | "wrong-password" | "too-many-tries" | "password-needed" | "last-manager" | "wrong-code" | "key-sealed" | "file-unreadable" | "file-too-new" | "file-ahead" | "not-open" | "not-allowed" | "bad-request" | "cannot-open" | "paper-incomplete" | "template-refused" | "internal";

/**
 * What the application tells the window without being asked.
 */
export type Event = { "event": "changed", 
/**
 * What.
 */
tags: Array<Tag>, } | { "event": "sync", 
/**
 * The state of one connection.
 */
state: SyncState, } | { "event": "settled", 
/**
 * How.
 */
settled: Settled, } | { "event": "upload", 
/**
 * How far.
 */
progress: UploadProgress, };

/**
 * Saves the clinic file.
 */
export type ExportClinic = { 
/**
 * What the other desks are asked for; at least 10 characters.
 */
passphrase: string, };

/**
 * A list that says when it was made; never asked is `None`.
 */
export type Facet<T> = { 
/**
 * The rows.
 */
rows: Array<T>, 
/**
 * When the vendor was last asked.
 */
checked_at: string | null, };

/**
 * Marks a row of the price list, or no longer.
 */
export type Favourite = { 
/**
 * The connection.
 */
connection: string, 
/**
 * What it is.
 */
kind: ServiceKind, 
/**
 * The vendor's code.
 */
code: string, 
/**
 * Marked or not.
 */
on: boolean, };

/**
 * A request to fetch from the registry.
 */
export type FetchContract = { 
/**
 * By which account.
 */
connection: string, 
/**
 * Which kind.
 */
contract_type: ContractKind, 
/**
 * Its id at the vendor.
 */
id: string, };

/**
 * A value before and after.
 */
export type FieldChange = { 
/**
 * Field name as in the form.
 */
field: string, 
/**
 * What it was; `None`: not known or nothing.
 */
before: string | null, 
/**
 * What it is.
 */
after: string | null, 
/**
 * What the vendor had, where a conflict was decided.
 */
theirs: string | null, };

/**
 * A field as wanted, as it was, and as the vendor has it now.
 */
export type FieldDifference = { 
/**
 * Field name as in the form.
 */
field: string, 
/**
 * What this desk wants.
 */
yours: string, 
/**
 * What the vendor has now.
 */
theirs: string, 
/**
 * What both had before.
 */
before: string, };

/**
 * How a field is asked.
 */
export type FieldKind = "address" | "text" | "number" | "secret" | "choice" | "json" | "agreement";

/**
 * One field that is not acceptable. Its words are the message `field-<reason>`.
 */
export type FieldProblem = { 
/**
 * Its name in the form; parts of a list as `samples.2.code`.
 */
field: string, 
/**
 * Why, in one word.
 */
reason: string, };

/**
 * Files a paper of this desk into the patient's documents at the vendor.
 */
export type FileDocument = { 
/**
 * The patient record.
 */
record: string, 
/**
 * The paper kept here.
 */
paper: string, 
/**
 * The folder's name there.
 */
folder: string, 
/**
 * The document's type there, the vendor's word.
 */
kind: string, 
/**
 * Its name there; the application adds what it is found again by.
 */
name: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * A file that was opened in the system's own application.
 */
export type FileOpened = { 
/**
 * Its name.
 */
name: string, };

/**
 * Files a PDF from elsewhere, a scan or a report, into the patient's documents at the vendor. It is kept here too.
 */
export type FilePdf = { 
/**
 * The patient record.
 */
record: string, 
/**
 * The PDF as base64.
 */
base64: string, 
/**
 * The folder's name there.
 */
folder: string, 
/**
 * The document's type there, the vendor's word.
 */
kind: string, 
/**
 * Its name there; the application adds what it is found again by.
 */
name: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * A file that was saved where the person chose.
 */
export type FileSaved = { 
/**
 * Its name; `None`: the person thought better of it.
 */
name: string | null, };

/**
 * How the patients of a connection are found the first time: no document promises that an empty search
 * lists everybody (design, "first fill is a strategy").
 */
export type FillStrategy = "all" | "codes" | "names" | "pages";

/**
 * What to look for.
 */
export type FindPatients = { 
/**
 * Name, phone, e-mail, national id or birth date: fragments, in any order, either script.
 */
text: string, 
/**
 * At most so many lines (default 20, at most 200).
 */
limit?: number, };

/**
 * The first manager of a desk.
 */
export type FirstManager = { 
/**
 * Their name.
 */
name: string, 
/**
 * At least 10 characters.
 */
password: string, };

/**
 * Patients found at the vendor just now, merged into the store.
 */
export type FoundAtVendor = { 
/**
 * The hits, now also in the store.
 */
hits: Array<PatientHit>, 
/**
 * Connections that did not answer, by name.
 */
unanswered: Array<string>, };

/**
 * Found patients, and what was searched.
 */
export type FoundPatients = { 
/**
 * Today's patients first, then recent ones, then the rest.
 */
hits: Array<PatientHit>, 
/**
 * More would match.
 */
more: boolean, 
/**
 * Nothing matched as written, so these were found by a likely misspelling.
 */
by_misspelling: boolean, 
/**
 * Patients searched through.
 */
searched: number, };

/**
 * Beginnings at which somebody is free, as the vendor has just answered.
 */
export type FreeTimes = { 
/**
 * Civil times at the clinic, in order.
 */
times: Array<string>, };

/**
 * When somebody is free.
 */
export type FreeTimesRequest = { 
/**
 * By which account.
 */
connection: string, 
/**
 * Who treats: the vendor's id.
 */
doctor: string, 
/**
 * Which day.
 */
date: string, 
/**
 * For how long.
 */
minutes: number, };

/**
 * The consent form's link; it opens the patient's form, so it is shown only briefly.
 */
export type GdprForm = { 
/**
 * Where the patient can read and sign it; `None`: there is none yet.
 */
url: string | null, 
/**
 * When the vendor made it, civil time at the clinic.
 */
made_at: string | null, };

/**
 * Which consent form.
 */
export type GdprKind = "last" | "new";

/**
 * Ask for a consent form's link.
 */
export type GdprRequest = { 
/**
 * Whose.
 */
record: string, 
/**
 * Last or new.
 */
kind: GdprKind, 
/**
 * One id for the person's intent (used for `new`).
 */
intent: string, };

/**
 * Gives money of a taking back by a further row of the other sign: a part of it, or all that is left.
 */
export type GiveBack = { 
/**
 * The taking.
 */
taking: string, 
/**
 * How much; decimal text, above 0 and never more than what is left of the taking. `None`: all of that.
 */
amount?: string, 
/**
 * How it is given back; `None`: as it was taken.
 */
method?: PaymentMethod, 
/**
 * Why.
 */
reason: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * How a new patient was given up.
 */
export type GivenUp = { 
/**
 * Who did; empty where the access log does not say so any more.
 */
by: string, 
/**
 * When; `None` likewise.
 */
at: string | null, 
/**
 * Why, in their words; `None` where none were given, or they were erased.
 */
reason: string | null, };

/**
 * How the last contact with the vendor went.
 */
export type Health = "untested" | "online" | "offline" | "key_refused" | "key_missing";

/**
 * One line of an appointment's history.
 */
export type HistoryLine = { 
/**
 * When, ours.
 */
at: string, 
/**
 * The clinic's name of the status.
 */
status: string, 
/**
 * Set or cleared.
 */
value: boolean, 
/**
 * Done at this desk (`true`) or first seen in the vendor's answer (`false`).
 */
here: boolean, 
/**
 * For acts of this desk: how far it got.
 */
state: EntryState | null, 
/**
 * For acts of this desk: whose.
 */
who: string | null, 
/**
 * For acts put down afterwards: when it really happened, an instant.
 */
happened_at: string | null, 
/**
 * For acts of this desk: why, in a person's words; of what was given up, why it was.
 */
reason: string | null, 
/**
 * What somebody changed at the vendor, old and new, where it is no status: date, time, doctor, room. Then `status` is
 * empty, and `at` is when it was seen here.
 */
moved: Array<FieldChange>, };

/**
 * Reads a clinic file.
 */
export type ImportClinic = { 
/**
 * The file's bytes in base64.
 */
file: string, 
/**
 * Its passphrase.
 */
passphrase: string, 
/**
 * Only look: nothing is changed.
 */
preview: boolean, };

/**
 * An invoice of this desk.
 */
export type Invoice = { 
/**
 * Its id here.
 */
id: string, 
/**
 * The person's intent.
 */
intent: string, 
/**
 * The patient record.
 */
record: string, 
/**
 * The person.
 */
patient: string | null, 
/**
 * Their name when it was made.
 */
patient_name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * The connection.
 */
connection: string, 
/**
 * The clinic's name of it.
 */
connection_name: string, 
/**
 * The work point's name.
 */
work_point: string, 
/**
 * The lines.
 */
lines: Array<InvoiceLine>, 
/**
 * The total.
 */
total: Amount, 
/**
 * The payment.
 */
payment: PaymentForm, 
/**
 * Where it stands.
 */
state: InvoiceState, 
/**
 * The step that is done last at the vendor, so that partial states show: after `Services` "services added, not yet
 * invoiced", after `Payment` "paid there, not yet invoiced".
 */
reached: InvoiceStep | null, 
/**
 * The step on its way or asked about.
 */
step: InvoiceStep | null, 
/**
 * The outbox entry of that step, for a decision.
 */
entry: string | null, 
/**
 * What a person is asked.
 */
question: Question | null, 
/**
 * How often that step was sent, for a decision.
 */
attempts: number, 
/**
 * When it goes on by itself, where it waits for the vendor.
 */
next_at: string | null, 
/**
 * Why it was refused or waits, as an error code.
 */
reason: ErrorCode | null, 
/**
 * The vendor's own words, if it said no.
 */
vendor_message: string | null, 
/**
 * Whether money was taken for it that no vendor has: whoever gives it up says where that is.
 */
money_here: boolean, 
/**
 * What a person may do with that entry.
 */
may: Array<Decision>, 
/**
 * The series.
 */
series: string | null, 
/**
 * The number.
 */
number: string | null, 
/**
 * The vendor's code of the invoice.
 */
vendor_id: string | null, 
/**
 * The vendor's code of the payment note, to look it up there.
 */
note: string | null, 
/**
 * The vendor's word for how it was paid, where it is another way than was taken: to be put right there.
 */
noted_as: string | null, 
/**
 * The day of issue.
 */
issued_on: string | null, 
/**
 * A person typed series and number after looking there.
 */
by_hand: boolean, 
/**
 * The paper to open: the vendor's PDF or a marked copy.
 */
paper: string | null, 
/**
 * Whether that paper is a copy rendered here.
 */
copy: boolean, 
/**
 * When it was made here.
 */
created_at: string, 
/**
 * By whom.
 */
author: string, };

/**
 * An invoice on its way.
 */
export type InvoiceAccepted = { 
/**
 * The invoice, to watch.
 */
invoice: string, 
/**
 * The first queued action.
 */
accepted: Accepted, };

/**
 * What stands beside the form of a new invoice. Read from the store; a refresh of the patient's services and payments
 * starts in the background.
 */
export type InvoiceDesk = { 
/**
 * The patient record at the vendor.
 */
record: string, 
/**
 * The person.
 */
patient: string, 
/**
 * The connection.
 */
connection: string, 
/**
 * The clinic's name of it.
 */
connection_name: string, 
/**
 * Whether the vendor answers at present.
 */
online: boolean, 
/**
 * Name as the vendor has it.
 */
patient_name: string, 
/**
 * Birth date.
 */
birth_date: string | null, 
/**
 * The last four of the national id.
 */
national_id_tail: string | null, 
/**
 * Work points whose id is known; an invoice needs one, confirmed by a person.
 */
work_points: Array<WorkPoint>, 
/**
 * The one of today's visit (the vendor's id); nothing where a person has to say.
 */
work_point: string | null, 
/**
 * The currency invoices are made in here.
 */
currency: string, 
/**
 * Services put down elsewhere and not through this desk: shown, never invoiced here.
 */
services_elsewhere: Array<ServiceRow>, 
/**
 * Payment notes made elsewhere: shown, never invoiced here.
 */
payments_elsewhere: Array<PaymentRow>, 
/**
 * When services and payments were last asked for.
 */
checked_at: string | null, 
/**
 * An open deposit was seen: the vendor's documents say no way to use it, so such an invoice is finished there.
 */
open_deposit: OpenDeposit | null, 
/**
 * Invoices of this patient that are not finished.
 */
unfinished: Array<Invoice>, 
/**
 * Money taken on slips that belongs to nothing yet.
 */
slips: Array<Taking>, };

/**
 * A new invoice.
 */
export type InvoiceForm = { 
/**
 * The vendor's id of the work point.
 */
work_point: string, 
/**
 * At least one.
 */
lines: Array<InvoiceLineForm>, 
/**
 * The payment of the whole total.
 */
payment: PaymentForm, 
/**
 * A person looked at the vendor: the money paid ahead that stands there was used up. Without that word no invoice is
 * taken for a patient with an open deposit.
 */
deposit_used: boolean, };

/**
 * One line of an invoice as it was sent.
 */
export type InvoiceLine = { 
/**
 * What it is.
 */
kind: ServiceKind, 
/**
 * The vendor's code.
 */
code: string, 
/**
 * The name.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * Unit price, decimal text; `None`: the vendor's own.
 */
unit: string | null, 
/**
 * The line's sum, decimal text.
 */
total: string | null, };

/**
 * One line of the form.
 */
export type InvoiceLineForm = { 
/**
 * What it is.
 */
kind: ServiceKind, 
/**
 * The vendor's code.
 */
code: string, 
/**
 * How many; whole, at least 1; 1 for contracts.
 */
quantity: number, 
/**
 * Another unit price than the list's, where it may change; decimal text.
 */
price?: string, };

/**
 * Where an invoice stands.
 */
export type InvoiceState = "prepared" | "on_the_way" | "needs_person" | "issued" | "not_issued";

/**
 * One of the three calls.
 */
export type InvoiceStep = "services" | "payment" | "invoice";

/**
 * What a form comes to.
 */
export type InvoiceTotals = { 
/**
 * In the order of the form.
 */
lines: Array<TotalLine>, 
/**
 * The sum; `None` while a line has none, or one in another currency.
 */
total: Amount | null, 
/**
 * What is not acceptable; fields as `lines.2.price`, `work_point`, `payment.method`, `deposit_used`. Reasons: `required`,
 * `unknown-service`, `not-a-number`, `too-small`, `too-large`, `other-currency`, `no-price`, `price-fixed`,
 * `unconfirmed-work-point`, `not-sold-there`, `open-deposit`, `too-long`.
 */
problems: Array<FieldProblem>, 
/**
 * The vendor's word for the last payment that it noted otherwise than it was taken, where one taken as the form says will
 * be asked about for the same; `None`: nothing of the kind is known.
 */
asked_about: string | null, };

/**
 * Invoices, newest first; those that need a person before the others.
 */
export type Invoices = { 
/**
 * The rows.
 */
invoices: Array<Invoice>, };

/**
 * Which invoices.
 */
export type InvoicesRequest = { 
/**
 * Of one person.
 */
patient?: string, 
/**
 * Made on that day at this desk.
 */
date?: string, 
/**
 * Only those not issued and not given up.
 */
unfinished: boolean, 
/**
 * Only those whose payment the vendor noted otherwise than it was taken.
 */
noted_otherwise?: boolean, };

/**
 * Issues an invoice: services, payment, invoice, one after the other. Without a line it is prepared and waits.
 */
export type IssueInvoice = { 
/**
 * The patient record.
 */
record: string, 
/**
 * The form.
 */
form: InvoiceForm, 
/**
 * The total that was confirmed, decimal text: another one by now is refused (`total`, `changed`).
 */
total?: string, 
/**
 * Money of this sum that was taken on a slip before and is not taken once more.
 */
taking?: string, 
/**
 * The person's intent: the same one never makes a second invoice.
 */
intent: string, };

/**
 * What a person found at the vendor after looking there.
 */
export type IssuedThere = { 
/**
 * The series.
 */
series: string, 
/**
 * The number.
 */
number: string, };

/**
 * How this store can be opened.
 */
export type KeyState = { 
/**
 * When the recovery code was made; `None`: there is none.
 */
recovery_made_at: string | null, 
/**
 * The recovery code is asked for at every start, because the keyring holds no key of this store.
 */
strict: boolean, 
/**
 * Copies of the store made before it was brought up to date.
 */
backups: Array<Backup>, };

/**
 * An order on the way to the laboratory.
 */
export type LabAccepted = { 
/**
 * The order, already in the list.
 */
order: string, 
/**
 * The queued action.
 */
accepted: Accepted, };

/**
 * A file that goes with an order.
 */
export type LabAttachment = { 
/**
 * File name.
 */
name: string, 
/**
 * Media type, as `application/pdf`.
 */
media_type: string, 
/**
 * The file as base64.
 */
base64: string, };

/**
 * The laboratory's desk: what was sent from here. The laboratory answers no question about it.
 */
export type LabDesk = { 
/**
 * Orders, newest first.
 */
orders: Array<LabOrder>, 
/**
 * Reports, newest first.
 */
reports: Array<LabReport>, };

/**
 * Why an order is sent.
 */
export type LabEvent = "created" | "cancelled" | "blocked" | "details_changed" | "exams_changed";

/**
 * A clinical fact: a question and its answer.
 */
export type LabFact = { 
/**
 * The question.
 */
name: string, 
/**
 * The answer.
 */
value: string, };

/**
 * An order as it is typed and sent.
 */
export type LabForm = { 
/**
 * Why it is sent.
 */
event: LabEvent, 
/**
 * Its number with us; the same one each time it is sent.
 */
number: string, 
/**
 * The patient.
 */
patient: LabPatient, 
/**
 * Exams.
 */
procedures: Array<LabProcedure>, 
/**
 * Samples.
 */
samples: Array<LabSample>, 
/**
 * Who asks.
 */
requester: LabRequester, 
/**
 * Files.
 */
attachments: Array<LabAttachment>, 
/**
 * Clinical data.
 */
clinical_data: Array<LabFact>, };

/**
 * An order in the list, with everything that was sent about it.
 */
export type LabOrder = { 
/**
 * Our id.
 */
id: string, 
/**
 * The connection it belongs to.
 */
connection: string, 
/**
 * The clinic's name of that connection.
 */
connection_name: string, 
/**
 * The patient it was made for here.
 */
patient: PatientBrief | null, 
/**
 * The patient's name as it was sent.
 */
patient_name: string, 
/**
 * Its number with us.
 */
number: string, 
/**
 * The exams of the last sending, by name or code.
 */
exams: Array<string>, 
/**
 * What was sent about it, newest first.
 */
sent: Array<LabSending>, 
/**
 * When it was first made.
 */
created_at: string, };

/**
 * The patient of an order.
 */
export type LabPatient = { 
/**
 * The patient's id with us.
 */
id: string, 
/**
 * Whole name.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string | null, 
/**
 * `f`, `m`, or what the laboratory agreed on.
 */
sex: string, 
/**
 * National id.
 */
national_id: string, 
/**
 * Phone.
 */
phone: string, 
/**
 * E-mail address.
 */
email: string, };

/**
 * What would be sent.
 */
export type LabPreview = { 
/**
 * JSON, written by the account's own mapping; `None` while something is missing.
 */
json: string | null, 
/**
 * What is missing or not acceptable. Its words are `field-<reason>`.
 */
problems: Array<FieldProblem>, };

/**
 * An exam that is asked for.
 */
export type LabProcedure = { 
/**
 * Its code at the laboratory.
 */
code: string, 
/**
 * Its name.
 */
name: string, };

/**
 * A report in the list.
 */
export type LabReport = { 
/**
 * The outbox entry.
 */
entry: string, 
/**
 * The connection it belongs to.
 */
connection: string, 
/**
 * The order it belongs to.
 */
order: string | null, 
/**
 * The id of the execution at the laboratory.
 */
execution: string, 
/**
 * The file's name here.
 */
file_name: string, 
/**
 * Its length in bytes.
 */
bytes: number, 
/**
 * How far it got.
 */
state: EntryState, 
/**
 * When the person did it.
 */
created_at: string, };

/**
 * Who asks for the exams.
 */
export type LabRequester = { 
/**
 * Whole name; empty: nobody is named.
 */
name: string, 
/**
 * Number at the medical council.
 */
council_number: string, 
/**
 * The council's state.
 */
council_state: string, };

/**
 * A sample.
 */
export type LabSample = { 
/**
 * The code on its label.
 */
code: string, 
/**
 * What it is.
 */
material: string, 
/**
 * When it was taken, civil time at the clinic.
 */
collected_at: string | null, };

/**
 * One sending of an order.
 */
export type LabSending = { 
/**
 * The outbox entry.
 */
entry: string, 
/**
 * Why it was sent.
 */
event: LabEvent, 
/**
 * How far it got.
 */
state: EntryState, 
/**
 * When the person did it.
 */
created_at: string, };

/**
 * What stands at the head and foot of every paper. Shared by all desks of the clinic.
 */
export type Letterhead = { 
/**
 * The clinic's name.
 */
name: string, 
/**
 * Address lines.
 */
address: Array<string>, 
/**
 * Tax numbers as label and number (`CUI RO12345678`, `P. IVA …`).
 */
tax_numbers: Array<string>, 
/**
 * Bank lines.
 */
bank: Array<string>, 
/**
 * Phone, e-mail, web.
 */
contact: Array<string>, 
/**
 * A line at the foot.
 */
footer: string, 
/**
 * The reference that exempts the services of tax, printed where a vendor tells no tax; empty: the country's usual one.
 */
exemption: string, 
/**
 * What the country asks.
 */
country: Country, 
/**
 * The logo as base64 of a PNG, JPEG or SVG of at most 512 KiB; `None`: none.
 */
logo: string | null, };

/**
 * Shows a document with invented data under a letterhead as typed. Nothing is kept.
 */
export type LetterheadPreview = { 
/**
 * The letterhead.
 */
letterhead: Letterhead, 
/**
 * Which document.
 */
document: DocumentName, 
/**
 * Its language: en, ro, it, cs, pt-BR, uk.
 */
language: string, };

/**
 * The letterhead and the clinic's own templates.
 */
export type LetterheadState = { 
/**
 * The letterhead.
 */
letterhead: Letterhead, 
/**
 * Own templates.
 */
templates: Array<OwnTemplate>, };

/**
 * What is owed on a bill.
 */
export type Liability = { 
/**
 * The vendor's id.
 */
vendor_id: string, 
/**
 * How much.
 */
amount: Amount | null, 
/**
 * When it is due.
 */
due: string | null, };

/**
 * Who removes a liability once a bill is paid in full.
 */
export type LiabilityRule = "unknown" | "vendor" | "desk";

/**
 * Why somebody may be the same person.
 */
export type Likeness = "national_id" | "name_and_phone" | "phone" | "name";

/**
 * Requests to list from the registry.
 */
export type ListContracts = { 
/**
 * By which account.
 */
connection: string, 
/**
 * Which kind.
 */
contract_type: ContractKind, 
/**
 * Status, as the vendor writes it; empty: all.
 */
status: string, 
/**
 * The contract's number; empty: all.
 */
number: string, 
/**
 * The legal entity's number in the state register; empty: all.
 */
legal_entity: string, 
/**
 * Page, from 1.
 */
page: number, };

/**
 * What a day's list was made from.
 */
export type MadeFrom = { 
/**
 * Patients whose appointments have been asked for at least once: all of a connection that was asked for the
 * whole day.
 */
checked: number, 
/**
 * Patients known to the store.
 */
known: number, 
/**
 * Whether the first fill has found all patients the vendor would name.
 */
fill_complete: boolean, 
/**
 * When every known patient had last been asked about once, or the whole day.
 */
last_full_round: string | null, 
/**
 * The newest answer the list rests on.
 */
newest: string | null, };

/**
 * The money of a day.
 */
export type MoneyDay = { 
/**
 * The day.
 */
date: string, 
/**
 * What this desk took, newest first.
 */
takings: Array<Taking>, 
/**
 * Sums by currency and method.
 */
by_method: Array<SumRow>, 
/**
 * Sums by currency and user.
 */
by_author: Array<SumRow>, 
/**
 * Movements of cash without a patient.
 */
moves: Array<MoneyMove>, 
/**
 * Payments of that day seen at the vendors.
 */
at_vendors: Array<VendorPayment>, 
/**
 * Of how many of the day's patients that is.
 */
asked: AskedOfDay, 
/**
 * Done but not paid.
 */
not_paid: Array<NotPaid>, 
/**
 * The shift that runs.
 */
shift: Shift, 
/**
 * The currency proposed for what is typed: that of the patient's account, else the first of the desk's.
 */
currency: string, 
/**
 * The currencies of the desk's accounts: a person chooses where there are several.
 */
currencies: Array<string>, 
/**
 * The clinic's name of the only account that has the patient of the request; `None`: none of them, or several.
 */
account: string | null, };

/**
 * Which day.
 */
export type MoneyDayRequest = { 
/**
 * The day at the clinic; `None`: today.
 */
date?: string, 
/**
 * Somebody of whom money is to be taken: their currency is proposed, and their account named.
 */
patient?: string, };

/**
 * Saves something of the money desk where the person chooses.
 */
export type MoneyExport = { 
/**
 * What.
 */
paper: MoneyPaper, 
/**
 * As what.
 */
format: MoneyFormat, };

/**
 * The form of a file.
 */
export type MoneyFormat = "csv" | "pdf";

/**
 * A movement of cash without a patient.
 */
export type MoneyMove = { 
/**
 * Its id.
 */
id: string, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
author: string, 
/**
 * Which way.
 */
kind: CashMoveKind, 
/**
 * How much, never negative.
 */
amount: Amount, 
/**
 * Why.
 */
reason: string, };

/**
 * What is saved or printed of the money desk.
 */
export type MoneyPaper = { "what": "day", 
/**
 * The day.
 */
date: string, } | { "what": "cash_up", 
/**
 * Its id.
 */
id: string, } | { "what": "unpaid", 
/**
 * Since that day.
 */
from?: string, } | { "what": "statement", 
/**
 * The person.
 */
patient: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * The language of the paper: en, ro, it, cs, pt-BR, uk; `None`: that of the clinic's country.
 */
language?: string, };

/**
 * Somebody new.
 */
export type NewUser = { 
/**
 * Their name.
 */
name: string, 
/**
 * What they may do.
 */
role: UserRole, 
/**
 * Their first password; at least 10 characters.
 */
password: string, };

/**
 * The visit a caller asks about: the next one, else today's.
 */
export type NextVisit = { 
/**
 * Our id of the appointment.
 */
appointment: string, 
/**
 * Civil date at the clinic.
 */
date: string, 
/**
 * Civil time at the clinic.
 */
start: string | null, 
/**
 * Doctor's name.
 */
doctor: string | null, 
/**
 * Work point's name.
 */
place: string | null, 
/**
 * Room's name.
 */
room: string | null, 
/**
 * Stage reached.
 */
stage: Stage, 
/**
 * Whether it is today at the clinic.
 */
is_today: boolean, };

/**
 * Somebody who was treated today and has paid nothing at this desk as far as it knows.
 */
export type NotPaid = { 
/**
 * The appointment.
 */
appointment: string, 
/**
 * The person.
 */
patient: string, 
/**
 * Their name.
 */
patient_name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * When the visit was.
 */
start: string | null, 
/**
 * With whom.
 */
doctor: string | null, 
/**
 * The connections that have the person.
 */
accounts: Array<string>, };

/**
 * What a vendor notes for payments that other programs make there.
 */
export type NotedMethod = { 
/**
 * The vendor's word, known to the clinic; `None`: nobody has said, so that another way than was taken is asked about.
 */
word: string | null, };

/**
 * No arguments, or no answer.
 */
export type Nothing = Record<symbol, never>;

/**
 * A document of a contract request.
 */
export type OpenContractDocument = { 
/**
 * Our id of the request.
 */
contract: string, 
/**
 * Its place among the documents, from 0.
 */
document: number, };

/**
 * What stands of money paid ahead, less what was given back.
 */
export type OpenDeposit = { 
/**
 * In the first of its currencies; `None`: its rows tell no sum.
 */
sum: Amount | null, };

/**
 * Opens the sheet.
 */
export type OpenSheet = { 
/**
 * The staff PIN; not needed by whoever is signed in.
 */
pin?: string, };

/**
 * A template of the clinic's own.
 */
export type OwnTemplate = { 
/**
 * For which document.
 */
document: DocumentName, 
/**
 * When it was set.
 */
set_at: string, };

/**
 * A paper kept here.
 */
export type PaperBrief = { 
/**
 * Its id.
 */
id: string, 
/**
 * The person.
 */
patient: string | null, 
/**
 * What it is.
 */
kind: PaperKind, 
/**
 * Where it comes from.
 */
origin: PaperOrigin, 
/**
 * A sensible file name.
 */
name: string, 
/**
 * When it came to be here. What it says may have been cancelled since at the vendor.
 */
made_at: string, 
/**
 * Its size in bytes.
 */
bytes: number, };

/**
 * A paper to be shown.
 */
export type PaperContent = { 
/**
 * A sensible file name.
 */
name: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * The file in base64.
 */
base64: string, };

/**
 * What a paper is.
 */
export type PaperKind = "invoice" | "receipt" | "statement" | "cash_up" | "slip" | "damaged" | "document";

/**
 * Where a paper comes from.
 */
export type PaperOrigin = "vendor" | "copy" | "desk" | "elsewhere";

/**
 * What a part of a clinic file is to this desk.
 */
export type PartState = "new" | "changed" | "same" | "newer_here";

/**
 * A patient on the way to the vendor, already in the store.
 */
export type PatientAccepted = { 
/**
 * The person, to open at once.
 */
patient: string, 
/**
 * The queued action.
 */
accepted: Accepted, };

/**
 * The patient of an appointment, in brief.
 */
export type PatientBrief = { 
/**
 * The person.
 */
id: string, 
/**
 * "Popescu Ion": family name first, as the desk calls people.
 */
name: string, 
/**
 * Shown beside every name.
 */
birth_date: string | null, 
/**
 * Digits as kept by the vendor.
 */
phone: string | null, 
/**
 * The code at the vendor.
 */
vendor_id: string | null, };

/**
 * The fields the desk can write; which of them a vendor keeps stands in
 * [`PatientRules`](crate::connections::PatientRules).
 */
export type PatientForm = { 
/**
 * Required.
 */
last_name: string, 
/**
 * Required.
 */
first_name: string, 
/**
 * Required by some vendors; may be empty elsewhere.
 */
phone: string, 
/**
 * Second phone; cannot be read back.
 */
phone2?: string, 
/**
 * May be empty.
 */
email: string, 
/**
 * Romanian CNP, checked by its control digit when it has 13 digits.
 */
national_id?: string, 
/**
 * Cannot be read back.
 */
sex?: Sex, 
/**
 * Free text; cannot be read back.
 */
preferences?: string, 
/**
 * Civil date; left alone when it is not given.
 */
birth_date?: string, };

/**
 * One line of a search result.
 */
export type PatientHit = { 
/**
 * The person.
 */
id: string, 
/**
 * "Popescu Ion".
 */
name: string, 
/**
 * Shown beside every name.
 */
birth_date: string | null, 
/**
 * As kept by the vendor.
 */
phone: string | null, 
/**
 * As kept by the vendor.
 */
email: string | null, 
/**
 * Masked on the screen until asked.
 */
national_id: string | null, 
/**
 * Each vendor's record.
 */
sources: Array<Source>, 
/**
 * What a caller asks: when is the visit.
 */
next_visit: NextVisit | null, 
/**
 * When the vendor was last asked for appointments; `None`: never, so "no appointment" may not be said.
 */
appointments_checked_at: string | null, 
/**
 * The vendor no longer names this patient.
 */
gone: boolean, 
/**
 * Created or changed here and not yet sent.
 */
pending: boolean, };

/**
 * Everything the desk knows of a person.
 */
export type PatientPage = { 
/**
 * In brief.
 */
patient: PatientHit, 
/**
 * Each vendor's record.
 */
records: Array<PatientRecord>, 
/**
 * Newest first.
 */
appointments: Facet<AppointmentRow>, 
/**
 * Newest first.
 */
services: Facet<ServiceRow>, 
/**
 * Newest first.
 */
payments: Facet<PaymentRow>, 
/**
 * Newest first.
 */
contracts: Facet<ContractRow>, 
/**
 * The vendor's order.
 */
phones: Facet<PhoneRow>, 
/**
 * Newest first.
 */
documents: Facet<DocumentRow>, 
/**
 * What the connections of its records are good for: a list of another kind is not shown.
 */
can: Array<Ability>, 
/**
 * The patient never reached a vendor, because their creation was given up: nothing can be done about them there.
 */
given_up: GivenUp | null, };

/**
 * One vendor's record of a person.
 */
export type PatientRecord = { 
/**
 * Where it stands.
 */
source: Source, 
/**
 * Family name.
 */
last_name: string, 
/**
 * Given names.
 */
first_name: string, 
/**
 * As kept by the vendor.
 */
birth_date: string | null, 
/**
 * As kept by the vendor.
 */
phone: string | null, 
/**
 * As kept by the vendor.
 */
email: string | null, 
/**
 * As kept by the vendor.
 */
national_id: string | null, 
/**
 * When these details were last read from the vendor.
 */
checked_at: string | null, 
/**
 * The vendor no longer names this patient.
 */
gone: boolean, 
/**
 * Fields (names as in [`PatientForm`]) changed here and not yet confirmed.
 */
pending_fields: Array<string>, };

/**
 * What a vendor takes of a patient who is written down or changed, beside names and e-mail, which all take. A
 * form asks for nothing else.
 */
export type PatientRules = { 
/**
 * Nobody is written down without a phone.
 */
phone_required: boolean, 
/**
 * A second phone.
 */
phone2: boolean, 
/**
 * The birth date.
 */
birth_date: boolean, 
/**
 * The national id.
 */
national_id: boolean, 
/**
 * The sex.
 */
sex: boolean, 
/**
 * What the patient prefers, as free text.
 */
preferences: boolean, };

/**
 * Records a payment for a bill at the vendor; it cannot be taken back there.
 */
export type PayBill = { 
/**
 * The bill.
 */
bill: string, 
/**
 * How much; decimal text, above 0.
 */
amount: string, 
/**
 * The day; today or before.
 */
date: string, 
/**
 * The vendor's id of the account.
 */
account: string, 
/**
 * The vendor's id of the payment type.
 */
payment_type?: string, 
/**
 * How money was taken, for the money desk.
 */
method: PaymentMethod, 
/**
 * An insurance pays.
 */
insurance: boolean, 
/**
 * The expense type of the tax register.
 */
expense_type?: string, 
/**
 * The fiscal receipt's number, noted here.
 */
fiscal_receipt?: string, 
/**
 * The card slip's number, noted here.
 */
card_slip?: string, 
/**
 * Money of this sum that was taken on a slip before and is not taken once more.
 */
taking?: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * The payment taken with an invoice. Till and terminal stand outside of this application: their numbers are noted.
 */
export type PaymentForm = { 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * The fiscal receipt's number.
 */
fiscal_receipt?: string, 
/**
 * The number of the card slip.
 */
card_slip?: string, };

/**
 * How money was taken.
 */
export type PaymentMethod = "cash" | "card" | "transfer" | "other";

/**
 * A payment the vendor lists.
 */
export type PaymentRow = { 
/**
 * The payment note's code at the vendor.
 */
note: string | null, 
/**
 * Date of the payment.
 */
date: string | null, 
/**
 * Work point.
 */
place: string | null, 
/**
 * Who paid, as the vendor writes it.
 */
payer: string | null, 
/**
 * Negative: a refund.
 */
total: Amount | null, 
/**
 * As the vendor writes it.
 */
method: string | null, 
/**
 * Under another patient's code: shown apart, never counted.
 */
foreign: boolean, };

/**
 * A way of paying, as the clinic named it.
 */
export type PaymentType = { 
/**
 * The vendor's id.
 */
vendor_id: string, 
/**
 * Its name.
 */
name: string, };

/**
 * What has not reached the vendor.
 */
export type PendingVideo = { 
/**
 * The outbox entry.
 */
entry: string, 
/**
 * Booking (`false`) or removing (`true`).
 */
removing: boolean, 
/**
 * How far it got.
 */
state: EntryState, };

/**
 * Somebody who may sign in here.
 */
export type PersonAtDesk = { 
/**
 * The user.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * A PIN is enough now: they have one and gave their password within this shift (12 hours, since the start).
 */
pin_enough: boolean, 
/**
 * Nobody may try this name before.
 */
wait_until: string | null, };

/**
 * A phone of the patient, where the vendor keeps several.
 */
export type PhoneRow = { 
/**
 * Digits, with the prefix in front where there is one.
 */
number: string, 
/**
 * What the clinic calls it.
 */
label: string | null, };

/**
 * This desk's preferences.
 */
export type Preferences = { 
/**
 * `en` or `ro`; empty: as the operating system says.
 */
language: string, 
/**
 * Colours.
 */
theme: Theme, 
/**
 * Rows of 36 instead of 46 pixels.
 */
compact: boolean, 
/**
 * Lists show what the visit is for.
 */
show_purpose: boolean, 
/**
 * Single letters act when no field has the focus.
 */
letter_keys: boolean, 
/**
 * This desk's place: work points by name; empty: all.
 */
places: Array<string>, 
/**
 * For how many seconds a tick is held back so that it can be undone (0 to 30).
 */
hold_seconds: number, };

/**
 * A patient to order for.
 */
export type PrefillLab = { 
/**
 * The person; none: an empty form with a new number.
 */
patient?: string, };

/**
 * A patient to book for.
 */
export type PrefillVideo = { 
/**
 * By which account.
 */
connection: string, 
/**
 * The person.
 */
patient: string, };

/**
 * A row of the price list.
 */
export type PriceItem = { 
/**
 * What it is.
 */
kind: ServiceKind, 
/**
 * The vendor's code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its price; `None`: the vendor gave none.
 */
price: Amount | null, 
/**
 * Whether another price may be asked.
 */
price_may_change: boolean, 
/**
 * Whether it takes a quantity.
 */
takes_quantity: boolean, 
/**
 * Marked at this clinic.
 */
favourite: boolean, };

/**
 * What the price list answers.
 */
export type PriceListPage = { 
/**
 * The rows.
 */
items: Array<PriceItem>, 
/**
 * There are more.
 */
more: boolean, 
/**
 * When the vendor was last asked for the list.
 */
checked_at: string | null, 
/**
 * Ids of work points that sell something of what was looked for, where the asked one sells nothing of it.
 */
sold_at: Array<string>, };

/**
 * Looks up the price list in the store.
 */
export type PriceQuery = { 
/**
 * The connection.
 */
connection: string, 
/**
 * Fragments of the name, or its code; empty: favourites first, then what is used most, then the rest.
 */
text: string, 
/**
 * Only what that work point (the vendor's id) sells.
 */
work_point?: string, 
/**
 * At most so many; 50 unless said.
 */
limit?: number, };

/**
 * What a person is asked.
 */
export type Question = { "kind": "label_changed", 
/**
 * The name seen when ticking.
 */
was: string, 
/**
 * The name now.
 */
now: string, } | { "kind": "conflict", 
/**
 * Each field in conflict.
 */
fields: Array<FieldDifference>, } | { "kind": "ambiguous", 
/**
 * How many.
 */
candidates: number, 
/**
 * Their codes at the vendor, in order: a yes is about these and no others. Empty: asked by an older version.
 */
codes: Array<string>, } | { "kind": "time_taken", 
/**
 * What: a yes is about these and no others.
 */
by: Array<TakenBy>, } | { "kind": "vanished" } | { "kind": "needs_live_line" } | { "kind": "look_there" } | { "kind": "stopped", 
/**
 * Why.
 */
stop: StopReason, };

/**
 * Records money taken when the line is down, or for something that has no invoice here: on a numbered slip.
 */
export type RecordTaking = { 
/**
 * The person.
 */
patient: string, 
/**
 * How much; decimal text, above 0.
 */
amount: string, 
/**
 * Currency, ISO code.
 */
currency: string, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * The fiscal receipt's number.
 */
fiscal_receipt?: string, 
/**
 * The card slip's number.
 */
card_slip?: string, 
/**
 * What for.
 */
note?: string, 
/**
 * The person's intent.
 */
intent: string, };

/**
 * Opens a store by its recovery code.
 */
export type RecoverStore = { 
/**
 * The code, with or without its groups.
 */
code: string, };

/**
 * A new recovery code: shown once, written down and kept away from this computer.
 */
export type RecoveryCode = { 
/**
 * The code, in groups; 128 bits and a check.
 */
code: string, };

/**
 * A visit to remove; the vendor tells the patient and the practice by e-mail.
 */
export type RemoveVideo = { 
/**
 * One id for the person's intent.
 */
intent: string, 
/**
 * Which visit.
 */
visit: string, };

/**
 * A manager's new password by the recovery code, when nobody knows the old one.
 */
export type ResetByRecovery = { 
/**
 * The recovery code of this desk.
 */
code: string, 
/**
 * The manager.
 */
name: string, 
/**
 * At least 10 characters.
 */
password: string, };

/**
 * A new password given by the manager; the PIN goes with the old one.
 */
export type ResetPassword = { 
/**
 * The user.
 */
id: string, 
/**
 * At least 10 characters.
 */
password: string, };

/**
 * A person's decision on an entry.
 */
export type Resolve = { 
/**
 * The entry.
 */
id: string, 
/**
 * What to do.
 */
decision: Decision, 
/**
 * Why, for giving up; kept with the entry and in the access log.
 */
reason?: string, 
/**
 * For an invoice that was found issued: its series and number there.
 */
issued?: IssuedThere, 
/**
 * The question that was on the screen: a yes is to it and to no other, and refused when another one is asked by now.
 * Needed to send money and whatever else does not wait without a person.
 */
question?: Question, 
/**
 * How often it had been sent when that question was on the screen: the same question about a later try is another
 * one. Needed wherever the question is.
 */
attempts?: number, 
/**
 * For giving up an invoice or a payment: whether the money stays here. `false` takes the taking back with it.
 */
money_kept?: boolean, };

/**
 * Puts a copy in the place of a damaged store; the damaged one is set aside.
 */
export type RestoreBackup = { 
/**
 * The copy's file name.
 */
name: string, };

/**
 * An order to send.
 */
export type SendLab = { 
/**
 * One id for the person's intent.
 */
intent: string, 
/**
 * By which account.
 */
connection: string, 
/**
 * The person it is for, where it was begun from one.
 */
patient?: string, 
/**
 * The form.
 */
form: LabForm, };

/**
 * What a row of the price list is.
 */
export type ServiceKind = "service" | "product" | "contract";

/**
 * A service the patient had, as the vendor lists it.
 */
export type ServiceRow = { 
/**
 * Date of the service.
 */
date: string | null, 
/**
 * What.
 */
name: string, 
/**
 * By whom.
 */
doctor: string | null, 
/**
 * How many, as an invoice of this desk says; 1 where none does: the vendor's list has no quantities.
 */
quantity: number, 
/**
 * What it costs, all of them together.
 */
price: Amount | null, 
/**
 * Under another patient's code: shown apart, never counted.
 */
foreign: boolean, };

/**
 * Whether somebody is signed in.
 */
export type SessionKind = "open" | "first_manager" | "signed_out" | "locked" | "signed_in";

/**
 * The session of this process.
 */
export type SessionState = { 
/**
 * Where it stands.
 */
kind: SessionKind, 
/**
 * Whoever is signed in, or was when the desk was locked.
 */
user: SignedIn | null, 
/**
 * Everybody who may sign in, by name.
 */
people: Array<PersonAtDesk>, 
/**
 * After how many minutes without a touch the desk locks itself.
 */
lock_after_minutes: number, 
/**
 * Whoever is signed in has a PIN.
 */
has_pin: boolean, 
/**
 * An emergency code was made and is unused.
 */
emergency_possible: boolean, };

/**
 * Starts the application with the computer, or no longer.
 */
export type SetAutostart = { 
/**
 * On or off.
 */
on: boolean, };

/**
 * The clinic says who removes liabilities.
 */
export type SetLiabilityRule = { 
/**
 * The connection.
 */
connection: string, 
/**
 * Who.
 */
rule: LiabilityRule, };

/**
 * The clinic says what its vendor notes for payments that other programs make there.
 */
export type SetNotedMethod = { 
/**
 * The connection.
 */
connection: string, 
/**
 * The vendor's word as it stands there; `None` or empty: ask each time.
 */
word: string | null, };

/**
 * A PIN of one's own, or none.
 */
export type SetPin = { 
/**
 * One's password.
 */
password: string, 
/**
 * Four to eight digits, not all the same and not a row; `None`: no PIN any more.
 */
pin: string | null, };

/**
 * A tick of one status.
 */
export type SetStatus = { 
/**
 * Our id of the appointment.
 */
appointment: string, 
/**
 * The vendor's key of the status.
 */
key: string, 
/**
 * Set or clear.
 */
value: boolean, 
/**
 * Why, for the vendor's record (MedSoft `motiv`; it cannot be read back).
 */
reason?: string, 
/**
 * When it really happened, by the clock of the clinic on the appointment's day: paper notes caught up after an
 * outage. `None`: now.
 */
happened_at?: string, 
/**
 * One id for the person's intent: the same one given twice never acts twice.
 */
intent: string, };

/**
 * Replaces a template by the clinic's own file, or takes it back. One that fails with example data is refused, with the line.
 */
export type SetTemplate = { 
/**
 * For which document.
 */
document: DocumentName, 
/**
 * The file's text; `None`: the built-in one again.
 */
template: string | null, };

/**
 * How an action ended, told to the window.
 */
export type Settled = { 
/**
 * The entry.
 */
entry: string, 
/**
 * The intent.
 */
intent: string, 
/**
 * What kind.
 */
action: ActionKind, 
/**
 * Where it stands now.
 */
state: EntryState, };

/**
 * Sex as the vendor can store it.
 */
export type Sex = "female" | "male";

/**
 * One thing that a contract request says.
 */
export type SheetLine = { 
/**
 * What it is, in our words: its label is the message `contract-<key>`. A key without a message is one the
 * document does not name; it is shown as it is.
 */
key: string, 
/**
 * Whether the label is one of ours.
 */
known: boolean, 
/**
 * The value: text as it is; dates `2026-01-31`; numbers and amounts with a dot; `true` or `false`.
 */
value: string, 
/**
 * How it is written.
 */
kind: ValueKind, };

/**
 * The PIN that staff open the sheet with.
 */
export type SheetPin = { 
/**
 * Six to ten digits.
 */
pin: string, };

/**
 * A part of a contract request as it is read: lines, and parts within it.
 */
export type SheetSection = { 
/**
 * What it is, in our words (`contractor`, `owner`, `payment`, `division`, ...): its title is the message
 * `contract-part-<key>`.
 */
key: string, 
/**
 * What tells it from others of the same key: a name or a number.
 */
title: string | null, 
/**
 * What it says.
 */
lines: Array<SheetLine>, 
/**
 * Parts within it.
 */
parts: Array<SheetSection>, };

/**
 * The sheet as the window sees it.
 */
export type SheetState = { 
/**
 * When the kept one was made; `None`: there is none yet.
 */
made_at: string | null, 
/**
 * How many days it shows.
 */
days: number, 
/**
 * A staff PIN was set, so that it opens without signing in.
 */
pin_set: boolean, 
/**
 * Why it could not be made the last time.
 */
problem: ErrorCode | null, 
/**
 * Nobody may try a PIN before.
 */
wait_until: string | null, };

/**
 * The shift that runs: since the last cash-up.
 */
export type Shift = { 
/**
 * When the last cash-up was made; `None`: never.
 */
since: string | null, 
/**
 * What was taken, and moved, since, by currency and method: what should be there.
 */
expected: Array<CashUpLine>, 
/**
 * Movements since.
 */
moves: Array<MoneyMove>, };

/**
 * A name and a password.
 */
export type SignIn = { 
/**
 * The user's name, in any case.
 */
name: string, 
/**
 * Their password.
 */
password: string, };

/**
 * Whoever is signed in, or was when the desk was locked.
 */
export type SignedIn = { 
/**
 * The user; `None` for emergency access, which has none.
 */
id: string | null, 
/**
 * Their name.
 */
name: string, 
/**
 * What they may do.
 */
role: UserRole, 
/**
 * They came in by the emergency code.
 */
emergency: boolean, 
/**
 * Until when emergency access lasts.
 */
until: string | null, };

/**
 * Where the application stands.
 */
export type Situation = "first_start" | "ready" | "problem";

/**
 * Where a person is known.
 */
export type Source = { 
/**
 * Our id of the patient record.
 */
record: string, 
/**
 * The connection's id.
 */
connection: string, 
/**
 * The clinic's name of the connection.
 */
connection_name: string, 
/**
 * Its vendor.
 */
vendor: Vendor, 
/**
 * The code at the vendor; `None` while the record has not been sent.
 */
vendor_id: string | null, };

/**
 * What a status means at the desk. The order is the way of a visit: the furthest one set is shown.
 */
export type Stage = "expected" | "confirmed" | "arrived" | "with_doctor" | "done" | "missed" | "cancelled";

/**
 * The meaning a person gives to one status key.
 */
export type StageChoice = { 
/**
 * The vendor's key.
 */
key: string, 
/**
 * Its meaning; `None`: it is only a mark.
 */
stage: Stage | null, };

/**
 * What a patient was charged and paid, as far as this desk knows.
 */
export type Statement = { 
/**
 * The person.
 */
patient: string, 
/**
 * Their name.
 */
patient_name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Oldest first.
 */
lines: Array<StatementLine>, 
/**
 * Charged, by currency.
 */
charged: Array<Amount>, 
/**
 * Paid, by currency.
 */
paid: Array<Amount>, 
/**
 * When the vendors were last asked about this person; `None`: not about all.
 */
checked_at: string | null, 
/**
 * Rows under another patient's code: shown apart, never counted.
 */
foreign?: Array<StatementLine>, };

/**
 * A line of a statement.
 */
export type StatementLine = { 
/**
 * The day.
 */
date: string | null, 
/**
 * What it is.
 */
kind: StatementLineKind, 
/**
 * In words.
 */
text: string, 
/**
 * What is asked for.
 */
debit: Amount | null, 
/**
 * What was paid.
 */
credit: Amount | null, 
/**
 * Of money taken at this desk: the clinic's name of the account it belongs to, as on [`Taking::account`].
 */
account: string | null, };

/**
 * What a line of a statement is.
 */
export type StatementLineKind = "service" | "invoice" | "bill" | "vendor_payment" | "taking" | "recorded" | "given_back";

/**
 * Asks for a patient's statement.
 */
export type StatementRequest = { 
/**
 * The person.
 */
patient: string, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

/**
 * One status of a clinic: the vendor's key, the clinic's own name and colour, and what it means here.
 */
export type StatusLabel = { 
/**
 * The vendor's key: for MedSoft the flag index, `"1"` to `"10"`; for AlfaDocs the state.
 */
key: string, 
/**
 * The clinic's own name, as the vendor answers it.
 */
name: string, 
/**
 * `#rrggbb` as the vendor answers it.
 */
color: string | null, 
/**
 * Whether the clinic uses it.
 */
active: boolean, 
/**
 * The vendor's own mark: such an appointment is displayed (`is_programare_displayed`).
 */
displayed: boolean | null, 
/**
 * The vendor's own mark: such an appointment took place (`is_programare_succes`).
 */
success: boolean | null, 
/**
 * What it means at this desk: proposed until confirmed.
 */
stage: Stage | null, };

/**
 * One status of one appointment.
 */
export type StatusMark = { 
/**
 * The vendor's key (`"1"` to `"10"` at MedSoft).
 */
key: string, 
/**
 * The clinic's own name.
 */
name: string, 
/**
 * `#rrggbb`, the clinic's own colour.
 */
color: string | null, 
/**
 * Whether it is set, pending ticks included.
 */
set: boolean, 
/**
 * What it means at this desk.
 */
stage: Stage | null, 
/**
 * Whether the clinic uses it.
 */
active: boolean, 
/**
 * Set or cleared here and not yet confirmed by the vendor.
 */
pending: boolean, };

/**
 * The statuses of one connection and whether a person has confirmed their meaning.
 */
export type StatusTable = { 
/**
 * All statuses, in the vendor's order.
 */
labels: Array<StatusLabel>, 
/**
 * An appointment has at most one of them: setting one takes the other away, and none is cleared by itself.
 */
exclusive: boolean, 
/**
 * Whether a person has confirmed the meaning.
 */
confirmed: boolean, 
/**
 * When the vendor was last asked for the names.
 */
checked_at: string | null, };

/**
 * Why an invoice stopped before its next step, and what is to be finished at the vendor.
 */
export type StopReason = { "why": "open_deposit", 
/**
 * Its sum, where known.
 */
amount: string | null, 
/**
 * Its currency.
 */
currency: string | null, } | { "why": "other_currency", 
/**
 * That currency.
 */
currency: string, } | { "why": "price_changed", 
/**
 * What it is; `None`: asked by an older version.
 */
kind: ServiceKind | null, 
/**
 * The vendor's code of the service: two of them may have one name.
 */
code: string, 
/**
 * The service.
 */
name: string, 
/**
 * The price the person saw.
 */
was: string, 
/**
 * The price now; empty: it is no longer sold.
 */
now: string, } | { "why": "codes_lost" } | { "why": "recorded_differs", 
/**
 * `total` or `method`.
 */
field: string, 
/**
 * What was taken.
 */
ours: string, 
/**
 * What stands there.
 */
theirs: string, };

/**
 * Asks for the recovery code at every start, or no longer.
 */
export type StrictMode = { 
/**
 * On or off.
 */
on: boolean, 
/**
 * The recovery code, so that nobody shuts themselves out.
 */
code: string, };

/**
 * A sum by one thing.
 */
export type SumRow = { 
/**
 * How money was taken; `None`: over all.
 */
method: PaymentMethod | null, 
/**
 * By whom; `None`: by all.
 */
author: string | null, 
/**
 * How many takings.
 */
count: number, 
/**
 * The sum.
 */
sum: Amount, };

/**
 * What the reading of one connection is doing.
 */
export type SyncPhase = "exploring" | "patients" | "appointments" | "fresh" | "paused" | "offline" | "key_refused" | "key_missing";

/**
 * The state of reading one connection.
 */
export type SyncState = { 
/**
 * Which connection.
 */
connection: string, 
/**
 * Its name.
 */
connection_name: string, 
/**
 * What it is doing.
 */
phase: SyncPhase, 
/**
 * How patients are found.
 */
strategy: FillStrategy | null, 
/**
 * Patients found so far.
 */
patients_known: number, 
/**
 * Patients expected in all, where the strategy can tell.
 */
patients_expected: number | null, 
/**
 * Patients whose appointments were asked at least once.
 */
patients_checked: number, 
/**
 * Whether the first fill is complete.
 */
complete: boolean, 
/**
 * Share done of the first fill, 0 to 100.
 */
percent: number, 
/**
 * An honest estimate for the rest of the first fill, in seconds; `None` while it cannot be told.
 */
seconds_left: number | null, 
/**
 * When every known patient had last been asked about.
 */
last_full_round: string | null, 
/**
 * As of when today's list of this connection stands: the oldest answer it rests on. `None`: not asked yet.
 */
today_as_of?: string, 
/**
 * The last answer of any kind.
 */
last_contact_at: string | null, 
/**
 * Since when the vendor has not answered.
 */
offline_since: string | null, };

/**
 * What a read shows and a write makes stale; the window's cache follows these.
 */
export type Tag = "patients" | "appointments" | "connections" | "unsent" | "sync" | "preferences" | "video" | "laboratory" | "contracts" | "money" | "papers" | "session" | "desk" | "everything";

/**
 * What stands at the vendor at the time of a booking.
 */
export type TakenBy = { 
/**
 * When it begins, civil time at the clinic; `None`: the whole day.
 */
start: string | null, 
/**
 * Why it is in the way.
 */
of: ClashOf, 
/**
 * Its code at the vendor.
 */
code: string, };

/**
 * Money taken at this desk. Never changed: what is given back, or was a mistake, is a further row.
 */
export type Taking = { 
/**
 * Its id.
 */
id: string, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
author: string, 
/**
 * The person.
 */
patient: string | null, 
/**
 * Their name when it was taken.
 */
patient_name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * How much; negative: given back.
 */
amount: Amount, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * The fiscal receipt's number.
 */
fiscal_receipt: string | null, 
/**
 * The card slip's number.
 */
card_slip: string | null, 
/**
 * What for, in the person's words.
 */
note: string | null, 
/**
 * The number of its paper at this desk: of the slip *received, not at the vendor* where one was made, or of the
 * receipt for money given back.
 */
slip: string | null, 
/**
 * The invoice it belongs to.
 */
invoice: string | null, 
/**
 * Series and number of that invoice once issued.
 */
invoice_number: string | null, 
/**
 * The bill it belongs to.
 */
bill: string | null, 
/**
 * The number of that bill, where it has one.
 */
bill_number: string | null, 
/**
 * The clinic's name of the account it belongs to: that of its invoice or bill, else the only one that has the person.
 * `None`: of none, or of one of several.
 */
account: string | null, 
/**
 * Whether the vendor has it recorded; of money given back: whether it is undone there, too.
 */
at_vendor: boolean, 
/**
 * What of it is still here: less what was given back of it. Nothing of what is a giving back itself.
 */
left: Amount, 
/**
 * Of money given back: the vendor has the taking and still says it was paid. It is cancelled or refunded there.
 */
still_there: boolean, 
/**
 * Whether the invoice or payment that it was taken for has not ended: it is given back by giving that up.
 */
under_way: boolean, 
/**
 * Whether the invoice or payment that it was taken for ended without having been made.
 */
not_made: boolean, 
/**
 * Of a slip that is offered for use: whether a vendor lists such a payment of that day, as when somebody typed it in
 * there by hand.
 */
listed_there: boolean, 
/**
 * The taking that this one gives money back of.
 */
takes_back: string | null, };

/**
 * Says that somebody put into the vendor by hand what this desk recorded: a payment on a slip, or that money was given back.
 */
export type TakingThere = { 
/**
 * The taking.
 */
id: string, 
/**
 * What it is called there, as far as the person knows.
 */
number?: string, 
/**
 * How they know.
 */
reason?: string, };

/**
 * Where a template of the clinic's own fails.
 */
export type TemplateProblem = { 
/**
 * Its line, from 1; 0 where it is not known.
 */
line: number, 
/**
 * What the typesetter says, of invented data.
 */
message: string, };

/**
 * Colours of the window.
 */
export type Theme = "system" | "light" | "dark" | "contrast";

/**
 * A line with its sums.
 */
export type TotalLine = { 
/**
 * The name in the price list.
 */
name: string, 
/**
 * The unit price that will be asked, in the price list's currency; `None`: the vendor's own (contracts), or unknown.
 */
unit: Amount | null, 
/**
 * Unit price times quantity, rounded.
 */
total: Amount | null, };

/**
 * A payment the vendor lists for a bill.
 */
export type Transaction = { 
/**
 * The vendor's id.
 */
vendor_id: string, 
/**
 * How much.
 */
amount: Amount | null, 
/**
 * Its day.
 */
date: string | null, 
/**
 * Which way.
 */
direction: BillDirection, 
/**
 * The account's name.
 */
account: string | null, 
/**
 * The payment type's name.
 */
payment_type: string | null, };

/**
 * A PIN, where one is enough.
 */
export type UnlockByPin = { 
/**
 * The user.
 */
id: string, 
/**
 * Four to eight digits.
 */
pin: string, };

/**
 * What is unpaid as far as this desk knows.
 */
export type Unpaid = { 
/**
 * Visits are looked at since that day.
 */
from: string, 
/**
 * Oldest first.
 */
rows: Array<UnpaidRow>, 
/**
 * What the bills still ask for, by currency. What was received and no vendor has is no part of it.
 */
owed: Array<Amount>, 
/**
 * What was received and no vendor has, by currency: nobody owes it.
 */
not_at_vendor: Array<Amount>, 
/**
 * What was given back though a vendor still says it was paid, by currency; negative.
 */
still_there: Array<Amount>, };

/**
 * What is unpaid.
 */
export type UnpaidKind = "bill" | "visit" | "not_at_vendor" | "still_there";

/**
 * Which unpaid things.
 */
export type UnpaidRequest = { 
/**
 * Visits since that day; `None`: the last 30 days, but none before this desk began.
 */
from?: string, };

/**
 * Something unpaid.
 */
export type UnpaidRow = { 
/**
 * What it is.
 */
kind: UnpaidKind, 
/**
 * The person.
 */
patient: string | null, 
/**
 * Their name.
 */
patient_name: string, 
/**
 * Their birth date.
 */
birth_date: string | null, 
/**
 * The day.
 */
date: string | null, 
/**
 * The doctor, number of the bill or of the slip.
 */
subject: string | null, 
/**
 * How much, where known.
 */
amount: Amount | null, 
/**
 * The bill.
 */
bill: string | null, 
/**
 * The taking.
 */
taking: string | null, 
/**
 * The clinic's name of the account that a taking belongs to, as on [`Taking::account`].
 */
account: string | null, 
/**
 * The connections that have the person.
 */
accounts: Array<string>, };

/**
 * Everything unsent.
 */
export type Unsent = { 
/**
 * Oldest first; those that need a person before the others.
 */
entries: Array<UnsentEntry>, 
/**
 * Counts.
 */
counts: UnsentCounts, };

/**
 * Counts for the frame of the window.
 */
export type UnsentCounts = { 
/**
 * On their way.
 */
unsent: number, 
/**
 * Waiting for a person.
 */
needs_person: number, 
/**
 * The oldest of them.
 */
oldest: string | null, };

/**
 * One entry in words the window can build a sentence from.
 */
export type UnsentEntry = { 
/**
 * The entry.
 */
id: string, 
/**
 * The person's intent.
 */
intent: string, 
/**
 * The connection.
 */
connection_id: string, 
/**
 * The clinic's name of it.
 */
connection: string, 
/**
 * Its vendor.
 */
vendor: Vendor | null, 
/**
 * Whose act it is.
 */
author: string, 
/**
 * What kind of action.
 */
action: ActionKind, 
/**
 * Whose.
 */
patient_name: string, 
/**
 * Their birth date.
 */
patient_birth_date: string | null, 
/**
 * The person to open, where known.
 */
patient: string | null, 
/**
 * For a status: the name seen when ticking.
 */
status: string | null, 
/**
 * For a status: set or cleared.
 */
value: boolean | null, 
/**
 * For a status: the appointment's day; for a video visit: its day.
 */
date: string | null, 
/**
 * For a status: the appointment's time; for a video visit: its time.
 */
start: string | null, 
/**
 * For a status: the doctor.
 */
doctor: string | null, 
/**
 * For a laboratory order its number, for a report its execution and file; for an invoice or payment its sum, for a
 * document its name.
 */
subject: string | null, 
/**
 * The invoice it is a step of.
 */
invoice: string | null, 
/**
 * The bill it is about.
 */
bill: string | null, 
/**
 * Where it stands.
 */
state: EntryState, 
/**
 * When the person did it.
 */
created_at: string, 
/**
 * How often it was sent.
 */
attempts: number, 
/**
 * How many of these sendings may have reached the vendor, their answers being lost.
 */
lost: number, 
/**
 * How often the vendor was asked since and showed nothing of it.
 */
looks: number, 
/**
 * When it is tried next.
 */
next_at: string | null, 
/**
 * Why it waits or was refused, as an error code.
 */
reason: ErrorCode | null, 
/**
 * The vendor's own code for why, where it gave one.
 */
vendor_code: string | null, 
/**
 * The vendor's own words, if it said no.
 */
vendor_message: string | null, 
/**
 * The earlier entry on the same thing that it waits for.
 */
waits_for: string | null, 
/**
 * What a person is asked.
 */
question: Question | null, 
/**
 * Whether money was taken for it that no vendor has: whoever gives it up says where that is.
 */
money_here: boolean, 
/**
 * What a person may do with it now.
 */
may: Array<Decision>, 
/**
 * What would be sent, where it can be changed.
 */
form: UnsentForm | null, 
/**
 * Of a changed patient: the fields that are changed.
 */
fields: Array<string>, };

/**
 * What an entry would send, as the form it came from.
 */
export type UnsentForm = { "kind": "patient", 
/**
 * The record, for the rules of its vendor.
 */
record: string, 
/**
 * The form.
 */
form: PatientForm, } | { "kind": "video", 
/**
 * The form.
 */
form: VideoForm, } | { "kind": "lab", 
/**
 * The form.
 */
form: LabForm, } | { "kind": "appointment", 
/**
 * The form.
 */
form: AppointmentForm, 
/**
 * Why it is booked although something is in the way; wanted as soon as something is.
 */
despite: string | null, } | { "kind": "status", 
/**
 * The reason.
 */
reason: string | null, };

/**
 * How much of a file has left.
 */
export type UploadProgress = { 
/**
 * The outbox entry.
 */
entry: string, 
/**
 * Bytes that have left.
 */
sent: number, 
/**
 * Of how many.
 */
total: number, };

/**
 * A report to upload. A repeated one replaces the former at the laboratory.
 */
export type UploadReport = { 
/**
 * One id for the person's intent.
 */
intent: string, 
/**
 * By which account.
 */
connection: string, 
/**
 * The order it belongs to, where it was begun from one.
 */
order?: string, 
/**
 * The id of the execution at the laboratory.
 */
execution: string, 
/**
 * The file's name here.
 */
file_name: string, 
/**
 * The PDF as base64.
 */
base64: string, };

/**
 * Somebody who works at the desk, as the manager sees them.
 */
export type User = { 
/**
 * The user.
 */
id: string, 
/**
 * Their name, unique at this desk.
 */
name: string, 
/**
 * What they may do.
 */
role: UserRole, 
/**
 * May sign in.
 */
active: boolean, 
/**
 * Has a PIN.
 */
has_pin: boolean, 
/**
 * When they last signed in here.
 */
last_signed_in_at: string | null, 
/**
 * When they were added.
 */
created_at: string, };

/**
 * What somebody may do.
 */
export type UserRole = "receptionist" | "manager";

/**
 * How a value is written.
 */
export type ValueKind = "text" | "date" | "instant" | "number" | "money" | "truth" | "word" | "id";

/**
 * The vendors a connection can be made to.
 */
export type Vendor = "medsoft" | "alfadocs" | "videodoktor" | "gensoft" | "ehealth";

/**
 * A payment seen in a vendor's list, for comparison.
 */
export type VendorPayment = { 
/**
 * The clinic's name of the connection.
 */
connection: string, 
/**
 * The person.
 */
patient: string | null, 
/**
 * Their name.
 */
patient_name: string, 
/**
 * How much.
 */
amount: Amount | null, 
/**
 * How, in the vendor's words.
 */
method: string | null, 
/**
 * Whether it was recorded through this desk.
 */
ours: boolean, };

/**
 * A visit on the way to the vendor.
 */
export type VideoAccepted = { 
/**
 * The visit, already in the list.
 */
visit: string, 
/**
 * The queued action.
 */
accepted: Accepted, };

/**
 * The clock of one account's vendor against this desk's.
 */
export type VideoClock = { 
/**
 * The connection.
 */
connection: string, 
/**
 * The clinic's name of it.
 */
connection_name: string, 
/**
 * Seconds by which the vendor's clock is ahead; it shows minutes only. `None`: it could not be read.
 */
ahead_seconds: number | null, 
/**
 * Whether the difference is more than the vendor's rounding explains, so that a person should look.
 */
differs: boolean, 
/**
 * When it was read.
 */
checked_at: string, };

/**
 * What is typed to book a visit, also half-typed.
 */
export type VideoForm = { 
/**
 * Whole name, as the vendor shall write it.
 */
name: string, 
/**
 * May be empty where there is a phone.
 */
email: string, 
/**
 * May be empty where there is an e-mail address.
 */
phone: string, 
/**
 * Four digits.
 */
birth_year: string, 
/**
 * Civil date at the clinic.
 */
date: string | null, 
/**
 * Civil time at the clinic.
 */
time: string | null, };

/**
 * The report of a visit.
 */
export type VideoReport = { 
/**
 * Where it can be opened; `None`: there is none yet.
 */
url: string | null, };

/**
 * Which visits to list.
 */
export type VideoRequest = { 
/**
 * Those of days gone by too (newest first, after the coming ones).
 */
past: boolean, };

/**
 * One visit.
 */
export type VideoVisit = { 
/**
 * Our id.
 */
id: string, 
/**
 * The connection it belongs to.
 */
connection: string, 
/**
 * The clinic's name of that connection.
 */
connection_name: string, 
/**
 * Its vendor.
 */
vendor: Vendor, 
/**
 * The vendor's id; none while it is not booked there.
 */
vendor_id: string | null, 
/**
 * The patient it was booked for here.
 */
patient: PatientBrief | null, 
/**
 * Whole name, as the vendor has it.
 */
name: string, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Phone.
 */
phone: string | null, 
/**
 * Year of birth.
 */
birth_year: string | null, 
/**
 * Civil time at the clinic; a visit whose time cannot be read has none and is listed first.
 */
start: string | null, 
/**
 * Where patient and doctor meet.
 */
url: string | null, 
/**
 * Whether somebody is in it, as far as the vendor says.
 */
active: boolean | null, 
/**
 * Whether the vendor has a report by now: from the day after.
 */
may_report: boolean, 
/**
 * Booking or removing it has not reached the vendor: which of the two, and how far it got.
 */
pending: PendingVideo | null, 
/**
 * When the vendor last named it.
 */
seen_at: string | null, };

/**
 * The visits of all accounts.
 */
export type VideoVisits = { 
/**
 * Today's and coming ones by time; past ones after them where asked for.
 */
visits: Array<VideoVisit>, 
/**
 * The vendors' clocks.
 */
clocks: Array<VideoClock>, 
/**
 * The oldest list among the accounts; `None` while one was never read.
 */
checked_at: string | null, 
/**
 * Today at the clinic.
 */
today: string, };

/**
 * Removes everything of this desk from this computer.
 */
export type Wipe = { 
/**
 * The manager's password.
 */
password: string, 
/**
 * Unsent work is saved to a file first; without it, unsent work stops the wiping.
 */
save_unsent: boolean, };

/**
 * An error as it crosses the wire: a code and parameters, never a sentence.
 */
export type WireError = { 
/**
 * Stable code; the window's message is `error-<code>`.
 */
code: ErrorCode, 
/**
 * Values for the message.
 */
params: { [key in string]: string }, 
/**
 * Names the line in the log.
 */
correlation: string, };

/**
 * One work point of the clinic: ids in some answers, names in others.
 */
export type WorkPoint = { 
/**
 * The vendor's id, where one was seen or entered.
 */
vendor_id: string | null, 
/**
 * The name as it stands in appointments.
 */
name: string, 
/**
 * Whether a person has confirmed that id and name belong together.
 */
confirmed: boolean, };

/** Every command: what it takes and what it answers. */
export interface Commands {
  /** What the window shows first: first start, a problem with the store, or the desk. */
  app_state: { request: Nothing; answer: AppState };
  /** Opens the training clinic, with its own data folder and vendors in process. */
  open_training: { request: Nothing; answer: AppState };
  /** Closes the training clinic and goes back to the first start or the real desk. */
  leave_training: { request: Nothing; answer: AppState };
  /** This desk's preferences. */
  preferences_set: { request: Preferences; answer: Preferences };
  /** All connections. */
  connections: { request: Nothing; answer: Array<Connection> };
  /** Tries an account before it is saved. Creates nothing at the vendor and keeps nothing here. */
  connection_try: { request: ConnectionDraft; answer: CheckReport };
  /** Saves an account: its key goes into the keyring, its first fill begins. Opens the desk if it is the first. */
  connection_add: { request: ConnectionDraft; answer: Connection };
  /** What a person fills in to connect an account of each vendor. */
  account_forms: { request: Nothing; answer: Array<AccountForm> };
  /** Tries a change of an account, with the keys it has, before it is saved. */
  connection_try_edit: { request: ConnectionEdit; answer: CheckReport };
  /** Changes everything of an account but its keys. */
  connection_edit: { request: ConnectionEdit; answer: Connection };
  /** Replaces keys; the new ones are tried before the old ones are dropped, where they can be. */
  connection_replace_keys: { request: ConnectionKeys; answer: CheckReport };
  /** Removes an account, its key and its rows; refused while work is unsent. */
  connection_remove: { request: ById; answer: Nothing };
  /** Tries every read-only operation of a saved account. */
  connection_check: { request: ById; answer: CheckReport };
  /** Saves the last check's report where the person chooses; it holds no personal data and no key. */
  connection_check_save: { request: ById; answer: FileSaved };
  /** The statuses of a connection and what they mean here. */
  connection_statuses: { request: ById; answer: StatusTable };
  /** A person confirms what each status means. */
  connection_stages_confirm: { request: ConnectionStages; answer: StatusTable };
  /** The work points of a connection: ids and names. */
  connection_work_points: { request: ById; answer: Array<WorkPoint> };
  /** A person confirms which id belongs to which name. */
  connection_work_points_confirm: { request: ConnectionWorkPoints; answer: Array<WorkPoint> };
  /** Looks patients up in the store, while typing. */
  patients_find: { request: FindPatients; answer: FoundPatients };
  /** Looks patients up at the vendors now and merges what they answer into the store. */
  patients_find_at_vendor: { request: FindPatients; answer: FoundAtVendor };
  /** Everything the desk knows of a person; a refresh from the vendors starts in the background. */
  patient_open: { request: ById; answer: PatientPage };
  /** Asks the vendors about this person now and answers when they have. */
  patient_refresh: { request: ById; answer: PatientPage };
  /** Patients who may be the one about to be created. */
  patient_duplicates: { request: PatientForm; answer: Array<Duplicate> };
  /** Creates a patient through the outbox; answers the person's id at once. */
  patient_create: { request: CreatePatient; answer: PatientAccepted };
  /** Changes a patient through the outbox. */
  patient_edit: { request: EditPatient; answer: Accepted };
  /** The link of the last or of a new consent form. */
  gdpr_form: { request: GdprRequest; answer: GdprForm };
  /** Opens a document of a patient in the system's own application. */
  patient_document_open: { request: ById; answer: FileOpened };
  /** Where a patient can be booked, and what can be chosen there. */
  booking_form: { request: ById; answer: BookingForm };
  /** When somebody is free, asked of the vendor now. */
  booking_times: { request: FreeTimesRequest; answer: FreeTimes };
  /** What is in the way of a booking, from the store. */
  booking_clashes: { request: BookAppointment; answer: Array<Clash> };
  /** Books an appointment through the outbox; it stands in the lists at once, pencilled. */
  appointment_book: { request: BookAppointment; answer: Booked };
  /** The list of one day. */
  day: { request: DayRequest; answer: Day };
  /** Sets or clears a status through the outbox; held back a moment so that it can be undone. */
  appointment_set_status: { request: SetStatus; answer: Accepted };
  /** Who set what, when, as far as this desk knows. Newest first. */
  appointment_history: { request: ById; answer: Array<HistoryLine> };
  /** Takes back my own action: before it is sent by dropping it, after by the opposite where there is one. */
  action_undo: { request: ById; answer: Accepted };
  /** Video visits of all accounts: today's, coming and, where asked for, past ones. */
  video_visits: { request: VideoRequest; answer: VideoVisits };
  /** The same after asking the vendors now. */
  video_refresh: { request: VideoRequest; answer: VideoVisits };
  /** The form of a visit for a patient, filled in as far as the desk knows. */
  video_prefill: { request: PrefillVideo; answer: VideoForm };
  /** What the vendor would refuse of a form, while it is typed. Nothing is sent. */
  video_check: { request: CheckVideo; answer: Array<FieldProblem> };
  /** Books a video visit through the outbox; held back a moment so that it can be undone. */
  video_book: { request: BookVideo; answer: VideoAccepted };
  /** Removes a video visit through the outbox; the vendor tells the patient and the practice by e-mail. */
  video_remove: { request: RemoveVideo; answer: Accepted };
  /** Where the report of a video visit can be opened, from the day after. */
  video_report: { request: ById; answer: VideoReport };
  /** Laboratory orders and reports sent from here. */
  lab_desk: { request: Nothing; answer: LabDesk };
  /** The form of a new order, filled in as far as the desk knows. */
  lab_prefill: { request: PrefillLab; answer: LabForm };
  /** The form of an order as it was last sent. */
  lab_order: { request: ById; answer: LabForm };
  /** What would be sent to the laboratory, while it is typed. Nothing is sent. */
  lab_preview: { request: CheckLab; answer: LabPreview };
  /** Sends an order through the outbox; held back a moment so that it can be undone. */
  lab_send: { request: SendLab; answer: LabAccepted };
  /** Uploads a report through the outbox; how far it got is told as news. */
  lab_upload: { request: UploadReport; answer: Accepted };
  /** Contract requests fetched here before. */
  contracts: { request: Nothing; answer: Array<ContractBrief> };
  /** A page of the registry, asked now. */
  contract_list: { request: ListContracts; answer: ContractPage };
  /** A contract request in full, asked now and kept. */
  contract_fetch: { request: FetchContract; answer: ContractPaper };
  /** A contract request as it was last fetched. */
  contract: { request: ById; answer: ContractPaper };
  /** Opens a document of a contract request in the system's own application. */
  contract_document_open: { request: OpenContractDocument; answer: FileOpened };
  /** Everything not yet at the vendors. */
  unsent: { request: Nothing; answer: Unsent };
  /** A person decides about an entry. */
  unsent_resolve: { request: Resolve; answer: Unsent };
  /** Changes something before it is sent. */
  unsent_edit: { request: EditUnsent; answer: Unsent };
  /** Saves everything unsent as a table (CSV) where the person chooses. */
  unsent_export: { request: Nothing; answer: FileSaved };
  /** What reading from the vendors is doing. */
  sync_state: { request: Nothing; answer: Array<SyncState> };
  /** Pauses the reading of a connection. */
  sync_pause: { request: ById; answer: Array<SyncState> };
  /** Goes on with the reading of a connection. */
  sync_resume: { request: ById; answer: Array<SyncState> };
  /** Asks the vendor about today's patients now. */
  sync_now: { request: ById; answer: Array<SyncState> };
  /** Who is signed in here, and who may sign in. */
  session: { request: Nothing; answer: SessionState };
  /** Makes the first manager of a desk without users, and signs them in. */
  session_first_manager: { request: FirstManager; answer: SessionState };
  /** Signs in by name and password: at the start, to unlock, or in place of whoever is. */
  session_sign_in: { request: SignIn; answer: SessionState };
  /** Unlocks or takes over by PIN, where one is enough. */
  session_unlock: { request: UnlockByPin; answer: SessionState };
  /** Locks the desk now. */
  session_lock: { request: Nothing; answer: SessionState };
  /** Signs out; what is unsent stays with the desk under its author. */
  session_sign_out: { request: Nothing; answer: SessionState };
  /** A person touched the keyboard or the pointer. */
  session_touched: { request: Nothing; answer: Nothing };
  /** A new password of one's own. */
  session_password: { request: ChangePassword; answer: SessionState };
  /** A PIN of one's own, or none. */
  session_pin: { request: SetPin; answer: SessionState };
  /** Access by the emergency code, when nobody who may sign in is there. */
  session_emergency: { request: EmergencyAccess; answer: SessionState };
  /** A manager's new password by the recovery code. */
  session_reset: { request: ResetByRecovery; answer: SessionState };
  /** Everybody who works at the desk. */
  users: { request: Nothing; answer: Array<User> };
  /** Adds somebody. */
  user_add: { request: NewUser; answer: Array<User> };
  /** Changes somebody's name, role, or whether they may sign in. */
  user_edit: { request: EditUser; answer: Array<User> };
  /** Gives somebody a new password. */
  user_password: { request: ResetPassword; answer: Array<User> };
  /** Makes a new emergency code; the one before it is void. */
  emergency_code: { request: Nothing; answer: EmergencyCode };
  /** What a manager sets for this desk. */
  desk_settings: { request: Nothing; answer: DeskSettings };
  /** Changes it. */
  desk_settings_set: { request: DeskSettings; answer: DeskSettings };
  /** Saves the clinic file where the person chooses. */
  clinic_export: { request: ExportClinic; answer: FileSaved };
  /** Reads a clinic file, or only looks at it. */
  clinic_import: { request: ImportClinic; answer: ClinicPreview };
  /** The clinic file on the share, and what of it waits for a manager. */
  clinic_share: { request: Nothing; answer: ClinicShare };
  /** Takes over what the clinic file on the share holds. */
  clinic_share_accept: { request: Nothing; answer: ClinicPreview };
  /** How the store can be opened: recovery code, strict mode, copies. */
  key_state: { request: Nothing; answer: KeyState };
  /** Makes a new recovery code; the one before it is void. Shown once. */
  recovery_code: { request: Nothing; answer: RecoveryCode };
  /** Asks for the recovery code at every start, or no longer. */
  strict_mode: { request: StrictMode; answer: KeyState };
  /** Tries to open a store again that could not be opened: its keyring is unlocked now, the disk has space. */
  store_open_again: { request: Nothing; answer: AppState };
  /** Opens the store by its recovery code and gives the keyring its key again. */
  store_recover: { request: RecoverStore; answer: AppState };
  /** The copies of a store that cannot be opened. */
  store_backups: { request: Nothing; answer: Array<Backup> };
  /** Puts a copy in the place of a damaged store; the damaged one is set aside. */
  store_restore: { request: RestoreBackup; answer: AppState };
  /** Sets a store that cannot be opened aside and begins a new one. Nothing is deleted. */
  store_set_aside: { request: Nothing; answer: AppState };
  /** Removes everything of this desk from this computer. */
  wipe: { request: Wipe; answer: AppState };
  /** Erases one patient from this desk; nothing changes at the vendors. */
  patient_erase: { request: ErasePatient; answer: Nothing };
  /** The access log, newest first. */
  access_log: { request: AuditQuery; answer: AuditPage };
  /** Who changed what about a patient. */
  patient_history: { request: ById; answer: Array<AuditLine> };
  /** Checks that nobody has changed the access log. */
  access_log_verify: { request: Nothing; answer: AuditVerdict };
  /** Saves the access log as a table (CSV) where the person chooses. */
  access_log_export: { request: AuditQuery; answer: FileSaved };
  /** The down-time sheet: when it was made, and whether a PIN opens it. */
  sheet_state: { request: Nothing; answer: SheetState };
  /** Opens the down-time sheet in the system's own application. */
  sheet_open: { request: OpenSheet; answer: FileOpened };
  /** Saves the down-time sheet where the person chooses. */
  sheet_save: { request: Nothing; answer: FileSaved };
  /** Makes the down-time sheet now. */
  sheet_make: { request: Nothing; answer: SheetState };
  /** Sets the PIN that staff open the sheet with when nothing else works. */
  sheet_pin: { request: SheetPin; answer: SheetState };
  /** Whether the application starts with the computer. */
  autostart: { request: Nothing; answer: Autostart };
  /** Starts the application with the computer, or no longer. */
  autostart_set: { request: SetAutostart; answer: Autostart };
  /** Looks up the price list. */
  price_list: { request: PriceQuery; answer: PriceListPage };
  /** Asks the vendor for its price list now. */
  price_list_refresh: { request: ById; answer: Nothing };
  /** Marks a row of the price list, or no longer. */
  price_favourite: { request: Favourite; answer: Nothing };
  /** What stands beside the form of a new invoice for a patient record. */
  invoice_desk: { request: ById; answer: InvoiceDesk };
  /** What a form comes to, while it is typed. Nothing is sent. */
  invoice_check: { request: CheckInvoice; answer: InvoiceTotals };
  /** Issues an invoice through the outbox; without a line it is prepared and waits. */
  invoice_issue: { request: IssueInvoice; answer: InvoiceAccepted };
  /** Goes on with an invoice that waits or was asked about. */
  invoice_resume: { request: ById; answer: Invoice };
  /** What a vendor notes for payments that this program makes there, as the clinic has said. */
  invoice_noted_method: { request: ById; answer: NotedMethod };
  /** The clinic says so: another way of paying noted there is no question any more. */
  invoice_noted_method_set: { request: SetNotedMethod; answer: Nothing };
  /** Invoices of this desk. */
  invoices: { request: InvoicesRequest; answer: Invoices };
  /** One invoice. */
  invoice: { request: ById; answer: Invoice };
  /** Bills of a period. */
  bills: { request: BillsRequest; answer: BillsPage };
  /** One bill in full, asked now. */
  bill: { request: ById; answer: BillPage };
  /** Records a payment for a bill through the outbox. */
  bill_pay: { request: PayBill; answer: Accepted };
  /** The clinic says who removes liabilities of paid bills. */
  bill_liability_rule: { request: SetLiabilityRule; answer: Nothing };
  /** Renders a bill as returned by the vendor, as a marked copy; it is kept. */
  bill_paper: { request: ById; answer: PaperBrief };
  /** Files a paper into the patient's documents through the outbox. */
  document_file: { request: FileDocument; answer: Accepted };
  /** Files a PDF from elsewhere into the patient's documents through the outbox; it is kept here too. */
  document_file_pdf: { request: FilePdf; answer: Accepted };
  /** Saves a document of a patient where the person chooses. */
  patient_document_save: { request: ById; answer: FileSaved };
  /** The money of a day. */
  money_day: { request: MoneyDayRequest; answer: MoneyDay };
  /** Records money taken on a numbered slip. */
  taking_record: { request: RecordTaking; answer: Taking };
  /** Gives money of a taking back by a further one: a part of it, or all that is left. */
  taking_give_back: { request: GiveBack; answer: Taking };
  /** Says that somebody put into the vendor by hand what was recorded here. */
  taking_there: { request: TakingThere; answer: Taking };
  /** The paper of a taking, a slip or the receipt for money given back: numbered when first asked for, and kept. */
  taking_slip: { request: ById; answer: PaperBrief };
  /** Moves cash without a patient. */
  cash_move: { request: CashMove; answer: MoneyMove };
  /** Closes the shift: counted against recorded. */
  cash_close: { request: CloseCash; answer: CashUp };
  /** Shifts that were closed. */
  cash_ups: { request: Nothing; answer: CashUps };
  /** What is unpaid as far as this desk knows. */
  unpaid: { request: UnpaidRequest; answer: Unpaid };
  /** A patient's statement. */
  statement: { request: StatementRequest; answer: Statement };
  /** Shows a document of the money desk before it is saved or printed. */
  money_preview: { request: MoneyPaper; answer: PaperContent };
  /** Saves something of the money desk where the person chooses. */
  money_export: { request: MoneyExport; answer: FileSaved };
  /** Prints a document of the money desk. */
  money_print: { request: MoneyPaper; answer: FileOpened };
  /** Papers kept of a patient. */
  papers: { request: ById; answer: Array<PaperBrief> };
  /** A paper, to be shown in the window. */
  paper_preview: { request: ById; answer: PaperContent };
  /** Opens a paper in the system's own application. */
  paper_open: { request: ById; answer: FileOpened };
  /** Saves a paper where the person chooses. */
  paper_save: { request: ById; answer: FileSaved };
  /** Prints a paper through the system's own path. */
  paper_print: { request: ById; answer: FileOpened };
  /** The clinic's letterhead and own templates. */
  letterhead: { request: Nothing; answer: LetterheadState };
  /** Changes the letterhead. */
  letterhead_set: { request: Letterhead; answer: LetterheadState };
  /** Shows a document with invented data under a letterhead as typed. */
  letterhead_preview: { request: LetterheadPreview; answer: PaperContent };
  /** Replaces a template by the clinic's own file, or takes it back. */
  template_set: { request: SetTemplate; answer: LetterheadState };
}

/** What each command shows and what it makes stale. */
export const commandTags: { readonly [Name in keyof Commands]: { readonly reads: readonly Tag[]; readonly writes: readonly Tag[] } } = {
  app_state: { reads: ["connections", "unsent", "preferences", "session", "desk"], writes: [] },
  open_training: { reads: [], writes: ["everything"] },
  leave_training: { reads: [], writes: ["everything"] },
  preferences_set: { reads: [], writes: ["preferences", "appointments"] },
  connections: { reads: ["connections"], writes: [] },
  connection_try: { reads: [], writes: [] },
  connection_add: { reads: [], writes: ["everything"] },
  account_forms: { reads: [], writes: [] },
  connection_try_edit: { reads: [], writes: [] },
  connection_edit: { reads: [], writes: ["connections"] },
  connection_replace_keys: { reads: [], writes: ["connections", "sync"] },
  connection_remove: { reads: [], writes: ["everything"] },
  connection_check: { reads: [], writes: ["connections"] },
  connection_check_save: { reads: [], writes: [] },
  connection_statuses: { reads: ["connections"], writes: [] },
  connection_stages_confirm: { reads: [], writes: ["connections", "appointments"] },
  connection_work_points: { reads: ["connections"], writes: [] },
  connection_work_points_confirm: { reads: [], writes: ["connections", "appointments"] },
  patients_find: { reads: ["patients", "appointments"], writes: [] },
  patients_find_at_vendor: { reads: [], writes: ["patients"] },
  patient_open: { reads: ["patients", "appointments", "unsent"], writes: [] },
  patient_refresh: { reads: [], writes: ["patients", "appointments"] },
  patient_duplicates: { reads: ["patients"], writes: [] },
  patient_create: { reads: [], writes: ["patients", "appointments", "unsent"] },
  patient_edit: { reads: [], writes: ["patients", "appointments", "unsent"] },
  gdpr_form: { reads: [], writes: ["unsent", "appointments", "patients"] },
  patient_document_open: { reads: [], writes: [] },
  booking_form: { reads: ["patients"], writes: [] },
  booking_times: { reads: [], writes: [] },
  booking_clashes: { reads: ["appointments", "patients", "unsent"], writes: [] },
  appointment_book: { reads: [], writes: ["appointments", "patients", "unsent"] },
  day: { reads: ["appointments", "patients", "unsent", "sync"], writes: [] },
  appointment_set_status: { reads: [], writes: ["appointments", "patients", "unsent"] },
  appointment_history: { reads: ["appointments", "unsent"], writes: [] },
  action_undo: { reads: [], writes: ["unsent", "appointments", "patients", "video", "laboratory", "money", "papers"] },
  video_visits: { reads: ["video", "unsent", "connections"], writes: [] },
  video_refresh: { reads: [], writes: ["video"] },
  video_prefill: { reads: [], writes: [] },
  video_check: { reads: [], writes: [] },
  video_book: { reads: [], writes: ["video", "unsent"] },
  video_remove: { reads: [], writes: ["video", "unsent"] },
  video_report: { reads: [], writes: [] },
  lab_desk: { reads: ["laboratory", "unsent", "connections"], writes: [] },
  lab_prefill: { reads: [], writes: [] },
  lab_order: { reads: ["laboratory"], writes: [] },
  lab_preview: { reads: ["connections"], writes: [] },
  lab_send: { reads: [], writes: ["laboratory", "unsent"] },
  lab_upload: { reads: [], writes: ["laboratory", "unsent"] },
  contracts: { reads: ["contracts", "connections"], writes: [] },
  contract_list: { reads: [], writes: [] },
  contract_fetch: { reads: [], writes: ["contracts"] },
  contract: { reads: ["contracts"], writes: [] },
  contract_document_open: { reads: [], writes: [] },
  unsent: { reads: ["unsent"], writes: [] },
  unsent_resolve: { reads: [], writes: ["unsent", "appointments", "patients", "video", "laboratory", "money", "papers"] },
  unsent_edit: { reads: [], writes: ["everything"] },
  unsent_export: { reads: [], writes: [] },
  sync_state: { reads: ["sync"], writes: [] },
  sync_pause: { reads: [], writes: ["sync"] },
  sync_resume: { reads: [], writes: ["sync"] },
  sync_now: { reads: [], writes: ["sync"] },
  session: { reads: ["session"], writes: [] },
  session_first_manager: { reads: [], writes: ["everything"] },
  session_sign_in: { reads: [], writes: ["everything"] },
  session_unlock: { reads: [], writes: ["everything"] },
  session_lock: { reads: [], writes: ["session"] },
  session_sign_out: { reads: [], writes: ["session"] },
  session_touched: { reads: [], writes: [] },
  session_password: { reads: [], writes: ["session"] },
  session_pin: { reads: [], writes: ["session"] },
  session_emergency: { reads: [], writes: ["everything"] },
  session_reset: { reads: [], writes: ["everything"] },
  users: { reads: ["session"], writes: [] },
  user_add: { reads: [], writes: ["session"] },
  user_edit: { reads: [], writes: ["session"] },
  user_password: { reads: [], writes: ["session"] },
  emergency_code: { reads: [], writes: ["session"] },
  desk_settings: { reads: ["desk"], writes: [] },
  desk_settings_set: { reads: [], writes: ["desk", "session", "connections"] },
  clinic_export: { reads: [], writes: [] },
  clinic_import: { reads: [], writes: ["everything"] },
  clinic_share: { reads: ["desk"], writes: [] },
  clinic_share_accept: { reads: [], writes: ["everything"] },
  key_state: { reads: ["desk"], writes: [] },
  recovery_code: { reads: [], writes: ["desk"] },
  strict_mode: { reads: [], writes: ["desk"] },
  store_open_again: { reads: [], writes: ["everything"] },
  store_recover: { reads: [], writes: ["everything"] },
  store_backups: { reads: [], writes: [] },
  store_restore: { reads: [], writes: ["everything"] },
  store_set_aside: { reads: [], writes: ["everything"] },
  wipe: { reads: [], writes: ["everything"] },
  patient_erase: { reads: [], writes: ["everything"] },
  access_log: { reads: [], writes: [] },
  patient_history: { reads: ["patients", "appointments", "unsent", "video", "laboratory", "money", "papers"], writes: [] },
  access_log_verify: { reads: [], writes: [] },
  access_log_export: { reads: [], writes: [] },
  sheet_state: { reads: ["desk"], writes: [] },
  sheet_open: { reads: [], writes: [] },
  sheet_save: { reads: [], writes: [] },
  sheet_make: { reads: [], writes: ["desk"] },
  sheet_pin: { reads: [], writes: ["desk"] },
  autostart: { reads: ["desk"], writes: [] },
  autostart_set: { reads: [], writes: ["desk"] },
  price_list: { reads: ["money", "connections"], writes: [] },
  price_list_refresh: { reads: [], writes: ["money"] },
  price_favourite: { reads: [], writes: ["money"] },
  invoice_desk: { reads: ["money", "patients", "connections"], writes: [] },
  invoice_check: { reads: ["money", "connections"], writes: [] },
  invoice_issue: { reads: [], writes: ["money", "unsent", "papers", "patients"] },
  invoice_resume: { reads: [], writes: ["money", "unsent", "papers", "patients"] },
  invoice_noted_method: { reads: ["money", "connections"], writes: [] },
  invoice_noted_method_set: { reads: [], writes: ["money", "connections"] },
  invoices: { reads: ["money", "unsent", "patients"], writes: [] },
  invoice: { reads: ["money", "unsent", "patients"], writes: [] },
  bills: { reads: ["money", "unsent"], writes: [] },
  bill: { reads: ["money", "unsent"], writes: [] },
  bill_pay: { reads: [], writes: ["money", "unsent"] },
  bill_liability_rule: { reads: [], writes: ["money", "connections"] },
  bill_paper: { reads: [], writes: ["papers"] },
  document_file: { reads: [], writes: ["unsent", "patients", "papers"] },
  document_file_pdf: { reads: [], writes: ["unsent", "patients", "papers"] },
  patient_document_save: { reads: [], writes: [] },
  money_day: { reads: ["money", "appointments", "patients"], writes: [] },
  taking_record: { reads: [], writes: ["money"] },
  taking_give_back: { reads: [], writes: ["money"] },
  taking_there: { reads: [], writes: ["money"] },
  taking_slip: { reads: [], writes: ["money", "papers"] },
  cash_move: { reads: [], writes: ["money"] },
  cash_close: { reads: [], writes: ["money"] },
  cash_ups: { reads: ["money"], writes: [] },
  unpaid: { reads: ["money", "appointments", "patients"], writes: [] },
  statement: { reads: ["money", "patients"], writes: [] },
  money_preview: { reads: ["money"], writes: [] },
  money_export: { reads: [], writes: [] },
  money_print: { reads: [], writes: [] },
  papers: { reads: ["papers"], writes: [] },
  paper_preview: { reads: ["papers"], writes: [] },
  paper_open: { reads: [], writes: [] },
  paper_save: { reads: [], writes: [] },
  paper_print: { reads: [], writes: [] },
  letterhead: { reads: ["desk"], writes: [] },
  letterhead_set: { reads: [], writes: ["desk"] },
  letterhead_preview: { reads: ["desk"], writes: [] },
  template_set: { reads: [], writes: ["desk"] },
};
