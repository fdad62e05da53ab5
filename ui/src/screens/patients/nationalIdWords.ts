import type { Vendor } from "../../platform/bindings";
import type { Say } from "../../text/text";

/** What the national id is called where the patient is known: each vendor's country has its own. */
export function nationalIdWords(t: Say, vendors: readonly Vendor[]): string {
  const names = vendors.map((vendor) => t(vendor === "alfadocs" ? "fiscal-code" : "patient-national-id"));
  return [...new Set(names)].join(" / ") || t("patient-national-id");
}
