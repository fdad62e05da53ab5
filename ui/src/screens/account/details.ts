import type { Say } from "../../text/text";

// Why something was not tried, so that it stands in the language of the window.
const REASONS = new Map([
  ["it would write", "check-detail-writes"],
  ["the vendor could not be reached", "check-detail-unreachable"],
  ["no product to ask about was found", "check-detail-product"],
  ["no patient to ask about was found", "check-detail-patient"],
  ["no payment to ask about was found", "check-detail-payment"],
  ["no contract code to ask about was found", "check-detail-contract"],
  ["no appointment to ask about was found", "check-detail-appointment"],
  ["no care plan to ask about was found", "check-detail-care-plan"],
  ["no care plan entry to ask about was found", "check-detail-care-plan-entry"],
  ["no bill to ask about was found", "check-detail-bill"],
  ["no document to ask about was found", "check-detail-document"],
  ["no phone number to ask about was found", "check-detail-phone"],
  ["no token was given", "check-detail-token"],
  ["there is no call to ask about", "check-detail-call"],
  ["there is no call from before today to ask about", "check-detail-past-call"],
  ["there is no contract request to ask about", "check-detail-request"],
  [
    "the list of contract requests did not answer, so there is none to ask about",
    "check-detail-request-list",
  ],
  ["nothing to ask about was found", "check-detail-nothing"],
  ["its clock agrees with this one", "check-detail-clock-agrees"],
  ["its clock cannot be read", "check-detail-clock-unread"],
]);

/** A detail of the check in words; `null`: it is for support and stays as it is, in English. */
export function detailWords(t: Say, detail: string): string | null {
  const [first = "", ...more] = detail.split("; ").map((part) => partWords(t, part));
  if (first === null || more.includes(null)) return null;
  return [first, ...more].join("; ");
}

function partWords(t: Say, detail: string): string | null {
  const rows = /^(\d+) rows?(?:, (\d+) unreadable)?$/.exec(detail);
  if (rows) {
    const read = t("check-detail-rows", { count: Number(rows[1]) });
    return rows[2] ? `${read}, ${t("check-detail-unreadable", { count: Number(rows[2]) })}` : read;
  }
  const clock = /^its clock is (\d+) minutes (ahead of|behind) this one$/.exec(detail);
  if (clock) {
    const minutes = Number(clock[1]);
    return t(clock[2] === "behind" ? "check-detail-clock-behind" : "check-detail-clock-ahead", { minutes });
  }
  const known = REASONS.get(detail);
  return known ? t(known) : null;
}
