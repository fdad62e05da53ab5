import { addDays, civilAt } from "../../text/format";
import { less, signOf, sum } from "../../text/decimal";
import type {
  CashUp,
  CashUpLine,
  MoneyDay,
  MoneyMove,
  MoneyPaper,
  NotPaid,
  PaymentMethod,
  StatementLine,
  SumRow,
  Taking,
  UnpaidRow,
  VendorPayment,
  WireError,
} from "../bindings";
import { ZONE } from "./day";
import type { Answers, World } from "./fake";
import { contentOf, keepPaper } from "./papers";
import { uuid } from "./people";

/** What the invented clinic keeps of its money desk. */
export interface MoneyKept {
  takings: Taking[];
  moves: MoneyMove[];
  cashUps: CashUp[];
  atVendors: VendorPayment[];
  slips: number;
  currency: string;
  currencies: string[];
}

const KEPT = new WeakMap<World, MoneyKept>();

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

const author = (world: World) => world.state.session.user?.name ?? "Ana";
const today = (world: World) => civilAt(world.now, ZONE).date;

/** The connections that have somebody. */
function accountsOf(world: World, patient: string | null): string[] {
  const sources = world.people.find(({ id }) => id === patient)?.sources ?? [];
  return [...new Set(sources.map(({ connection }) => connection))];
}

/** The name of the only one of them. */
function accountOf(world: World, patient: string | null): string | null {
  const [one, ...others] = accountsOf(world, patient);
  const found = world.state.connections.find(({ id }) => id === one);
  return others.length === 0 ? (found?.name ?? null) : null;
}

function taking(world: World, index: number, amount: string, method: PaymentMethod): Taking {
  const { id, name, birth_date } = world.people[index] ?? fail("not-found");
  return {
    id: uuid(0x32, index),
    at: new Date(world.now.getTime() - (index + 1) * 1_500_000).toISOString(),
    author: index % 2 === 0 ? "Ana" : "Ioana",
    patient: id,
    patient_name: name,
    birth_date,
    amount: { amount, currency: "RON" },
    method,
    fiscal_receipt: null,
    card_slip: null,
    note: null,
    slip: null,
    invoice: null,
    invoice_number: null,
    bill: null,
    bill_number: null,
    account: accountOf(world, id),
    at_vendor: true,
    left: { amount, currency: "RON" },
    still_there: false,
    under_way: false,
    not_made: false,
    listed_there: false,
    takes_back: null,
  };
}

const isHere = (each: Taking) => !each.takes_back && signOf(each.left.amount) !== 0;

/** The money desk of the invented clinic; tests may change it. */
export function moneyOf(world: World): MoneyKept {
  const known = KEPT.get(world);
  if (known) return known;
  const slipped = { at_vendor: false, slip: "S-17", note: "Avans ecografie" };
  const made: MoneyKept = {
    takings: [
      { ...taking(world, 0, "250.00", "cash"), invoice: uuid(0x33, 1), invoice_number: "CRD 1042" },
      { ...taking(world, 1, "180.50", "card"), card_slip: "004512", invoice_number: "CRD 1041" },
      { ...taking(world, 5, "100.00", "cash"), ...slipped },
    ],
    moves: [
      {
        id: uuid(0x34, 1),
        at: new Date(world.now.getTime() - 7_800_000).toISOString(),
        author: "Ana",
        kind: "opening_float",
        amount: { amount: "200.00", currency: "RON" },
        reason: "",
      },
    ],
    cashUps: [],
    atVendors: [
      {
        connection: "MedSoft",
        patient: uuid(1, 0),
        patient_name: "Crăciun Maria",
        amount: { amount: "250.00", currency: "RON" },
        method: "Numerar",
        ours: true,
      },
      {
        connection: "MedSoft",
        patient: uuid(1, 8),
        patient_name: "Rusu Gabriel",
        amount: { amount: "320.00", currency: "RON" },
        method: "Card",
        ours: false,
      },
    ],
    slips: 17,
    currency: "RON",
    currencies: ["RON"],
  };
  KEPT.set(world, made);
  return made;
}

const isFree = (each: Taking) => !each.at_vendor && !each.invoice && !each.bill && isHere(each);

/** Money of a patient on slips that belongs to nothing yet. */
export function slipsOf(world: World, patient: string | null): Taking[] {
  return moneyOf(world).takings.filter(
    (each) => patient !== null && each.patient === patient && isFree(each),
  );
}

/** Money that was taken on a slip becomes that of an invoice or a bill; of no slip, nothing. */
export function spendSlip(
  world: World,
  id: string | undefined,
  act: {
    patient: string | null;
    amount: string;
    method: PaymentMethod;
    use: Pick<Partial<Taking>, "invoice" | "bill">;
  },
): void {
  if (id === undefined) return;
  const slip = moneyOf(world).takings.find((each) => each.id === id);
  if (!slip || slip.patient !== act.patient) fail("invalid-field", { field: "taking", reason: "unknown" });
  if (!isFree(slip)) fail("invalid-field", { field: "taking", reason: "used" });
  if (less(slip.left.amount, act.amount) !== "0.00")
    fail("invalid-field", { field: "taking", reason: "other-sum" });
  if (slip.method !== act.method) fail("invalid-field", { field: "taking", reason: "other-method" });
  Object.assign(slip, act.use);
}

const METHODS = ["cash", "card", "transfer", "other"] as const;

function sums(takings: readonly Taking[], by: (taking: Taking) => Partial<SumRow>): SumRow[] {
  const rows = new Map<string, SumRow & { all: string[] }>();
  for (const each of takings) {
    const of = { method: null, author: null, ...by(each) };
    const key = JSON.stringify([of, each.amount.currency]);
    const row = rows.get(key) ?? { ...of, count: 0, sum: each.amount, all: [] };
    row.all.push(each.amount.amount);
    rows.set(key, {
      ...row,
      count: row.count + 1,
      sum: { amount: sum(row.all), currency: each.amount.currency },
    });
  }
  return [...rows.values()].map(({ method, author: who, count, sum: total }) => ({
    method,
    author: who,
    count,
    sum: total,
  }));
}

function expected(world: World): CashUpLine[] {
  const { takings, moves, cashUps, currency } = moneyOf(world);
  const since = cashUps[0]?.closed_at ?? "";
  const mine = takings.filter(({ at }) => at > since);
  const moved = moves.filter(({ at }) => at > since);
  const of = (kind: MoneyMove["kind"]) =>
    sum(moved.filter((move) => move.kind === kind).map(({ amount }) => amount.amount));
  return METHODS.flatMap((method): CashUpLine[] => {
    const amounts = mine.filter((each) => each.method === method).map(({ amount }) => amount.amount);
    const cash = method === "cash";
    if (amounts.length === 0 && !(cash && moved.length > 0)) return [];
    const taken = sum(amounts.filter((amount) => !amount.startsWith("-")));
    const back = sum(amounts.filter((amount) => amount.startsWith("-")).map((amount) => amount.slice(1)));
    const line = {
      opening: cash ? of("opening_float") : "0.00",
      taken,
      given_back: back,
      moved_in: cash ? of("in") : "0.00",
      moved_out: cash ? of("out") : "0.00",
    };
    const out = sum([line.given_back, line.moved_out]);
    const all = less(sum([line.opening, line.taken, line.moved_in]), out) ?? "0.00";
    return [{ method, currency, ...line, expected: all, counted: null, difference: null }];
  });
}

function notPaid(world: World): NotPaid[] {
  const { takings } = moneyOf(world);
  return (world.days.get(today(world)) ?? [])
    .filter((row) => row.stage === "done" && !row.foreign)
    .filter((row) => !takings.some(({ patient }) => patient === row.patient.id))
    .slice(0, 4)
    .map((row) => ({
      appointment: row.id,
      patient: row.patient.id,
      patient_name: row.patient.name,
      birth_date: row.patient.birth_date,
      start: row.start,
      doctor: row.doctor,
      accounts: accountsOf(world, row.patient.id),
    }));
}

function dayOf(world: World, date: string, patient: string | null): MoneyDay {
  const kept = moneyOf(world);
  const here = (at: string) => civilAt(new Date(at), ZONE).date === date;
  const takings = kept.takings
    .filter(({ at }) => here(at))
    .toSorted((left, right) => right.at.localeCompare(left.at));
  const since = kept.cashUps[0]?.closed_at ?? null;
  return {
    date,
    takings,
    by_method: sums(takings, ({ method }) => ({ method })),
    by_author: sums(takings, ({ author: who }) => ({ author: who })),
    moves: kept.moves.filter(({ at }) => here(at)),
    at_vendors: date === today(world) ? kept.atVendors : [],
    asked: { asked: 4, patients: 30 },
    not_paid: date === today(world) ? notPaid(world) : [],
    shift: {
      since,
      expected: expected(world),
      moves: kept.moves.filter(({ at }) => at > (since ?? "")),
    },
    currency: kept.currency,
    currencies: kept.currencies,
    account: accountOf(world, patient),
  };
}

function unpaid(world: World): UnpaidRow[] {
  const open = moneyOf(world).takings.filter((each) => each.still_there || (!each.at_vendor && isHere(each)));
  return [
    ...notPaid(world).map((row): UnpaidRow => ({
      kind: "visit",
      patient: row.patient,
      patient_name: row.patient_name,
      birth_date: row.birth_date,
      date: today(world),
      subject: row.doctor,
      amount: null,
      bill: null,
      taking: null,
      account: null,
      accounts: row.accounts,
    })),
    ...open.map((row): UnpaidRow => ({
      kind: row.still_there ? "still_there" : "not_at_vendor",
      patient: row.patient,
      patient_name: row.patient_name,
      birth_date: row.birth_date,
      date: today(world),
      subject: row.slip,
      amount: row.still_there ? row.amount : row.left,
      bill: null,
      taking: row.id,
      account: row.account,
      accounts: accountsOf(world, row.patient),
    })),
  ];
}

const FILE: Record<MoneyPaper["what"], string> = {
  day: "takings",
  cash_up: "cash-up",
  unpaid: "unpaid",
  statement: "statement",
};

/** The money desk's own commands. */
export const moneyAnswers: Partial<Answers> = {
  money_day: (world, { date, patient }) => dayOf(world, date ?? today(world), patient ?? null),
  taking_record: (world, request) => {
    const kept = moneyOf(world);
    const same = kept.takings.find(({ id }) => id === request.intent);
    if (same) return same;
    const who = world.people.find(({ id }) => id === request.patient) ?? fail("not-found");
    kept.slips += 1;
    const made: Taking = {
      ...taking(world, world.people.indexOf(who), request.amount, request.method),
      id: request.intent,
      at: world.now.toISOString(),
      author: author(world),
      amount: { amount: request.amount, currency: request.currency },
      left: { amount: request.amount, currency: request.currency },
      fiscal_receipt: request.fiscal_receipt ?? null,
      card_slip: request.card_slip ?? null,
      note: request.note ?? null,
      slip: `S-${kept.slips}`,
      at_vendor: false,
    };
    kept.takings.unshift(made);
    return made;
  },
  taking_give_back: (world, { taking: id, amount, method, reason, intent }) => {
    const kept = moneyOf(world);
    const same = kept.takings.find((each) => each.id === intent);
    if (same) return same;
    const of = kept.takings.find((each) => each.id === id) ?? fail("not-found");
    if (!isHere(of)) fail("invalid-field", { field: "id", reason: "given-back" });
    if (of.under_way) fail("invalid-field", { field: "id", reason: "under-way" });
    const part = amount ?? of.left.amount;
    const left = less(of.left.amount, part) ?? fail("bad-request");
    if (signOf(left) === -1) fail("invalid-field", { field: "amount", reason: "more-than-left" });
    const back: Taking = {
      ...of,
      id: intent,
      at: world.now.toISOString(),
      author: author(world),
      amount: { ...of.amount, amount: `-${part}` },
      method: method ?? of.method,
      note: reason,
      slip: `S-${(kept.slips += 1)}`,
      at_vendor: false,
      left: { ...of.left, amount: "0.00" },
      still_there: of.at_vendor,
      takes_back: of.id,
    };
    of.left = { ...of.left, amount: left };
    kept.takings.unshift(back);
    return back;
  },
  taking_there: (world, { id }) => {
    const of = moneyOf(world).takings.find((each) => each.id === id) ?? fail("not-found");
    if (!of.still_there && !isFree(of)) fail("invalid-field", { field: "id", reason: "brought-there" });
    return Object.assign(of, { at_vendor: true, still_there: false });
  },
  taking_slip: (world, { id }) => {
    const of = moneyOf(world).takings.find((each) => each.id === id) ?? fail("not-found");
    if (!of.takes_back && of.at_vendor) fail("invalid-field", { field: "id", reason: "at-vendor" });
    if (!of.takes_back && !isHere(of)) fail("invalid-field", { field: "id", reason: "given-back" });
    of.slip ??= `S-${(moneyOf(world).slips += 1)}`;
    const kind = of.takes_back ? "receipt" : "slip";
    return keepPaper(world, { patient: of.patient, kind, origin: "desk", name: `${of.slip}.pdf` });
  },
  cash_move: (world, { kind, amount, currency, reason, intent }) => {
    if (kind !== "opening_float" && reason.trim() === "")
      fail("invalid-field", { field: "reason", reason: "missing" });
    const made: MoneyMove = {
      id: intent,
      at: world.now.toISOString(),
      author: author(world),
      kind,
      amount: { amount, currency },
      reason,
    };
    moneyOf(world).moves.push(made);
    return made;
  },
  cash_close: (world, { counted, reason, intent }) => {
    const kept = moneyOf(world);
    const lines = expected(world).map((line) => {
      const found = counted.find((each) => each.method === line.method) ?? fail("bad-request");
      return { ...line, counted: found.amount, difference: less(found.amount, line.expected) };
    });
    if (lines.some(({ difference }) => !/^0\.0+$/.test(difference ?? "")) && reason.trim() === "")
      fail("invalid-field", { field: "reason", reason: "missing" });
    const made: CashUp = {
      id: intent,
      number: kept.cashUps.length + 1,
      from: kept.cashUps[0]?.closed_at ?? null,
      closed_at: world.now.toISOString(),
      author: author(world),
      lines,
      reason: reason.trim() || null,
    };
    kept.cashUps.unshift(made);
    return made;
  },
  cash_ups: (world) => ({ cash_ups: moneyOf(world).cashUps }),
  unpaid: (world, { from }) => {
    const rows = unpaid(world);
    const of = (kind: UnpaidRow["kind"]) => {
      const amounts = rows.flatMap((row) => (row.kind === kind && row.amount ? [row.amount.amount] : []));
      return amounts.length > 0 ? [{ amount: sum(amounts), currency: "RON" }] : [];
    };
    return {
      from: from ?? addDays(civilAt(world.now, ZONE).date, -30),
      rows,
      owed: of("bill"),
      not_at_vendor: of("not_at_vendor"),
      still_there: of("still_there"),
    };
  },
  statement: (world, { patient, from, to }) => {
    const who = world.people.find(({ id }) => id === patient) ?? fail("not-found");
    const mine = moneyOf(world).takings.filter((each) => each.patient === patient);
    const inPeriod = from <= today(world) && to >= today(world);
    const lines: StatementLine[] = inPeriod
      ? mine.flatMap((each): StatementLine[] => [
          {
            date: addDays(today(world), -1),
            kind: "service",
            text: "Consultație",
            debit: each.amount,
            credit: null,
            account: null,
          },
          {
            date: today(world),
            kind: "taking",
            text: "",
            debit: null,
            credit: each.amount,
            account: each.account,
          },
        ])
      : [];
    const of = (side: "debit" | "credit") => {
      const amounts = lines.flatMap((line) => (line[side] ? [line[side].amount] : []));
      return amounts.length > 0 ? [{ amount: sum(amounts), currency: "RON" }] : [];
    };
    return {
      patient,
      patient_name: who.name,
      birth_date: who.birth_date,
      from,
      to,
      lines,
      charged: of("debit"),
      paid: of("credit"),
      checked_at: who.appointments_checked_at,
    };
  },
  money_preview: (_, { what }) => contentOf(`${FILE[what]}.pdf`, [FILE[what]]),
  money_export: (_, { paper, format }) => ({ name: `${FILE[paper.what]}.${format}` }),
  money_print: (_, { what }) => ({ name: `${FILE[what]}.pdf` }),
};
