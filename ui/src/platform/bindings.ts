// Generated from crates/commands by `cargo xtask bindings`. Do not edit.

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
 * What kind of action.
 */
export type ActionKind = "set_status" | "create_patient" | "update_patient" | "gdpr_form";

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
 * All connections.
 */
connections: Array<Connection>, 
/**
 * Counts for the frame.
 */
unsent: UnsentCounts, };

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
 * When the vendor was last asked for this patient's appointments.
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
 * One thing by its id.
 */
export type ById = { 
/**
 * The id.
 */
id: string, };

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
 * Everything before `/integrations/...`.
 */
base_url: string, 
/**
 * The clinic's path at the vendor.
 */
client_path: string, 
/**
 * IANA zone of the clinic; vendor times are civil times in it.
 */
zone: string, 
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
 * What a person enters to connect an account. The key is kept in the keyring, never in the store.
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
 * Everything before `/integrations/...`.
 */
base_url: string, 
/**
 * The clinic's path at the vendor (`CLIENT_PATH`).
 */
client_path: string, 
/**
 * The vendor's key.
 */
key: string, };

/**
 * Changes of an account that do not touch its key.
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
 * Everything before `/integrations/...`.
 */
base_url: string, 
/**
 * The clinic's path at the vendor.
 */
client_path: string, };

/**
 * A new key for an account.
 */
export type ConnectionKey = { 
/**
 * Which connection.
 */
id: string, 
/**
 * The new key.
 */
key: string, };

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
 * The clinic's zone, for the line of now.
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
 * The day; today at the clinic when absent.
 */
date?: string, };

/**
 * What may be done with an entry by a person.
 */
export type Decision = "send" | "discard";

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
 * Where an entry stands (see the design, "the outbox").
 */
export type EntryState = "held" | "queued" | "sending" | "waiting" | "unknown" | "blocked" | "asks" | "refused" | "done" | "discarded";

/**
 * What went wrong, as a stable code that crosses the wire. Each has a message `error-<code>` in every
 * catalogue (a test holds them together).
 */
export type ErrorCode = "invalid-field" | "not-found" | "name-taken" | "row-without-id" | "offline" | "key-refused" | "wrong-address" | "vendor-refused" | "vendor-unreadable" | "vendor-too-large" | "no-effect" | "vendor-busy" | "keyring-unavailable" | "key-missing" | "key-wrong" | "store-damaged" | "store-too-new" | "disk-full" | "too-late-to-undo" | "unsent-work" | "needs-live-line" | "not-open" | "not-allowed" | "bad-request" | "internal";

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
settled: Settled, };

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
 * How the patients of a connection are found the first time: no document promises that an empty search
 * lists everybody (design, "first fill is a strategy").
 */
export type FillStrategy = "all" | "codes" | "names";

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
 * How the last contact with the vendor went.
 */
export type Health = "untested" | "online" | "offline" | "key_refused";

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
state: EntryState | null, };

/**
 * Why somebody may be the same person.
 */
export type Likeness = "national_id" | "name_and_phone" | "phone" | "name";

/**
 * What a day's list was made from.
 */
export type MadeFrom = { 
/**
 * Patients whose appointments have been asked for at least once.
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
 * When every known patient had last been asked about once.
 */
last_full_round: string | null, 
/**
 * The newest answer the list rests on.
 */
newest: string | null, };

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
 * No arguments, or no answer.
 */
export type Nothing = Record<symbol, never>;

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
 * The fields the desk can write. MedSoft stores no birth date through this interface (§3, §4).
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
 * Required.
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
preferences?: string, };

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
contracts: Facet<ContractRow>, };

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
 * Read only at MedSoft.
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
candidates: number, } | { "kind": "vanished" } | { "kind": "needs_live_line" };

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
decision: Decision, };

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
 * Price.
 */
price: Amount | null, 
/**
 * Under another patient's code: shown apart, never counted.
 */
foreign: boolean, };

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
 * One id for the person's intent: the same one given twice never acts twice.
 */
intent: string, };

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
 * One status of a clinic: the vendor's key, the clinic's own name and colour, and what it means here.
 */
export type StatusLabel = { 
/**
 * The vendor's key: for MedSoft the flag index, `"1"` to `"10"`.
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
 * Whether a person has confirmed the meaning.
 */
confirmed: boolean, 
/**
 * When the vendor was last asked for the names.
 */
checked_at: string | null, };

/**
 * What the reading of one connection is doing.
 */
export type SyncPhase = "exploring" | "patients" | "appointments" | "fresh" | "paused" | "offline" | "key_refused";

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
export type Tag = "patients" | "appointments" | "connections" | "unsent" | "sync" | "preferences" | "everything";

/**
 * Colours of the window.
 */
export type Theme = "system" | "light" | "dark" | "contrast";

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
 * The clinic's name of the connection.
 */
connection: string, 
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
 * For a status: the appointment's day.
 */
date: string | null, 
/**
 * For a status: the appointment's time.
 */
start: string | null, 
/**
 * For a status: the doctor.
 */
doctor: string | null, 
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
 * When it is tried next.
 */
next_at: string | null, 
/**
 * Why it waits or was refused, as an error code.
 */
reason: ErrorCode | null, 
/**
 * The vendor's own words, if it said no.
 */
vendor_message: string | null, 
/**
 * What a person is asked.
 */
question: Question | null, 
/**
 * What a person may do with it now.
 */
may: Array<Decision>, };

/**
 * The vendors a connection can be made to.
 */
export type Vendor = "medsoft";

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
  /** Changes name, address or client path. */
  connection_edit: { request: ConnectionEdit; answer: Connection };
  /** Replaces the key; the new one is tried before the old one is dropped. */
  connection_replace_key: { request: ConnectionKey; answer: CheckReport };
  /** Removes an account, its key and its rows; refused while work is unsent. */
  connection_remove: { request: ById; answer: Nothing };
  /** Tries every read-only operation of a saved account. */
  connection_check: { request: ById; answer: CheckReport };
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
  /** The list of one day. */
  day: { request: DayRequest; answer: Day };
  /** Sets or clears a status through the outbox; held back a moment so that it can be undone. */
  appointment_set_status: { request: SetStatus; answer: Accepted };
  /** Who set what, when, as far as this desk knows. Newest first. */
  appointment_history: { request: ById; answer: Array<HistoryLine> };
  /** Takes back my own action: before it is sent by dropping it, after by the opposite where there is one. */
  action_undo: { request: ById; answer: Accepted };
  /** Everything not yet at the vendors. */
  unsent: { request: Nothing; answer: Unsent };
  /** A person decides about an entry. */
  unsent_resolve: { request: Resolve; answer: Unsent };
  /** What reading from the vendors is doing. */
  sync_state: { request: Nothing; answer: Array<SyncState> };
  /** Pauses the reading of a connection. */
  sync_pause: { request: ById; answer: Array<SyncState> };
  /** Goes on with the reading of a connection. */
  sync_resume: { request: ById; answer: Array<SyncState> };
  /** Asks the vendor about today's patients now. */
  sync_now: { request: ById; answer: Array<SyncState> };
}

/** What each command shows and what it makes stale. */
export const commandTags: { readonly [Name in keyof Commands]: { readonly reads: readonly Tag[]; readonly writes: readonly Tag[] } } = {
  app_state: { reads: ["connections", "unsent", "preferences"], writes: [] },
  open_training: { reads: [], writes: ["everything"] },
  leave_training: { reads: [], writes: ["everything"] },
  preferences_set: { reads: [], writes: ["preferences", "appointments"] },
  connections: { reads: ["connections"], writes: [] },
  connection_try: { reads: [], writes: [] },
  connection_add: { reads: [], writes: ["everything"] },
  connection_edit: { reads: [], writes: ["connections"] },
  connection_replace_key: { reads: [], writes: ["connections", "sync"] },
  connection_remove: { reads: [], writes: ["everything"] },
  connection_check: { reads: [], writes: ["connections"] },
  connection_statuses: { reads: ["connections"], writes: [] },
  connection_stages_confirm: { reads: [], writes: ["connections", "appointments"] },
  connection_work_points: { reads: ["connections"], writes: [] },
  connection_work_points_confirm: { reads: [], writes: ["connections", "appointments"] },
  patients_find: { reads: ["patients", "appointments"], writes: [] },
  patients_find_at_vendor: { reads: [], writes: ["patients"] },
  patient_open: { reads: ["patients", "appointments", "unsent"], writes: [] },
  patient_refresh: { reads: [], writes: ["patients", "appointments"] },
  patient_duplicates: { reads: ["patients"], writes: [] },
  patient_create: { reads: [], writes: ["patients", "unsent"] },
  patient_edit: { reads: [], writes: ["patients", "unsent"] },
  gdpr_form: { reads: [], writes: ["unsent"] },
  day: { reads: ["appointments", "patients", "unsent", "sync"], writes: [] },
  appointment_set_status: { reads: [], writes: ["appointments", "unsent"] },
  appointment_history: { reads: ["appointments", "unsent"], writes: [] },
  action_undo: { reads: [], writes: ["appointments", "patients", "unsent"] },
  unsent: { reads: ["unsent"], writes: [] },
  unsent_resolve: { reads: [], writes: ["unsent", "appointments", "patients"] },
  sync_state: { reads: ["sync"], writes: [] },
  sync_pause: { reads: [], writes: ["sync"] },
  sync_resume: { reads: [], writes: ["sync"] },
  sync_now: { reads: [], writes: ["sync"] },
};
