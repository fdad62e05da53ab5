import { signOf, sum, times } from "../../text/decimal";
import { civilAt } from "../../text/format";
import type {
  CheckInvoice,
  FieldProblem,
  Invoice,
  InvoiceDesk,
  InvoiceLineForm,
  InvoiceStep,
  InvoiceTotals,
  IssueInvoice,
  PatientHit,
  PriceItem,
  Question,
  Resolve,
  UnsentEntry,
  WireError,
} from "../bindings";
import { PLACES, ZONE } from "./day";
import { slipsOf, spendSlip } from "./money";
import type { Answers, World } from "./fake";
import { uuid } from "./people";
import { checkNamed } from "./unsent";

/** What goes wrong at the next step of an invoice. */
export type Trouble = { at: InvoiceStep; question: Question } | { at: InvoiceStep; refused: string };

/** The invoices of an invented clinic; tests may change them before or while the pages stand. */
export interface InvoiceWorld {
  prices: PriceItem[];
  invoices: Invoice[];
  trouble: Trouble | null;
  /** The vendor's paper came mangled, so that a copy was made of it. */
  mangled: boolean;
  deposit: string | null;
  /** The word that the vendor noted a payment with that was not taken so. */
  notes: string | null;
  /** Codes that one work point alone sells. */
  soldOnlyAt: Record<string, string>;
  /** What the clinic has said its vendor notes. */
  notedMethod: string | null;
  next: number;
}

const worlds = new WeakMap<World, InvoiceWorld>();
const RON = "RON";

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

const item = (code: string, name: string, price: string | null, own: Partial<PriceItem> = {}): PriceItem => ({
  kind: "service",
  code,
  name,
  price: price === null ? null : { amount: price, currency: RON },
  price_may_change: false,
  takes_quantity: true,
  favourite: false,
  ...own,
});

function priceList(): PriceItem[] {
  return [
    item("101", "Consultație medicină internă", "250.00", { favourite: true }),
    item("102", "Consultație cardiologie", "320.00"),
    item("103", "Control în 30 de zile", "120.00"),
    item("110", "Electrocardiogramă (ECG)", "80.00", { favourite: true }),
    item("111", "Ecografie abdominală", "180.50"),
    item("112", "Ecografie cardiacă", "260.00"),
    item("120", "Recoltare sânge", "15.00"),
    item("130", "Adeverință medicală", null, { price_may_change: true }),
    item("131", "Ședință de fizioterapie", "95.00", { price_may_change: true }),
    item("140", "Telemedicină", "40.00", { price: { amount: "40.00", currency: "EUR" } }),
    item("7", "Bandă elastică", "29.90", { kind: "product" }),
    item("8", "Orteză genunchi", "214.35", { kind: "product", price_may_change: true }),
    item("A1", "Abonament familie, o lună", "400.00", { kind: "contract", takes_quantity: false }),
  ];
}

/** The invoices of a world. */
export function invoicesOf(world: World): InvoiceWorld {
  const known = worlds.get(world);
  if (known) return known;
  const made: InvoiceWorld = {
    prices: priceList(),
    invoices: [],
    trouble: null,
    mangled: false,
    deposit: null,
    notes: null,
    soldOnlyAt: {},
    notedMethod: null,
    next: 1024,
  };
  worlds.set(world, made);
  return made;
}

function patientOf(world: World, record: string): PatientHit {
  return (
    world.people.find((each) => each.sources.some((source) => source.record === record)) ?? fail("not-found")
  );
}

/** The work point of today's visits, where they agree and a person has confirmed it. */
function visitedAt(world: World, patient: string): string | null {
  const places = new Set(
    (world.days.get(civilAt(world.now, ZONE).date) ?? [])
      .filter((row) => row.patient.id === patient && row.stage !== "cancelled")
      .map(({ place }) => place),
  );
  const [place] = places;
  const point = world.workPoints.find(({ name, confirmed }) => confirmed && name === place);
  return places.size === 1 ? (point?.vendor_id ?? null) : null;
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const isOffline = (world: World, connection: string) =>
  world.state.connections.find(({ id }) => id === connection)?.health === "offline";

function problemsOf(line: InvoiceLineForm, at: number, found: PriceItem | undefined): FieldProblem[] {
  const wrong = (name: string, reason: string) => [{ field: `lines.${at}.${name}`, reason }];
  if (!found) return wrong("code", "unknown-service");
  if (line.quantity < 1) return wrong("quantity", "too-small");
  if (found.price && found.price.currency !== RON) return wrong("code", "other-currency");
  if (line.price === undefined) return found.price ? [] : wrong("price", "no-price");
  if (!found.price_may_change) return wrong("price", "price-fixed");
  const sign = signOf(line.price);
  if (sign === null) return wrong("price", "not-a-number");
  return sign === 1 ? [] : wrong("price", "too-small");
}

function check(world: World, { form }: CheckInvoice): InvoiceTotals {
  const { prices, deposit } = invoicesOf(world);
  const problems: FieldProblem[] = [];
  if (form.lines.length === 0) problems.push({ field: "lines", reason: "required" });
  const point = world.workPoints.find(({ vendor_id }) => vendor_id === form.work_point);
  if (form.work_point === "") problems.push({ field: "work_point", reason: "required" });
  else if (!point?.confirmed) problems.push({ field: "work_point", reason: "unconfirmed-work-point" });
  if (deposit && !form.deposit_used) problems.push({ field: "deposit_used", reason: "open-deposit" });
  const lines = form.lines.map((line, at) => {
    const found = prices.find(({ kind, code }) => kind === line.kind && code === line.code);
    const own = problemsOf(line, at, found);
    problems.push(...own);
    const abroad = own.some(({ reason }) => reason === "other-currency");
    const unit = own.length > 0 && !abroad ? null : (line.price ?? found?.price?.amount ?? null);
    const total = unit === null ? null : times(unit, line.quantity);
    const currency = found?.price?.currency ?? RON;
    const of = (amount: string | null) => (amount === null ? null : { amount, currency });
    return { name: found?.name ?? "", unit: of(unit), total: of(total) };
  });
  // Amounts of two currencies are never added.
  const sums = lines.flatMap(({ total }) => (total?.currency === RON ? [total.amount] : []));
  return {
    lines,
    total: lines.length > 0 && sums.length === lines.length ? { amount: sum(sums), currency: RON } : null,
    problems,
    asked_about: form.payment.method === "cash" ? null : invoicesOf(world).notes,
  };
}

function desk(world: World, record: string): InvoiceDesk {
  const patient = patientOf(world, record);
  const source = patient.sources.find((each) => each.record === record) ?? fail("not-found");
  const { invoices, deposit } = invoicesOf(world);
  const online = !isOffline(world, source.connection);
  return {
    record,
    patient: patient.id,
    connection: source.connection,
    connection_name: source.connection_name,
    online,
    patient_name: patient.name,
    birth_date: patient.birth_date,
    national_id_tail: patient.national_id?.slice(-4) ?? null,
    work_points: world.workPoints,
    work_point: visitedAt(world, patient.id),
    currency: RON,
    services_elsewhere: [
      {
        date: "2026-11-20",
        name: "Ecografie abdominală",
        doctor: "Dr Ionescu Elena",
        quantity: 1,
        price: { amount: "180.50", currency: RON },
        foreign: false,
      },
    ],
    payments_elsewhere: [
      {
        note: "5512",
        date: "2026-09-04",
        place: PLACES[0],
        payer: patient.name,
        total: { amount: "330.00", currency: RON },
        method: "CARD",
        foreign: false,
      },
    ],
    checked_at: world.now.toISOString(),
    slips: slipsOf(world, patient.id),
    open_deposit: deposit ? { sum: { amount: deposit, currency: RON } } : null,
    unfinished: invoices.filter(
      (each) => each.record === record && each.state !== "issued" && each.state !== "not_issued",
    ),
  };
}

function entryOf(invoice: Invoice, world: World): UnsentEntry {
  const { step, question, reason, vendor_message, may, total } = invoice;
  return {
    id: invoice.entry ?? "",
    intent: invoice.intent,
    connection_id: invoice.connection,
    connection: invoice.connection_name,
    vendor: "medsoft",
    author: invoice.author,
    action:
      step === "services" ? "invoice_services" : step === "payment" ? "invoice_payment" : "invoice_issue",
    patient_name: invoice.patient_name,
    patient_birth_date: invoice.birth_date,
    patient: invoice.patient,
    status: null,
    value: null,
    date: null,
    start: null,
    doctor: null,
    subject: `${total.amount} ${total.currency}`,
    invoice: invoice.id,
    bill: null,
    state: question ? "asks" : reason ? "refused" : "queued",
    attempts: invoice.attempts,
    lost: question?.kind === "look_there" ? 1 : 0,
    looks: 0,
    next_at: null,
    reason,
    vendor_code: null,
    vendor_message,
    waits_for: null,
    question,
    money_here: invoice.money_here,
    may,
    form: null,
    fields: [],
    created_at: world.now.toISOString(),
  };
}

/** An invoice changes, and with it the entry that stands for its step. */
function change(world: World, invoice: Invoice, changes: Partial<Invoice>): void {
  Object.assign(invoice, changes);
  world.entries = world.entries.filter((each) => each.invoice !== invoice.id);
  const over = invoice.state === "issued" || invoice.state === "not_issued";
  if (!over) world.entries.push(entryOf(invoice, world));
  world.tell({ event: "changed", tags: ["money", "unsent", "papers", "patients"] });
}

const NOTHING_ASKED = { question: null, next_at: null, reason: null, vendor_message: null, may: [] };

function ask(world: World, invoice: Invoice, question: Question, state: Invoice["state"] = "needs_person") {
  // Without the codes it can only be finished at the vendor, or taken away there.
  const lost = question.kind === "stopped" && question.stop.why === "codes_lost";
  const may: Invoice["may"] = lost ? ["happened", "discard"] : ["happened", "send", "discard"];
  change(world, invoice, { state, question, may, attempts: question.kind === "needs_live_line" ? 0 : 1 });
}

function done(world: World, invoice: Invoice, step: InvoiceStep): void {
  const own = invoicesOf(world);
  if (step === "services") return change(world, invoice, { reached: step, step: "payment" });
  if (step === "payment")
    return change(world, invoice, { reached: step, step: "invoice", note: "5620", money_here: false });
  const number = String((own.next += 1));
  return change(world, invoice, {
    state: "issued",
    reached: "invoice",
    step: null,
    entry: null,
    series: "VVM",
    number,
    vendor_id: `88${number}`,
    issued_on: "2026-11-23",
    paper: uuid(30, Number(number)),
    copy: own.mangled,
  });
}

/** Moves every invoice that is on its way by one step, as the outbox would. */
export function stepInvoices(world: World): void {
  const own = invoicesOf(world);
  for (const invoice of own.invoices) {
    const { state, step } = invoice;
    if (state !== "on_the_way" || !step) continue;
    const { trouble } = own;
    if (trouble?.at !== step) {
      done(world, invoice, step);
      continue;
    }
    own.trouble = null;
    if ("question" in trouble) ask(world, invoice, trouble.question);
    else
      change(world, invoice, {
        state: "needs_person",
        reason: "vendor-refused",
        vendor_message: trouble.refused,
        may: ["happened", "send", "discard"],
      });
  }
}

function issue(world: World, { record, form, total: confirmed, taking, intent }: IssueInvoice): Invoice {
  const own = invoicesOf(world);
  const known = own.invoices.find((each) => each.intent === intent);
  if (known) return known;
  const { problems, total, lines } = check(world, { record, form });
  const [problem] = problems;
  if (problem) fail("invalid-field", { field: problem.field, reason: problem.reason });
  if (!total) fail("invalid-field", { field: "lines", reason: "no-price" });
  if (confirmed !== undefined && confirmed !== total.amount)
    fail("invalid-field", { field: "total", reason: "changed" });
  const at = desk(world, record);
  const id = uuid(31, own.invoices.length + 1);
  spendSlip(world, taking, {
    patient: at.patient,
    amount: total.amount,
    method: form.payment.method,
    use: { invoice: id },
  });
  const invoice: Invoice = {
    id,
    intent,
    record,
    patient: at.patient,
    patient_name: at.patient_name,
    birth_date: at.birth_date,
    connection: at.connection,
    connection_name: at.connection_name,
    work_point: world.workPoints.find(({ vendor_id }) => vendor_id === form.work_point)?.name ?? "",
    lines: form.lines.map(({ kind, code, quantity }, index) => ({
      kind,
      code,
      quantity,
      name: lines[index]?.name ?? "",
      unit: lines[index]?.unit?.amount ?? null,
      total: lines[index]?.total?.amount ?? null,
    })),
    total,
    payment: form.payment,
    state: "on_the_way",
    reached: null,
    step: "services",
    entry: uuid(32, own.invoices.length + 1),
    ...NOTHING_ASKED,
    money_here: true,
    series: null,
    number: null,
    vendor_id: null,
    note: null,
    noted_as: null,
    attempts: 0,
    issued_on: null,
    by_hand: false,
    paper: null,
    copy: false,
    created_at: world.now.toISOString(),
    author: "Ana",
  };
  own.invoices.unshift(invoice);
  if (at.online) change(world, invoice, {});
  else ask(world, invoice, { kind: "needs_live_line" }, "prepared");
  return invoice;
}

const find = (world: World, id: string) =>
  invoicesOf(world).invoices.find((each) => each.id === id) ?? fail("not-found");

function resume(world: World, invoice: Invoice): void {
  if (!invoice.may.includes("send")) fail("not-allowed");
  if (isOffline(world, invoice.connection)) return;
  change(world, invoice, { ...NOTHING_ASKED, state: "on_the_way" });
}

/** A person's decision on a step of an invoice; answers whether the entry was one. */
export function resolveInvoice(world: World, request: Resolve): boolean {
  const { id, decision, reason, issued, money_kept } = request;
  const invoice = invoicesOf(world).invoices.find((each) => each.entry === id);
  if (!invoice) return false;
  if (!invoice.may.includes(decision)) fail("not-allowed");
  checkNamed(entryOf(invoice, world), request);
  if (decision === "send") resume(world, invoice);
  if (decision === "happened") {
    if (!issued?.series.trim()) fail("invalid-field", { field: "series", reason: "required" });
    if (!issued.number.trim()) fail("invalid-field", { field: "number", reason: "required" });
    change(world, invoice, {
      ...NOTHING_ASKED,
      ...issued,
      state: "issued",
      step: null,
      entry: null,
      by_hand: true,
      issued_on: "2026-11-23",
    });
  }
  if (decision === "discard") {
    const doubtful = invoice.reached !== null || invoice.question?.kind === "look_there";
    if (doubtful && !reason?.trim()) fail("invalid-field", { field: "reason", reason: "required" });
    if (money_kept === false && !invoice.money_here)
      fail("invalid-field", { field: "money_kept", reason: "at-vendor" });
    change(world, invoice, {
      ...NOTHING_ASKED,
      state: "not_issued",
      step: null,
      entry: null,
      money_here: false,
    });
  }
  return true;
}

const WANTING: readonly Invoice["state"][] = ["needs_person", "prepared", "on_the_way"];

/** Price list and invoices. */
export const invoiceAnswers: Partial<Answers> = {
  price_list: (world, { text, limit = 50, work_point }) => {
    const tokens = fold(text).split(/\s+/).filter(Boolean);
    const { prices, soldOnlyAt } = invoicesOf(world);
    const found = prices.filter(({ name, code }) =>
      tokens.every((token) => fold(`${code} ${name}`).includes(token)),
    );
    const all = found
      .filter(({ code }) => !work_point || (soldOnlyAt[code] ?? work_point) === work_point)
      .toSorted((left, right) => Number(right.favourite) - Number(left.favourite));
    return {
      items: all.slice(0, limit),
      more: all.length > limit,
      checked_at: new Date(world.now.getTime() - 3_600_000).toISOString(),
      sold_at: all.length > 0 ? [] : found.flatMap(({ code }) => soldOnlyAt[code] ?? []),
    };
  },
  price_list_refresh: () => ({}),
  price_favourite: (world, { kind, code, on }) => {
    const row = invoicesOf(world).prices.find((each) => each.kind === kind && each.code === code);
    (row ?? fail("not-found")).favourite = on;
    return {};
  },
  invoice_desk: (world, { id }) => desk(world, id),
  invoice_check: check,
  invoice_issue: (world, request) => {
    const { id, entry } = issue(world, request);
    return {
      invoice: id,
      accepted: { intent: request.intent, entry: entry ?? "", state: "queued", held_until: null },
    };
  },
  invoice_resume: (world, { id }) => {
    const invoice = find(world, id);
    // What is asked is answered by a decision that names it.
    const asked = invoice.question !== null && invoice.question.kind !== "needs_live_line";
    if (asked || (invoice.question && invoice.state !== "prepared")) fail("not-allowed");
    resume(world, invoice);
    return invoice;
  },
  invoice_noted_method: (world) => ({ word: invoicesOf(world).notedMethod }),
  invoice_noted_method_set: (world, { word }) => {
    invoicesOf(world).notedMethod = word?.trim() || null;
    world.tell({ event: "changed", tags: ["money", "connections"] });
    return {};
  },
  invoices: (world, { patient, unfinished, noted_otherwise }) => ({
    invoices: invoicesOf(world)
      .invoices.filter((each) => patient === undefined || each.patient === patient)
      .filter((each) => !unfinished || WANTING.includes(each.state))
      .filter((each) => !noted_otherwise || each.noted_as !== null)
      .toSorted(
        (left, right) => Number(right.state === "needs_person") - Number(left.state === "needs_person"),
      ),
  }),
  invoice: (world, { id }) => find(world, id),
};
