import type {
  EntryState,
  FieldProblem,
  LabDesk,
  LabForm,
  LabOrder,
  LabReport,
  LabSending,
  PatientBrief,
  WireError,
} from "../bindings";
import type { Answers, World } from "./fake";
import { uuid } from "./people";

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

/** What was sent to the invented laboratory; tests may change it before or while the pages stand. */
export interface LabWorld {
  desk: LabDesk;
  /** The form of each order as it was last sent. */
  forms: Map<string, LabForm>;
  /** How many new numbers were given out. */
  numbers: number;
}

const worlds = new WeakMap<World, LabWorld>();

const account = (world: World) => world.state.connections.find((each) => each.can.includes("laboratory"));

function before(world: World, minutes: number): string {
  return new Date(world.now.getTime() - minutes * 60_000).toISOString();
}

function brief(world: World, id: string | null): PatientBrief | null {
  const known = world.people.find((each) => each.id === id);
  if (!known) return null;
  const { name, birth_date, phone } = known;
  return { id: known.id, name, birth_date, phone, vendor_id: known.sources[0]?.vendor_id ?? null };
}

function formFor(world: World, patient: string | null, number: string): LabForm {
  const known = world.people.find((each) => each.id === patient);
  return {
    event: "created",
    number,
    patient: {
      id: known?.sources[0]?.vendor_id ?? "",
      name: known?.name ?? "",
      birth_date: known?.birth_date ?? null,
      sex: "",
      national_id: known?.national_id ?? "",
      phone: known?.phone ?? "",
      email: known?.email ?? "",
    },
    procedures: [],
    samples: [],
    requester: { name: "", council_number: "", council_state: "" },
    attachments: [],
    clinical_data: [],
  };
}

function made(world: World): LabWorld {
  const connection = account(world);
  const lab: LabWorld = { desk: { orders: [], reports: [] }, forms: new Map(), numbers: 40 };
  if (!connection) return lab;
  const orders: [number, string, string[], [LabSending["event"], EntryState, number][]][] = [
    [3, "L-1123-7KQ", ["Painel BRCA1 e BRCA2"], [["created", "asks", 4]]],
    [13, "L-1123-5TD", ["Exoma completo", "Cariótipo"], [["created", "done", 38]]],
    [
      8,
      "L-1122-9PA",
      ["Painel cardiopatias"],
      [
        ["exams_changed", "queued", 2],
        ["created", "done", 1500],
      ],
    ],
    [
      11,
      "L-1120-2MW",
      ["Trombofilia"],
      [
        ["cancelled", "done", 2900],
        ["created", "done", 4300],
      ],
    ],
    [
      16,
      "L-1119-8RC",
      ["Painel câncer hereditário", "Farmacogenética"],
      [
        ["blocked", "done", 5500],
        ["details_changed", "done", 5600],
        ["created", "done", 5800],
      ],
    ],
  ];
  orders.forEach(([person, number, exams, sent], at) => {
    const id = uuid(20, at + 1);
    const form = formFor(world, uuid(1, person), number);
    form.procedures = exams.map((name, index) => ({ code: `G${120 + at * 7 + index}`, name }));
    form.samples = [
      { code: `AM${7700 + at}`, material: "Sangue periférico", collected_at: "2026-11-23T09:40:00" },
    ];
    form.requester = { name: "Dra. Helena Prado", council_number: "52318", council_state: "PE" };
    lab.forms.set(id, form);
    lab.desk.orders.push({
      id,
      connection: connection.id,
      connection_name: connection.name,
      patient: brief(world, uuid(1, person)),
      patient_name: form.patient.name,
      number,
      exams,
      sent: sent.map(([event, state, minutes], index) => ({
        entry: uuid(21, at * 10 + index),
        event,
        state,
        created_at: before(world, minutes),
      })),
      created_at: before(world, sent.at(-1)?.[2] ?? 0),
    });
  });
  const report = (at: number, state: EntryState, own: Partial<LabReport>): LabReport => ({
    entry: uuid(22, at),
    connection: connection.id,
    order: null,
    execution: String(1000 + at),
    file_name: `laudo-${1000 + at}.pdf`,
    bytes: 412_000 + at * 91_000,
    state,
    created_at: before(world, at * 25),
    ...own,
  });
  lab.desk.reports = [
    report(1, "sending", { order: uuid(20, 2), bytes: 6_900_000 }),
    report(2, "waiting", {}),
    report(3, "refused", { file_name: "laudo final assinado - Painel cardiopatias.pdf" }),
    report(4, "done", { order: uuid(20, 5) }),
  ];
  return lab;
}

/** The laboratory of a world. */
export function labOf(world: World): LabWorld {
  const known = worlds.get(world);
  if (known) return known;
  const fresh = made(world);
  worlds.set(world, fresh);
  return fresh;
}

/** What the invented laboratory would refuse of a form. */
export function problemsOf(form: LabForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const need = (field: string, value: string) => {
    if (value.trim() === "") problems.push({ field, reason: "required" });
  };
  need("number", form.number);
  need("patient.name", form.patient.name);
  if (form.patient.email && !form.patient.email.includes("@"))
    problems.push({ field: "patient.email", reason: "not-an-email" });
  if (form.event === "created" || form.event === "exams_changed") {
    if (form.procedures.length === 0) problems.push({ field: "procedures", reason: "required" });
  }
  form.procedures.forEach(({ code }, at) => need(`procedures.${at}.code`, code));
  form.samples.forEach(({ code }, at) => need(`samples.${at}.code`, code));
  const { requester } = form;
  if (requester.council_number || requester.council_state) need("requester.name", requester.name);
  return problems;
}

function orderOf(world: World, id: string): LabOrder {
  return labOf(world).desk.orders.find((each) => each.id === id) ?? fail("not-found");
}

/** What the laboratory's commands of the invented clinic do. */
export const labAnswers: Partial<Answers> = {
  lab_desk: (world) => labOf(world).desk,
  lab_prefill: (world, { patient }) => {
    const lab = labOf(world);
    lab.numbers += 1;
    return formFor(world, patient ?? null, `L-1123-${lab.numbers}X`);
  },
  lab_order: (world, { id }) => {
    orderOf(world, id);
    return labOf(world).forms.get(id) ?? fail("not-found");
  },
  lab_preview: (_, { form }) => {
    const problems = problemsOf(form);
    const { event, number, ...rest } = form;
    return {
      json: problems.length > 0 ? null : JSON.stringify({ id: number, event, ...rest }, null, 2),
      problems,
    };
  },
  lab_send: (world, { intent, connection, patient, form }) => {
    const [problem] = problemsOf(form);
    if (problem) fail("invalid-field", { field: problem.field, reason: problem.reason });
    const lab = labOf(world);
    const undone = structuredClone(lab.desk.orders);
    const entry = crypto.randomUUID();
    const sending: LabSending = {
      entry,
      event: form.event,
      state: "held",
      created_at: world.now.toISOString(),
    };
    let order = lab.desk.orders.find((each) => each.number === form.number);
    if (!order) {
      order = {
        id: crypto.randomUUID(),
        connection,
        connection_name: account(world)?.name ?? "",
        patient: brief(world, patient ?? null),
        patient_name: form.patient.name,
        number: form.number,
        exams: [],
        sent: [],
        created_at: world.now.toISOString(),
      };
      lab.desk.orders.unshift(order);
    }
    order.sent.unshift(sending);
    order.exams = form.procedures.map(({ name, code }) => name || code);
    lab.forms.set(order.id, structuredClone(form));
    world.done.set(intent, () => {
      lab.desk.orders = undone;
      world.tell({ event: "changed", tags: ["laboratory"] });
    });
    const held_until = new Date(
      world.now.getTime() + world.state.preferences.hold_seconds * 1000,
    ).toISOString();
    return { order: order.id, accepted: { intent, entry, state: "held", held_until } };
  },
  lab_upload: (world, { intent, connection, order, execution, file_name, base64 }) => {
    const bytes = Math.floor((base64.length * 3) / 4);
    if (!atob(base64.slice(0, 1024)).includes("%PDF-"))
      fail("invalid-field", { field: "base64", reason: "not-a-pdf" });
    const entry = crypto.randomUUID();
    labOf(world).desk.reports.unshift({
      entry,
      connection,
      order: order ?? null,
      execution,
      file_name,
      bytes,
      state: "sending",
      created_at: world.now.toISOString(),
    });
    return { intent, entry, state: "queued", held_until: null };
  },
};
