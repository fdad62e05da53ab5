import type { ActionKind, Decision, Resolve, UnsentEntry, UnsentForm, WireError } from "../bindings";
import { ACCOUNTS } from "./accounts";
import { bookedAs, clashes } from "./booking";
import type { Answers, World } from "./fake";
import { CONNECTION, CONNECTION_NAME, sourceOf, uuid } from "./people";

const BASE: Omit<UnsentEntry, "id" | "intent" | "created_at"> = {
  connection_id: CONNECTION,
  connection: CONNECTION_NAME,
  vendor: "medsoft",
  author: "Ana",
  action: "set_status",
  patient_name: "Popescu Ion",
  patient_birth_date: "1974-01-31",
  patient: uuid(1, 3),
  status: null,
  value: null,
  date: null,
  start: null,
  doctor: null,
  subject: null,
  invoice: null,
  bill: null,
  state: "waiting",
  attempts: 0,
  lost: 0,
  looks: 0,
  next_at: null,
  reason: null,
  vendor_code: null,
  vendor_message: null,
  waits_for: null,
  question: null,
  money_here: false,
  may: [],
  form: null,
  fields: [],
};

/** One entry of every kind a person can meet. */
export function entries(now: Date): UnsentEntry[] {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const make = (index: number, minutes: number, own: Partial<UnsentEntry>): UnsentEntry => ({
    ...BASE,
    id: uuid(4, index),
    intent: uuid(5, index),
    created_at: before(minutes),
    ...own,
  });
  const status = {
    status: "A sosit",
    value: true,
    date: "2026-11-23",
    start: "10:10:00",
    doctor: "Dr Vasiliu Andrei",
  };
  return [
    make(1, 14, {
      ...status,
      state: "asks",
      question: { kind: "label_changed", was: "A sosit", now: "În sala de așteptare" },
      may: ["send", "discard"],
    }),
    make(2, 60, {
      action: "update_patient",
      fields: ["phone", "email"],
      patient_name: "Matei Elena",
      patient_birth_date: "1959-03-19",
      patient: uuid(1, 13),
      state: "asks",
      question: {
        kind: "conflict",
        fields: [
          { field: "phone", yours: "0721 445 091", theirs: "0721 445 900", before: "0721 445 090" },
          { field: "email", yours: "elena.matei@example.ro", theirs: "", before: "matei13@example.ro" },
        ],
      },
      may: ["send", "edit", "theirs", "discard"],
      form: {
        kind: "patient",
        record: sourceOf(13).record,
        form: {
          last_name: "Matei",
          first_name: "Elena",
          phone: "0721 445 091",
          email: "elena.matei@example.ro",
        },
      },
    }),
    make(3, 95, {
      action: "create_patient",
      patient_name: "Toma Ilinca",
      patient_birth_date: null,
      patient: null,
      state: "refused",
      attempts: 1,
      reason: "vendor-refused",
      vendor_message: "Numarul de telefon nu este valid",
      may: ["send", "edit", "discard"],
      form: {
        kind: "patient",
        record: uuid(2, 900),
        form: { last_name: "Toma", first_name: "Ilinca", phone: "07", email: "", national_id: "" },
      },
    }),
    make(4, 4, {
      ...status,
      patient_name: "Rusu Gabriel",
      patient_birth_date: "1985-12-05",
      patient: uuid(1, 8),
      state: "waiting",
      attempts: 2,
      next_at: before(-1),
      reason: "offline",
      may: ["send", "discard"],
    }),
    make(5, 2, {
      action: "gdpr_form",
      patient_name: "Șerban Luminița",
      patient_birth_date: "1968-09-09",
      patient: uuid(1, 16),
      state: "unknown",
      attempts: 1,
    }),
  ];
}

/** More of them, for drawing: held, blocked by another, and what only a person can look up. */
export function more(now: Date): UnsentEntry[] {
  const [, , refused] = entries(now);
  const made = now.toISOString();
  const make = (index: number, own: Partial<UnsentEntry>): UnsentEntry => ({
    ...BASE,
    id: uuid(4, index),
    intent: uuid(5, index),
    created_at: made,
    ...own,
  });
  return [
    make(20, {
      action: "send_lab",
      connection_id: ACCOUNTS.gensoft,
      connection: "Gensoft",
      vendor: "gensoft",
      subject: "FD-118",
      state: "asks",
      attempts: 1,
      question: { kind: "look_there" },
      may: ["send", "happened", "discard"],
    }),
    make(21, {
      status: "Anulat de pacient",
      value: true,
      date: "2026-11-23",
      start: "11:20:00",
      doctor: "Dr Ionescu Elena",
      state: "held",
      may: ["send", "edit", "discard"],
      form: { kind: "status", reason: "a sunat soția" },
    }),
    make(22, {
      action: "gdpr_form",
      patient_name: "Toma Ilinca",
      patient_birth_date: null,
      patient: null,
      state: "blocked",
      may: ["discard"],
      waits_for: refused?.id ?? null,
    }),
  ];
}

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

/** What goes out with nobody watching. */
const WAITS: readonly ActionKind[] = [
  "set_status",
  "create_patient",
  "update_patient",
  "upload_report",
  "file_document",
];

/** A decision is about the question and the try on the screen; whoever decides about money or the like says which. */
export function checkNamed(entry: UnsentEntry, { attempts, decision, question }: Resolve): void {
  const named = entry.question !== null && decision !== "edit" && !WAITS.includes(entry.action);
  if (!question && named) fail("invalid-field", { field: "question", reason: "required" });
  if (attempts === undefined && named) fail("invalid-field", { field: "attempts", reason: "required" });
  if (question && JSON.stringify(question) !== JSON.stringify(entry.question)) fail("not-allowed");
  if (attempts !== undefined && attempts !== entry.attempts) fail("not-allowed");
}

const MAY: readonly Decision[] = ["send", "edit", "discard"];

/** The pencilled appointment moves with its booking. */
function rebook(
  world: World,
  intent: string,
  { form, despite }: Extract<UnsentForm, { kind: "appointment" }>,
): void {
  if (clashes(world, form, intent).length > 0 && !despite) {
    fail("invalid-field", { field: "despite", reason: "something-in-the-way" });
  }
  for (const [date, rows] of world.days) {
    const row = rows.find(({ id }) => id === intent);
    if (!row || !form.date) continue;
    world.days.set(
      date,
      rows.filter(({ id }) => id !== intent),
    );
    const moved = { ...row, ...bookedAs(form) };
    world.days.set(form.date, [...(world.days.get(form.date) ?? []), moved]);
    return;
  }
}

/** Changing and saving what is unsent. */
export const unsentAnswers: Partial<Answers> = {
  unsent_edit: (world, { id, form }) => {
    const entry = world.entries.find((each) => each.id === id) ?? fail("not-found");
    if (!entry.may.includes("edit") || entry.form?.kind !== form.kind) fail("not-allowed");
    if (form.kind === "patient") entry.patient_name = `${form.form.last_name} ${form.form.first_name}`;
    if (form.kind === "video" || form.kind === "appointment")
      Object.assign(entry, { date: form.form.date, start: form.form.time });
    if (form.kind === "appointment") rebook(world, entry.intent, form);
    Object.assign(entry, {
      form,
      state: "queued",
      reason: null,
      vendor_code: null,
      vendor_message: null,
      question: null,
      may: [...MAY],
    });
    return {
      entries: world.entries,
      counts: { unsent: world.entries.length, needs_person: 0, oldest: null },
    };
  },
  unsent_export: () => ({ name: "unsent-2026-11-23.csv" }),
};
