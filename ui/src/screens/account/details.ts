import type { Say } from "../../text/text";

// What the check says most often, so that it stands in the language of the window.
const REASONS = new Map([
  ["it would write", "check-detail-writes"],
  ["the vendor could not be reached", "check-detail-unreachable"],
  ["no product to ask about was found", "check-detail-product"],
  ["no patient to ask about was found", "check-detail-patient"],
  ["no payment to ask about was found", "check-detail-payment"],
  ["no contract code to ask about was found", "check-detail-contract"],
  ["nothing to ask about was found", "check-detail-nothing"],
]);

/** A detail of the check in words; `null`: it is for support and stays as it is, in English. */
export function detailWords(t: Say, detail: string): string | null {
  const rows = /^(\d+) rows(?:, (\d+) unreadable)?$/.exec(detail);
  if (rows) {
    const read = t("check-detail-rows", { count: Number(rows[1]) });
    return rows[2] ? `${read}, ${t("check-detail-unreadable", { count: Number(rows[2]) })}` : read;
  }
  const known = REASONS.get(detail);
  return known ? t(known) : null;
}
