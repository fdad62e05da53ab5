import { less, sum } from "../../text/decimal";
import type { Bill, BillPage, LiabilityRule, WireError } from "../bindings";
import { ACCOUNTS } from "./accounts";
import { accepted } from "./accepted";
import type { Answers, World } from "./fake";
import { slipsOf, spendSlip } from "./money";
import { keepPaper } from "./papers";
import { uuid } from "./people";

/** What the invented clinic keeps of the bills of its dental practice. */
export interface BillsKept {
  pages: BillPage[];
  checkedAt: string | null;
  rule: LiabilityRule;
}

const KEPT = new WeakMap<World, BillsKept>();

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

const EXPENSE_TYPES = ["tk", "fc", "fv", "sp", "ad", "as", "sr", "ct", "pi", "ic", "aa", "nn"];

function billPage(world: World, index: number, changes: Partial<Bill>, paid: string | null): BillPage {
  const total = { amount: ["120.00", "480.00", "65.00"][index % 3] ?? "80.00", currency: "EUR" };
  const open = less(total.amount, paid ?? "0.00") ?? total.amount;
  return {
    bill: {
      id: uuid(0x35, index),
      connection: ACCOUNTS.alfadocs,
      vendor_id: String(90_100 + index),
      number: `2026/${310 + index}`,
      date: `2026-11-${String(20 - index).padStart(2, "0")}`,
      kind: "full",
      kind_told: null,
      direction: "incoming",
      record: uuid(2, 900),
      patient: uuid(1, 900),
      patient_name: "Bianchi Giulia",
      birth_date: "1991-06-14",
      care_plan: index === 0 ? "4401" : null,
      total,
      open: { amount: open, currency: "EUR" },
      pending: false,
      ...changes,
    },
    liabilities:
      open === "0.00"
        ? []
        : [{ vendor_id: "7", amount: { amount: open, currency: "EUR" }, due: "2026-12-20" }],
    transactions: paid
      ? [
          {
            vendor_id: "55",
            amount: { amount: paid, currency: "EUR" },
            date: "2026-11-19",
            direction: "incoming",
            account: "Cassa",
            payment_type: "Contanti",
          },
        ]
      : [],
    paid: { amount: paid ?? "0.00", currency: "EUR" },
    accounts: [
      { vendor_id: "1", name: "Cassa", closed: false },
      { vendor_id: "2", name: "Conto corrente", closed: false },
      { vendor_id: "3", name: "Vecchio conto", closed: true },
    ],
    payment_types: [
      { vendor_id: "11", name: "Contanti" },
      { vendor_id: "12", name: "Bancomat" },
    ],
    expense_types: EXPENSE_TYPES,
    liability_rule: "unknown",
    unsent: [],
    slips: [],
    checked_at: new Date(world.now.getTime() - 120_000).toISOString(),
    unanswered: null,
  };
}

/** The bills of the invented clinic; tests may change them. */
export function billsOf(world: World): BillsKept {
  const known = KEPT.get(world);
  if (known) return known;
  const nobody = { record: null, patient: null, patient_name: null, birth_date: null };
  const made: BillsKept = {
    pages: [
      billPage(world, 0, {}, null),
      billPage(world, 1, { kind: "partial" }, "200.00"),
      billPage(world, 2, { ...nobody, kind: "other", kind_told: "nota", direction: "outgoing" }, "65.00"),
    ],
    checkedAt: new Date(world.now.getTime() - 900_000).toISOString(),
    rule: "unknown",
  };
  KEPT.set(world, made);
  return made;
}

const pageOf = (world: World, id: string) =>
  billsOf(world).pages.find(({ bill }) => bill.id === id) ?? fail("not-found");

/** The bills' own commands. */
export const billAnswers: Partial<Answers> = {
  bills: (world, { from, to, kind, direction, patient, refresh }) => {
    const kept = billsOf(world);
    if (refresh) kept.checkedAt = world.now.toISOString();
    return {
      bills: kept.pages
        .map(({ bill }) => bill)
        .filter(({ date }) => date === null || (date >= from && date <= to))
        .filter((bill) => !kind || bill.kind === kind)
        .filter((bill) => !direction || bill.direction === direction)
        .filter((bill) => !patient || bill.patient === patient),
      checked_at: kept.checkedAt,
      unanswered: null,
    };
  },
  bill: (world, { id }) => {
    const page = pageOf(world, id);
    const slips = slipsOf(world, page.bill.patient);
    return { ...page, slips, liability_rule: billsOf(world).rule };
  },
  bill_pay: (world, { bill, amount, date, account, payment_type, method, taking, intent }) => {
    const page = pageOf(world, bill);
    spendSlip(world, taking, { patient: page.bill.patient, amount, method, use: { bill } });
    const currency = page.bill.total?.currency ?? null;
    page.transactions.push({
      vendor_id: intent,
      amount: { amount, currency },
      date,
      direction: "incoming",
      account: page.accounts.find(({ vendor_id }) => vendor_id === account)?.name ?? null,
      payment_type: page.payment_types.find(({ vendor_id }) => vendor_id === payment_type)?.name ?? null,
    });
    page.paid = { amount: sum([page.paid.amount, amount]), currency };
    page.bill.open = { amount: less(page.bill.open?.amount ?? amount, amount) ?? "0.00", currency };
    page.bill.pending = true;
    return accepted(world, intent);
  },
  bill_liability_rule: (world, { rule }) => {
    billsOf(world).rule = rule;
    return {};
  },
  bill_paper: (world, { id }) => {
    const { bill } = pageOf(world, id);
    const name = `${(bill.number ?? bill.vendor_id).replace("/", "-")}.pdf`;
    return keepPaper(world, { patient: bill.patient, kind: "receipt", origin: "copy", name });
  },
};
