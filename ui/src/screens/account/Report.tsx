import { Notice } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import type { CheckOutcome, CheckReport, CheckRow } from "../../platform/bindings";
import { useText } from "../../text/text";
import { detailWords } from "./details";
import "./account.css";

const TONES: Record<CheckOutcome, "green" | "amber" | "red" | "plain"> = {
  works: "green",
  missing: "amber",
  refused: "red",
  unexpected: "amber",
  not_tried: "plain",
};

// What does not work stands first; what was not tried says least.
const ORDER: readonly CheckOutcome[] = ["refused", "unexpected", "missing", "works", "not_tried"];

// What the desk asks of an account; an operation it learns later is shown by its own name.
const KNOWN = new Set([
  "find-patients",
  "create-patient",
  "update-patient",
  "patient-appointments",
  "set-appointment-status",
  "appointment-statuses",
  "patient-services",
  "patient-payments",
  "payment-details",
  "patient-contracts",
  "product-stock",
  "all-stock",
  "price-list",
  "add-services",
  "add-payment",
  "add-invoice",
  "contract-details",
  "doctors",
  "gdpr-form",
]);

// Why an account cannot be used, where the words differ from those of a desk at work.
const PROBLEMS = new Set([
  "offline",
  "key-refused",
  "wrong-address",
  "vendor-refused",
  "vendor-unreadable",
  "vendor-too-large",
  "vendor-busy",
]);

/** What trying an account found, in words. */
export function Report({ report }: { report: CheckReport }) {
  const { t, error } = useText();
  const { problem, usable, rows, fill } = report;
  if (!usable) {
    const words =
      problem && PROBLEMS.has(problem)
        ? t(`check-problem-${problem}`)
        : error({ code: problem ?? "internal", params: {}, correlation: "" });
    return (
      <Notice tone="bad" live title={t("check-unusable")}>
        {words}
      </Notice>
    );
  }
  const tried = rows.filter((row) => row.outcome !== "not_tried");
  const working = tried.filter((row) => row.outcome === "works").length;
  return (
    <Notice tone={working === tried.length ? "good" : "warn"} live title={t("check-usable")}>
      {tried.length > 0 ? <p>{t("check-summary", { working, tried: tried.length })}</p> : null}
      {fill ? <p>{t(`check-fill-${fill}`)}</p> : null}
    </Notice>
  );
}

/** What every operation answered. */
export function ReportRows({ rows }: { rows: readonly CheckRow[] }) {
  const { t } = useText();
  const sorted = rows.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
  return (
    <table className="check">
      <caption className="unseen">{t("check-table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("check-operation")}</th>
          <th scope="col">{t("check-answer")}</th>
          <th scope="col">{t("check-detail")}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => (
          <tr key={row.operation} data-outcome={row.outcome}>
            <th scope="row" title={row.path}>
              {KNOWN.has(row.operation) ? t(`operation-${row.operation}`) : row.operation}
            </th>
            <td>
              <Tag tone={TONES[row.outcome]}>{t(`check-${row.outcome}`)}</Tag>
            </td>
            <Detail text={row.detail} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Detail({ text }: { text: string }) {
  const { t } = useText();
  const words = detailWords(t, text);
  return (
    <td className="faint" {...(words ? {} : { lang: "en" })}>
      {words ?? text}
    </td>
  );
}
