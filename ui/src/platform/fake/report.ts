import type { CheckOutcome, CheckReport } from "../bindings";

const FOUND: readonly [operation: string, outcome: CheckOutcome, detail: string][] = [
  ["find-patients", "works", "25 rows"],
  ["create-patient", "not_tried", "it would write"],
  ["update-patient", "not_tried", "it would write"],
  ["patient-appointments", "works", "3 rows, 1 unreadable"],
  ["set-appointment-status", "not_tried", "it would write"],
  ["appointment-statuses", "works", "10 rows"],
  ["patient-services", "works", "1 rows"],
  ["patient-payments", "works", "0 rows"],
  ["payment-details", "not_tried", "no payment to ask about was found"],
  ["patient-contracts", "works", "0 rows"],
  ["product-stock", "not_tried", "no product to ask about was found"],
  ["all-stock", "missing", "HTTP 404"],
  ["price-list", "works", "312 rows"],
  ["add-services", "not_tried", "it would write"],
  ["add-payment", "not_tried", "it would write"],
  ["add-invoice", "not_tried", "it would write"],
  ["contract-details", "not_tried", "no contract code to ask about was found"],
  ["doctors", "works", "14 rows"],
  ["gdpr-form", "works", "1 rows"],
];

/** What trying the invented account finds; an account that cannot be used is asked nothing more. */
export function report(problem: CheckReport["problem"]): CheckReport {
  if (problem) return { usable: false, problem, rows: [], fill: null };
  const rows = FOUND.map(([operation, outcome, detail]) => ({
    operation,
    path: `/${operation}`,
    outcome,
    detail,
  }));
  return { usable: true, problem, rows, fill: "all" };
}
