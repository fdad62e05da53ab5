import { expect, it } from "vitest";
import type { Taking } from "../../platform/bindings";
import { slipProblem } from "./slips";

const amount = { amount: "50.00", currency: "RON" };
const slip = (listed_there: boolean): Taking => ({
  id: "s",
  at: "2026-11-23T08:00:00Z",
  author: "Ana",
  patient: "p",
  patient_name: "Popescu Ion",
  birth_date: null,
  amount,
  method: "cash",
  fiscal_receipt: null,
  card_slip: null,
  note: null,
  slip: "S-1",
  invoice: null,
  invoice_number: null,
  bill: null,
  bill_number: null,
  account: "MedSoft",
  not_made: false,
  at_vendor: false,
  left: amount,
  still_there: false,
  under_way: false,
  listed_there,
  takes_back: null,
});

it("asks whether it is the same money, also where a vendor seems to have it by now", () => {
  expect(slipProblem(null, [slip(false)], amount)).toEqual({ field: "taking", reason: "required" });
  expect(slipProblem(null, [slip(true)], amount)).toEqual({ field: "taking", reason: "required" });
  expect(slipProblem("now", [slip(true)], amount)).toBeNull();
  expect(slipProblem("s", [slip(true)], amount)).toBeNull();
});
