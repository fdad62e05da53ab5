// Generated from crates/commands by `cargo xtask bindings`. Do not edit.

export type Accepted = { intent: string; entry: string; state: EntryState; held_until: string | null };

export type ActionKind = "set_status" | "create_patient" | "update_patient" | "gdpr_form";

export type Amount = { amount: string; currency: string | null };

export type AppState = {
  situation: Situation;
  problem: WireError | null;
  training: boolean;
  version: string;
  preferences: Preferences;
  system_language: string;
  connections: Array<Connection>;
  unsent: UnsentCounts;
};

export type AppointmentRow = {
  id: string;
  connection: string;
  connection_name: string;
  vendor: Vendor;
  vendor_id: string | null;
  patient: PatientBrief;
  foreign: boolean;
  date: string;
  start: string | null;
  end: string | null;
  doctor: string | null;
  place: string | null;
  room: string | null;
  purpose: string | null;
  stage: Stage;
  stage_name: string | null;
  statuses: Array<StatusMark>;
  pending: boolean;
  pending_state: EntryState | null;
  arrived_at: string | null;
  arrived_after: string | null;
  checked_at: string | null;
  same_name: boolean;
  same_phone: boolean;
};

export type ById = { id: string };

export type CheckOutcome = "works" | "missing" | "refused" | "unexpected" | "not_tried";

export type CheckReport = {
  usable: boolean;
  problem: ErrorCode | null;
  rows: Array<CheckRow>;
  fill: FillStrategy | null;
};

export type CheckRow = { operation: string; path: string; outcome: CheckOutcome; detail: string };

export type Connection = {
  id: string;
  name: string;
  vendor: Vendor;
  base_url: string;
  client_path: string;
  zone: string;
  health: Health;
  last_contact_at: string | null;
  offline_since: string | null;
  stages_confirmed: boolean;
  work_points_confirmed: boolean;
};

export type ConnectionDraft = {
  name: string;
  vendor: Vendor;
  base_url: string;
  client_path: string;
  key: string;
};

export type ConnectionEdit = { id: string; name: string; base_url: string; client_path: string };

export type ConnectionKey = { id: string; key: string };

export type ConnectionStages = { id: string; stages: Array<StageChoice> };

export type ConnectionWorkPoints = { id: string; work_points: Array<WorkPoint> };

export type ContractRow = { name: string; start: string | null; end: string | null; foreign: boolean };

export type CreatePatient = { connection: string; form: PatientForm; intent: string };

export type Day = {
  date: string;
  is_today: boolean;
  zone: string;
  rows: Array<AppointmentRow>;
  made_from: MadeFrom;
  places: Array<string>;
};

export type DayRequest = { date?: string };

export type Decision = "send" | "discard";

export type Duplicate = { patient: PatientHit; likeness: Likeness };

export type EditPatient = { record: string; before: PatientForm; after: PatientForm; intent: string };

export type EntryState =
  | "held"
  | "queued"
  | "sending"
  | "waiting"
  | "unknown"
  | "blocked"
  | "asks"
  | "refused"
  | "done"
  | "discarded";

export type ErrorCode =
  | "invalid-field"
  | "not-found"
  | "name-taken"
  | "row-without-id"
  | "offline"
  | "key-refused"
  | "wrong-address"
  | "vendor-refused"
  | "vendor-unreadable"
  | "vendor-too-large"
  | "vendor-busy"
  | "keyring-unavailable"
  | "key-missing"
  | "key-wrong"
  | "store-damaged"
  | "store-too-new"
  | "disk-full"
  | "too-late-to-undo"
  | "unsent-work"
  | "needs-live-line"
  | "not-open"
  | "not-allowed"
  | "bad-request"
  | "internal";

export type Event =
  | { event: "changed"; tags: Array<Tag> }
  | { event: "sync"; state: SyncState }
  | { event: "settled"; settled: Settled };

export type Facet<T> = { rows: Array<T>; checked_at: string | null };

export type FieldDifference = { field: string; yours: string; theirs: string; before: string };

export type FillStrategy = "all" | "codes" | "names";

export type FindPatients = { text: string; limit?: number };

export type FoundAtVendor = { hits: Array<PatientHit>; unanswered: Array<string> };

export type FoundPatients = {
  hits: Array<PatientHit>;
  more: boolean;
  by_misspelling: boolean;
  searched: number;
};

export type GdprForm = { url: string | null; made_at: string | null };

export type GdprKind = "last" | "new";

export type GdprRequest = { record: string; kind: GdprKind; intent: string };

export type Health = "untested" | "online" | "offline" | "key_refused";

export type HistoryLine = {
  at: string;
  status: string;
  value: boolean;
  here: boolean;
  state: EntryState | null;
};

export type Likeness = "national_id" | "name_and_phone" | "phone" | "name";

export type MadeFrom = {
  checked: number;
  known: number;
  fill_complete: boolean;
  last_full_round: string | null;
  newest: string | null;
};

export type NextVisit = {
  appointment: string;
  date: string;
  start: string | null;
  doctor: string | null;
  place: string | null;
  room: string | null;
  stage: Stage;
  is_today: boolean;
};

export type Nothing = Record<symbol, never>;

export type PatientAccepted = { patient: string; accepted: Accepted };

export type PatientBrief = {
  id: string;
  name: string;
  birth_date: string | null;
  phone: string | null;
  vendor_id: string | null;
};

export type PatientForm = {
  last_name: string;
  first_name: string;
  phone: string;
  phone2?: string;
  email: string;
  national_id?: string;
  sex?: Sex;
  preferences?: string;
};

export type PatientHit = {
  id: string;
  name: string;
  birth_date: string | null;
  phone: string | null;
  email: string | null;
  national_id: string | null;
  sources: Array<Source>;
  next_visit: NextVisit | null;
  appointments_checked_at: string | null;
  gone: boolean;
  pending: boolean;
};

export type PatientPage = {
  patient: PatientHit;
  records: Array<PatientRecord>;
  appointments: Facet<AppointmentRow>;
  services: Facet<ServiceRow>;
  payments: Facet<PaymentRow>;
  contracts: Facet<ContractRow>;
};

export type PatientRecord = {
  source: Source;
  last_name: string;
  first_name: string;
  birth_date: string | null;
  phone: string | null;
  email: string | null;
  national_id: string | null;
  checked_at: string | null;
  gone: boolean;
  pending_fields: Array<string>;
};

export type PaymentRow = {
  note: string | null;
  date: string | null;
  place: string | null;
  payer: string | null;
  total: Amount | null;
  method: string | null;
  foreign: boolean;
};

export type Preferences = {
  language: string;
  theme: Theme;
  compact: boolean;
  show_purpose: boolean;
  letter_keys: boolean;
  places: Array<string>;
  hold_seconds: number;
};

export type Question =
  | { kind: "label_changed"; was: string; now: string }
  | { kind: "conflict"; fields: Array<FieldDifference> }
  | { kind: "ambiguous"; candidates: number }
  | { kind: "vanished" }
  | { kind: "needs_live_line" };

export type Resolve = { id: string; decision: Decision };

export type ServiceRow = {
  date: string | null;
  name: string;
  doctor: string | null;
  price: Amount | null;
  foreign: boolean;
};

export type SetStatus = { appointment: string; key: string; value: boolean; reason?: string; intent: string };

export type Settled = { entry: string; intent: string; action: ActionKind; state: EntryState };

export type Sex = "female" | "male";

export type Situation = "first_start" | "ready" | "problem";

export type Source = {
  record: string;
  connection: string;
  connection_name: string;
  vendor: Vendor;
  vendor_id: string | null;
};

export type Stage = "expected" | "confirmed" | "arrived" | "with_doctor" | "done" | "missed" | "cancelled";

export type StageChoice = { key: string; stage: Stage | null };

export type StatusLabel = {
  key: string;
  name: string;
  color: string | null;
  active: boolean;
  displayed: boolean | null;
  success: boolean | null;
  stage: Stage | null;
};

export type StatusMark = {
  key: string;
  name: string;
  color: string | null;
  set: boolean;
  stage: Stage | null;
  active: boolean;
  pending: boolean;
};

export type StatusTable = { labels: Array<StatusLabel>; confirmed: boolean; checked_at: string | null };

export type SyncPhase =
  | "exploring"
  | "patients"
  | "appointments"
  | "fresh"
  | "paused"
  | "offline"
  | "key_refused";

export type SyncState = {
  connection: string;
  connection_name: string;
  phase: SyncPhase;
  strategy: FillStrategy | null;
  patients_known: number;
  patients_expected: number | null;
  patients_checked: number;
  complete: boolean;
  percent: number;
  seconds_left: number | null;
  last_full_round: string | null;
  last_contact_at: string | null;
  offline_since: string | null;
};

export type Tag =
  | "patients"
  | "appointments"
  | "connections"
  | "unsent"
  | "sync"
  | "preferences"
  | "everything";

export type Theme = "system" | "light" | "dark" | "contrast";

export type Unsent = { entries: Array<UnsentEntry>; counts: UnsentCounts };

export type UnsentCounts = { unsent: number; needs_person: number; oldest: string | null };

export type UnsentEntry = {
  id: string;
  intent: string;
  connection: string;
  action: ActionKind;
  patient_name: string;
  patient_birth_date: string | null;
  patient: string | null;
  status: string | null;
  value: boolean | null;
  date: string | null;
  start: string | null;
  doctor: string | null;
  state: EntryState;
  created_at: string;
  attempts: number;
  next_at: string | null;
  reason: ErrorCode | null;
  vendor_message: string | null;
  question: Question | null;
  may: Array<Decision>;
};

export type Vendor = "medsoft";

export type WireError = { code: ErrorCode; params: { [key in string]: string }; correlation: string };

export type WorkPoint = { vendor_id: string | null; name: string; confirmed: boolean };

/** Every command: what it takes and what it answers. */
export interface Commands {
  app_state: { request: Nothing; answer: AppState };
  open_training: { request: Nothing; answer: AppState };
  leave_training: { request: Nothing; answer: AppState };
  preferences_set: { request: Preferences; answer: Preferences };
  connections: { request: Nothing; answer: Array<Connection> };
  connection_try: { request: ConnectionDraft; answer: CheckReport };
  connection_add: { request: ConnectionDraft; answer: Connection };
  connection_edit: { request: ConnectionEdit; answer: Connection };
  connection_replace_key: { request: ConnectionKey; answer: CheckReport };
  connection_remove: { request: ById; answer: Nothing };
  connection_check: { request: ById; answer: CheckReport };
  connection_statuses: { request: ById; answer: StatusTable };
  connection_stages_confirm: { request: ConnectionStages; answer: StatusTable };
  connection_work_points: { request: ById; answer: Array<WorkPoint> };
  connection_work_points_confirm: { request: ConnectionWorkPoints; answer: Array<WorkPoint> };
  patients_find: { request: FindPatients; answer: FoundPatients };
  patients_find_at_vendor: { request: FindPatients; answer: FoundAtVendor };
  patient_open: { request: ById; answer: PatientPage };
  patient_refresh: { request: ById; answer: PatientPage };
  patient_duplicates: { request: PatientForm; answer: Array<Duplicate> };
  patient_create: { request: CreatePatient; answer: PatientAccepted };
  patient_edit: { request: EditPatient; answer: Accepted };
  gdpr_form: { request: GdprRequest; answer: GdprForm };
  day: { request: DayRequest; answer: Day };
  appointment_set_status: { request: SetStatus; answer: Accepted };
  appointment_history: { request: ById; answer: Array<HistoryLine> };
  action_undo: { request: ById; answer: Accepted };
  unsent: { request: Nothing; answer: Unsent };
  unsent_resolve: { request: Resolve; answer: Unsent };
  sync_state: { request: Nothing; answer: Array<SyncState> };
  sync_pause: { request: ById; answer: Array<SyncState> };
  sync_resume: { request: ById; answer: Array<SyncState> };
  sync_now: { request: ById; answer: Array<SyncState> };
}

/** What each command shows and what it makes stale. */
export const commandTags: {
  readonly [Name in keyof Commands]: { readonly reads: readonly Tag[]; readonly writes: readonly Tag[] };
} = {
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
