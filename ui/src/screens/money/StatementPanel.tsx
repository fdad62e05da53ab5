import { useState } from "react";
import { Heading } from "react-aria-components";
import { Choice } from "../../components/Fields";
import type { Amount, Statement, StatementLine } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { addDays, civilAt } from "../../text/format";
import { type Text, useText } from "../../text/text";
import { DayField } from "../lab/DateFields";
import { LANGUAGES } from "../letterhead/letterhead";
import "../lab/order-form.css";
import { AboutAccount } from "./AboutAccount";
import { MoneyActs } from "./MoneyActs";
import "./money.css";
import { Reading } from "./Reading";

/** How far back a statement looks unless said otherwise, in days. */
const BACK = 365;

/** That of the clinic's country. */
const OWN = "own";

interface Period {
  from: string;
  to: string;
}

/** A patient's statement of a period: what was asked for and what was paid, as far as this desk knows. */
export function StatementPanel({ patient }: { patient: string }) {
  const { t } = useText();
  const today = civilAt(useNow(), useZone()).date;
  const [kept, setKept] = useDraft<Period>(`statement-${patient}`);
  const { from, to } = kept ?? { from: addDays(today, -BACK), to: today };
  const possible = from <= to;
  const [language, setLanguage] = useState(OWN);
  const read = useRead("statement", { patient, from, to }, { enabled: possible });
  return (
    <article className="money-form">
      <Heading level={2} className="money-form__title">
        {t("money-statement")}
      </Heading>
      <div className="money-period">
        <DayField
          label={t("money-from")}
          value={from}
          onChange={(value) => value && setKept({ from: value, to })}
        />
        <DayField
          label={t("money-to")}
          value={to}
          onChange={(value) => value && setKept({ from, to: value })}
          problem={possible ? null : t("money-period-turned")}
        />
      </div>
      {possible ? (
        <Reading of={read}>
          {(statement) => (
            <>
              <Choice
                label={t("money-paper-language")}
                value={language}
                onChange={setLanguage}
                options={[{ key: OWN, label: t("money-paper-language-own") }, ...LANGUAGES]}
                data-testid="statement-language"
              />
              <MoneyActs
                key={`${from} ${to} ${language}`}
                paper={{ what: "statement", patient, from, to, ...(language === OWN ? {} : { language }) }}
              />
              <Lines of={statement} />
            </>
          )}
        </Reading>
      ) : null}
    </article>
  );
}

function Lines({ of }: { of: Statement }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  return (
    <div className="stack">
      <p>
        <strong>{format.person(of.patient_name) || t("unknown-patient")}</strong>{" "}
        <span className="soft">{of.birth_date ? format.date(of.birth_date) : t("no-birth-date")}</span>
      </p>
      <p className="soft small">
        {of.checked_at
          ? t("money-statement-as-of", { when: format.instant(of.checked_at, now) })
          : t("money-statement-not-asked")}
      </p>
      {of.lines.length === 0 ? (
        <p className="soft">{t("money-statement-none")}</p>
      ) : (
        <table className="money-table money-table--wide">
          <caption className="unseen">{t("money-statement")}</caption>
          <thead>
            <tr>
              <th scope="col" className="money-table__text">
                {t("money-what-for")}
              </th>
              <th scope="col">{t("money-charged")}</th>
              <th scope="col">{t("money-paid")}</th>
            </tr>
          </thead>
          <tbody>
            {of.lines.map((line, at) => (
              // Two lines of a statement may be the same.
              // oxlint-disable-next-line react/no-array-index-key
              <AboutAccount key={at} account={line.account}>
                <Line of={line} />
              </AboutAccount>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("money-sum")}</th>
              <td>{sums(text, of.charged)}</td>
              <td>{sums(text, of.paid)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </div>
  );
}

const sums = ({ format }: Text, amounts: readonly Amount[]) => amounts.map(format.money).join(", ");

function Line({ of }: { of: StatementLine }) {
  const { t, format } = useText();
  const what = [t(`money-kind-${of.kind}`), of.text].filter(Boolean).join(": ");
  return (
    <tr data-testid="statement-line">
      <td className="money-table__text">
        {of.date ? <span className="money-table__day soft small">{format.date(of.date)}</span> : null}
        {what}
      </td>
      <td className="money__sum">{of.debit ? format.money(of.debit) : ""}</td>
      <td className="money__sum">{of.credit ? format.money(of.credit) : ""}</td>
    </tr>
  );
}
