import type { CheckOutcome, CheckReport, Vendor } from "../bindings";

type Found = readonly [operation: string, outcome: CheckOutcome, detail: string][];

const MEDSOFT: Found = [
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

const FOUND: Record<Vendor, Found> = {
  medsoft: MEDSOFT,
  alfadocs: [
    ["context", "works", "1 rows"],
    ["practice", "works", "1 rows"],
    ["chairs", "works", "4 rows"],
    ["appointments", "works", "61 rows"],
    ["appointment-care-plan-entries", "missing", "HTTP 404"],
    ["bill-liabilities", "not_tried", "no bill to ask about was found"],
    ["update-appointment", "not_tried", "it would write"],
  ],
  videodoktor: [
    ["verify", "works", "1 rows"],
    ["server-time", "works", "1 rows; its clock is 4 minutes ahead of this one"],
    ["calls", "works", "0 rows"],
    ["call", "not_tried", "there is no call to ask about"],
    ["create-call", "not_tried", "it would write"],
  ],
  gensoft: [
    ["send-attendance", "not_tried", "it would write"],
    ["upload-report", "not_tried", "it would write"],
  ],
  ehealth: [["contract-request", "not_tried", "there is no contract request to ask about"]],
};

/** What trying an invented account finds; an account that cannot be used is asked nothing more. */
export function report(problem: CheckReport["problem"], vendor: Vendor): CheckReport {
  const tested = vendor !== "gensoft";
  if (problem) return { usable: false, tested, problem, rows: [], fill: null };
  const rows = FOUND[vendor].map(([operation, outcome, detail]) => ({
    operation,
    path: `/${operation}`,
    outcome,
    detail,
  }));
  return { usable: true, tested, problem, rows, fill: vendor === "medsoft" ? "all" : null };
}
