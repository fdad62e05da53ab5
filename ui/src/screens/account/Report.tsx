import { Notice } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import type { CheckOutcome, CheckReport, CheckRow, Vendor } from "../../platform/bindings";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";
import { detailWords } from "./details";
import { operationWords } from "./operations";
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

// Why an account cannot be used, where the words differ from those of a desk at work.
const PROBLEMS = new Set([
  "offline",
  "key-refused",
  "key-wanted",
  "wrong-address",
  "vendor-refused",
  "vendor-unreadable",
  "vendor-too-large",
  "vendor-busy",
]);

/** What trying an account found, in words. */
export function Report({ report, vendor }: { report: CheckReport; vendor: Vendor }) {
  const { t, error } = useText();
  const { problem, usable, tested, rows, fill } = report;
  const name = VENDOR_NAMES[vendor];
  if (!usable) {
    const words =
      problem && PROBLEMS.has(problem)
        ? t(`check-problem-${problem}`, { vendor: name })
        : error({ code: problem ?? "internal", params: { connection: name }, correlation: "" });
    return (
      <Notice tone="bad" live title={t("check-unusable")}>
        {words}
      </Notice>
    );
  }
  if (!tested) {
    return (
      <Notice tone="warn" live title={t("check-untested")}>
        {t("check-untested-help", { vendor: name })}
      </Notice>
    );
  }
  const tried = rows.filter((row) => row.outcome !== "not_tried");
  const working = tried.filter((row) => row.outcome === "works").length;
  return (
    <Notice tone={working === tried.length ? "good" : "warn"} live title={t("check-usable")}>
      {tried.length > 0 ? <p>{t("check-summary", { working, tried: tried.length })}</p> : null}
      {fill ? <p>{t(`check-fill-${fill}`, { vendor: name })}</p> : null}
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
              {operationWords(t, row.operation)}
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
    <td className="faint" {...(words === null ? { lang: "en" } : {})}>
      {words ?? text}
    </td>
  );
}
