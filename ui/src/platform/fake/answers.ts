import { addDays, civilAt } from "../../text/format";
import type {
  AppointmentRow,
  CheckReport,
  ConnectionEdit,
  Connection,
  PatientHit,
  PatientPage,
  StatusTable,
  UnsentCounts,
  Vendor,
  WireError,
} from "../bindings";
import { accepted } from "./accepted";
import { ABILITIES, ACCOUNTS, FORMS, kept } from "./accounts";
import { PLACES, ZONE, furthest, rowsOf } from "./day";
import type { Answers, World } from "./fake";
import { auditAnswers } from "./audit";
import { billAnswers } from "./bills";
import { bookingAnswers } from "./booking";
import { contractAnswers } from "./contracts";
import { deskAnswers } from "./desk";
import { invoiceAnswers, resolveInvoice } from "./invoice";
import { labAnswers } from "./lab";
import { moneyAnswers } from "./money";
import { paperAnswers } from "./papers";
import { peopleAnswers, uuid } from "./people";
import { report } from "./report";
import { sessionAnswers } from "./session";
import { checkNamed, unsentAnswers } from "./unsent";
import { videoAnswers } from "./video";

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const today = (world: World) => civilAt(world.now, ZONE).date;

function rows(world: World, date: string): AppointmentRow[] {
  const known = world.days.get(date);
  if (known) return known;
  const made = rowsOf(date, world.people.slice(0, 18), world.now);
  world.days.set(date, made);
  return made;
}

function rowById(world: World, id: string): AppointmentRow {
  for (const day of world.days.values()) {
    const row = day.find((each) => each.id === id);
    if (row) return row;
  }
  return fail("not-found");
}

function hit(world: World, patient: PatientHit): PatientHit {
  const row = rows(world, today(world)).find((each) => each.patient.id === patient.id && !each.foreign);
  if (!row || row.stage === "done" || patient.appointments_checked_at === null) return patient;
  const { id, date, start, doctor, place, room, stage } = row;
  return {
    ...patient,
    next_visit: { appointment: id, date, start, doctor, place, room, stage, is_today: true },
  };
}

function find(world: World, text: string): PatientHit[] {
  const tokens = fold(text).split(/\s+/).filter(Boolean);
  return world.people
    .filter((patient) => {
      const key = fold(
        [
          patient.name,
          patient.birth_date,
          patient.phone,
          patient.phone?.replaceAll(" ", ""),
          patient.email,
        ].join(" "),
      );
      return tokens.every((token) => key.includes(token));
    })
    .map((patient) => hit(world, patient));
}

function connectionOf(world: World, id: string): Connection {
  return world.state.connections.find((each) => each.id === id) ?? fail("not-found");
}

function tableOf(world: World, id: string): StatusTable {
  return connectionOf(world, id).vendor === "alfadocs" ? world.dental : world.table;
}

/** A key `wrong` is refused, a client path or an archive `wrong` not found; a laboratory is asked nothing. */
function tried(
  vendor: Vendor,
  secrets: Record<string, string>,
  details: Record<string, string>,
): CheckReport {
  if (Object.values(secrets).includes("wrong")) return report("key-refused", vendor);
  if (Object.values(details).includes("wrong")) return report("wrong-address", vendor);
  return report(null, vendor);
}

function server(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}

/** A change as it is taken: one that leads to another server needs the keys anew. */
function edited(world: World, edit: ConnectionEdit): ConnectionEdit {
  const before = connectionOf(world, edit.id);
  const form = FORMS.find(({ vendor }) => vendor === before.vendor);
  const moved = form?.fields.some(({ name, kind }) => {
    const of = ({ base_url, details }: Pick<ConnectionEdit, "base_url" | "details">) =>
      server(details[name] ?? base_url);
    return kind === "address" && of(before) !== of(edit);
  });
  const missing = form?.fields.find(
    ({ name, kind, required }) => kind === "secret" && required && !edit.secrets[name],
  );
  if (moved && missing) fail("invalid-field", { field: missing.name, reason: "required" });
  return edit;
}

function counts(world: World): UnsentCounts {
  const asking = world.entries.filter((entry) => entry.state === "asks" || entry.state === "refused").length;
  return {
    unsent: world.entries.length - asking,
    needs_person: asking,
    oldest: world.entries.map((entry) => entry.created_at).toSorted()[0] ?? null,
  };
}

function page(world: World, id: string): PatientPage {
  const patient = world.people.find((each) => each.id === id) ?? fail("not-found");
  const index = world.people.indexOf(patient);
  const day = today(world);
  const checked = patient.appointments_checked_at;
  const mine = rows(world, day).filter((row) => row.patient.id === id);
  const earlier = rows(world, addDays(day, -80))
    .filter((row) => row.patient.id === id)
    .map((row) => ({ ...row, date: addDays(day, -80) }));
  const [last_name = "", ...rest] = patient.name.split(" ");
  const source = patient.sources[0];
  const dental = source?.vendor === "alfadocs";
  return {
    patient: hit(world, patient),
    records: source
      ? [
          {
            source,
            last_name,
            first_name: rest.join(" "),
            birth_date: patient.birth_date,
            phone: patient.phone,
            email: patient.email,
            national_id: patient.national_id,
            checked_at: checked,
            gone: patient.gone,
            pending_fields: patient.pending ? ["phone"] : [],
          },
        ]
      : [],
    appointments: { rows: [...mine, ...earlier], checked_at: checked },
    services: {
      rows: [
        {
          date: addDays(day, -80),
          name: "Consultație medicină internă",
          doctor: "Dr Vasiliu Andrei",
          quantity: 1,
          price: { amount: "250.00", currency: "RON" },
          foreign: false,
        },
        {
          date: addDays(day, -80),
          name: "EKG",
          doctor: "Dr Ionescu Elena",
          quantity: 1,
          price: { amount: "80.00", currency: "RON" },
          foreign: false,
        },
        ...(index === 3
          ? [
              {
                date: addDays(day, -12),
                name: "Ecografie",
                doctor: "Dr Ionescu Elena",
                quantity: 1,
                price: { amount: "300.00", currency: "RON" },
                foreign: true,
              },
            ]
          : []),
      ],
      checked_at: checked,
    },
    payments: {
      rows: [
        {
          note: "5512",
          date: addDays(day, -80),
          place: PLACES[0],
          payer: patient.name,
          total: { amount: "330.00", currency: "RON" },
          method: "CARD",
          foreign: false,
        },
        {
          note: "5513",
          date: addDays(day, -79),
          place: PLACES[0],
          payer: patient.name,
          total: { amount: "-80.00", currency: "RON" },
          method: "NUMERAR",
          foreign: false,
        },
      ],
      checked_at: checked,
    },
    contracts: {
      rows:
        index % 2
          ? [{ name: "Abonament familie", start: addDays(day, -200), end: addDays(day, 165), foreign: false }]
          : [],
      checked_at: checked,
    },
    phones: {
      rows: dental
        ? [
            { number: patient.phone ?? "", label: "cellulare" },
            { number: "+39 049 000 2231", label: "casa" },
            { number: "+39 049 000 7788", label: null },
          ]
        : [],
      checked_at: checked,
    },
    documents: {
      rows: dental
        ? [
            { id: uuid(8, 1), name: "consenso-igiene.pdf", kind: "consent", made_at: `${day}T09:40:00` },
            { id: uuid(8, 2), name: "Radiografia panoramica", kind: null, made_at: null },
          ]
        : [],
      checked_at: checked,
    },
    can: [...new Set(patient.sources.flatMap(({ vendor }) => ABILITIES[vendor]))],
    given_up:
      patient.gone && source?.vendor_id === null
        ? { by: "Ana Marin", at: new Date(world.now.getTime() - 60_000).toISOString(), reason: "Dublură" }
        : null,
  };
}

/** What every command of the invented clinic does. */
export const answers: Partial<Answers> = {
  ...auditAnswers,
  ...billAnswers,
  ...bookingAnswers,
  ...contractAnswers,
  ...deskAnswers,
  ...invoiceAnswers,
  ...labAnswers,
  ...moneyAnswers,
  ...paperAnswers,
  ...peopleAnswers,
  ...sessionAnswers,
  ...unsentAnswers,
  ...videoAnswers,
  app_state: (world) => ({ ...world.state, unsent: counts(world) }),
  open_training: (world) => {
    Object.assign(world.state, { situation: "ready", training: true });
    return world.state;
  },
  leave_training: (world) => {
    Object.assign(world.state, { situation: "first_start", training: false });
    return world.state;
  },
  preferences_set: (world, preferences) => {
    world.state.preferences = structuredClone(preferences);
    return preferences;
  },
  connections: (world) => world.state.connections,
  account_forms: () => [...FORMS],
  connection_try: (_, { vendor, secrets, details }) => tried(vendor, secrets, details),
  connection_add: (world, draft) => {
    const first = world.state.connections.every((each) => each.vendor !== draft.vendor);
    const connection = kept(draft, world.now, first);
    world.state.connections.push(connection);
    world.state.situation = "ready";
    return connection;
  },
  connection_edit: (world, edit) => {
    const { name, base_url, details, paths } = edited(world, edit);
    return Object.assign(connectionOf(world, edit.id), { name, base_url, details, paths });
  },
  connection_try_edit: (world, edit) => {
    const { id, details, secrets } = edited(world, edit);
    return tried(connectionOf(world, id).vendor, secrets, details);
  },
  connection_replace_keys: (world, { id, secrets }) => {
    const connection = connectionOf(world, id);
    const answer = tried(connection.vendor, secrets, {});
    if (answer.usable) connection.health = answer.tested ? "online" : "untested";
    return answer;
  },
  connection_remove: (world, { id }) => {
    if (world.entries.length > 0) fail("unsent-work");
    world.state.connections = world.state.connections.filter((each) => each.id !== id);
    return {};
  },
  connection_check: (world, { id }) => tried(connectionOf(world, id).vendor, {}, {}),
  connection_check_save: (world, { id }) => ({
    name: `connection-check-${connectionOf(world, id).vendor}-${today(world)}.txt`,
  }),
  connection_statuses: (world, { id }) => tableOf(world, id),
  connection_stages_confirm: (world, { id, stages }) => {
    const table = tableOf(world, id);
    for (const label of table.labels)
      label.stage = stages.find((each) => each.key === label.key)?.stage ?? null;
    table.confirmed = true;
    connectionOf(world, id).stages_confirmed = true;
    return table;
  },
  connection_work_points: (world, { id }) => (id === ACCOUNTS.alfadocs ? [] : world.workPoints),
  connection_work_points_confirm: (world, { id, work_points }) => {
    world.workPoints = work_points.map((point) => ({ ...point, confirmed: true }));
    connectionOf(world, id).work_points_confirmed = true;
    return world.workPoints;
  },
  patients_find: (world, { text, limit = 20 }) => {
    const hits = find(world, text);
    const almost = hits.length === 0 && text.trim().length > 3 ? find(world, text.trim().slice(0, 3)) : [];
    const shown = hits.length > 0 ? hits : almost;
    return {
      hits: shown.slice(0, limit),
      more: shown.length > limit,
      by_misspelling: almost.length > 0,
      searched: 5000,
    };
  },
  patients_find_at_vendor: (world, { text }) => ({
    hits: find(world, text).map((each) => ({
      ...each,
      appointments_checked_at: each.appointments_checked_at ?? world.now.toISOString(),
    })),
    unanswered: [],
  }),
  patient_open: (world, { id }) => page(world, id),
  patient_refresh: (world, { id }) => {
    for (const patient of world.people)
      if (patient.id === id) patient.appointments_checked_at = world.now.toISOString();
    return page(world, id);
  },
  patient_duplicates: (world, form) =>
    form.last_name.length < 2
      ? []
      : find(world, `${form.last_name} ${form.first_name}`)
          .slice(0, 3)
          .map((patient) => ({
            patient,
            likeness: patient.phone === form.phone ? "name_and_phone" : "name",
          })),
  patient_create: (world, { connection, form, intent }) => {
    const id = crypto.randomUUID();
    world.people.push({
      id,
      name: `${form.last_name} ${form.first_name}`,
      birth_date: form.birth_date ?? null,
      phone: form.phone,
      email: form.email,
      national_id: form.national_id ?? null,
      sources: [
        {
          record: crypto.randomUUID(),
          connection,
          connection_name: connectionOf(world, connection).name,
          vendor: connectionOf(world, connection).vendor,
          vendor_id: null,
        },
      ],
      next_visit: null,
      appointments_checked_at: null,
      gone: false,
      pending: true,
    });
    world.done.set(intent, () => void (world.people = world.people.filter((each) => each.id !== id)));
    return { patient: id, accepted: accepted(world, intent) };
  },
  patient_edit: (world, { record, before, after, intent }) => {
    const patient =
      world.people.find((each) => each.sources.some((source) => source.record === record)) ??
      fail("not-found");
    const { birth_date } = patient;
    Object.assign(patient, {
      name: `${after.last_name} ${after.first_name}`,
      phone: after.phone,
      email: after.email,
      birth_date: after.birth_date ?? patient.birth_date,
      pending: true,
    });
    world.done.set(intent, () =>
      Object.assign(patient, {
        name: `${before.last_name} ${before.first_name}`,
        phone: before.phone,
        email: before.email,
        birth_date,
        pending: false,
      }),
    );
    return accepted(world, intent);
  },
  gdpr_form: (world, { kind }) => ({
    url: `https://forms.medsoft.example/gdpr/${kind === "new" ? "7712" : "7301"}`,
    made_at: kind === "new" ? `${today(world)}T10:18:00` : "2024-08-02T09:12:00",
  }),
  patient_document_open: (_, { id }) => ({
    name: id === uuid(8, 1) ? "consenso-igiene.pdf" : "Radiografia panoramica",
  }),
  day: (world, { date }) => {
    const shown = date ?? today(world);
    return {
      date: shown,
      is_today: shown === today(world),
      zone: ZONE,
      rows: rows(world, shown),
      made_from: {
        checked: world.sync[0]?.patients_checked ?? 0,
        known: world.sync[0]?.patients_known ?? 0,
        fill_complete: world.sync[0]?.complete ?? false,
        last_full_round: world.sync[0]?.last_full_round ?? null,
        newest: world.sync[0]?.last_contact_at ?? null,
      },
      places: [...PLACES],
    };
  },
  appointment_set_status: (world, { appointment, key, value, intent }) => {
    const row = rowById(world, appointment);
    if (row.vendor_id === null) fail("row-without-id");
    const before = structuredClone(row);
    const exclusive = tableOf(world, row.connection).exclusive;
    for (const mark of row.statuses) {
      if (mark.key === key) Object.assign(mark, { set: value, pending: true });
      else if (exclusive && value) mark.set = false;
    }
    Object.assign(row, furthest(row.statuses), { pending: true, pending_state: "held" });
    row.arrived_at = row.statuses.some((mark) => mark.set && mark.stage === "arrived")
      ? (row.arrived_at ?? world.now.toISOString())
      : null;
    world.done.set(intent, () => Object.assign(row, before));
    return accepted(world, intent);
  },
  appointment_history: (world, { id }) =>
    rowById(world, id)
      .statuses.filter((mark) => mark.set)
      .toReversed()
      .map((mark, index) => ({
        at: new Date(world.now.getTime() - (index * 40 + 3) * 60_000).toISOString(),
        status: mark.name,
        value: true,
        here: mark.pending || index === 0,
        state: mark.pending ? "held" : "done",
        who: "Ana",
        happened_at: null,
        reason: null,
        moved: [],
      })),
  action_undo: (world, { id }) => {
    const back = world.done.get(id) ?? fail("too-late-to-undo");
    back();
    world.done.delete(id);
    return { ...accepted(world, id), state: "discarded", held_until: null };
  },
  unsent: (world) => ({ entries: world.entries, counts: counts(world) }),
  unsent_resolve: (world, request) => {
    const { id, decision } = request;
    if (resolveInvoice(world, request)) return { entries: world.entries, counts: counts(world) };
    const asked = world.entries.find((each) => each.id === id) ?? fail("not-found");
    checkNamed(asked, request);
    if (decision === "discard" && request.money_kept === false && !asked.money_here)
      fail("invalid-field", { field: "money_kept", reason: "at-vendor" });
    world.entries =
      decision === "discard"
        ? world.entries.filter((entry) => entry.id !== id)
        : world.entries.map((entry) =>
            entry.id === id ? { ...entry, state: "queued", question: null, may: [] } : entry,
          );
    return { entries: world.entries, counts: counts(world) };
  },
  sync_state: (world) => world.sync,
  sync_pause: (world) => world.sync.map((state) => Object.assign(state, { phase: "paused" })),
  sync_resume: (world) =>
    world.sync.map((state) => Object.assign(state, { phase: state.complete ? "fresh" : "appointments" })),
  sync_now: (world) => world.sync,
};
