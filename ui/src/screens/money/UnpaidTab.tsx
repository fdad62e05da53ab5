import { useState } from "react";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Notice";
import { Eye } from "../../components/icons";
import type { Amount, UnpaidRow } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useZone } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { type Text, useText } from "../../text/text";
import { RowPay } from "../invoice/InvoiceButton";
import { DayField } from "../lab/DateFields";
import "../lab/order-form.css";
import { AboutAccount } from "./AboutAccount";
import { Debt, useDebtsShown } from "./Hidden";
import { MoneyActs } from "./MoneyActs";
import { Reading } from "./Reading";

/** What is unpaid as far as this desk knows: open bills, visits without a payment, money not yet at the vendor. */
export function UnpaidTab() {
  const { t, format } = useText();
  const today = civilAt(useNow(), useZone()).date;
  const [from, setFrom] = useState<string | null>(null);
  const read = useRead("unpaid", from ? { from } : {}, { keep: true });
  const since = from ?? read.data?.from ?? null;
  const shown = useDebtsShown();
  const { toggle } = useHidden();
  return (
    <div className="money__day">
      <p className="soft">{t("money-unpaid-about")}</p>
      <div className="money__bar">
        <DayField label={t("money-unpaid-from")} value={since ?? today} onChange={setFrom} />
        <div className="line">
          {shown ? null : (
            <Button small look="quiet" icon={<Eye />} hint="show-hidden" onPress={toggle}>
              {t("money-show")}
            </Button>
          )}
          <MoneyActs key={from} paper={from ? { what: "unpaid", from } : { what: "unpaid" }} />
        </div>
      </div>
      <Reading of={read}>
        {({ rows, owed, not_at_vendor: notThere, still_there: stillThere }) =>
          rows.length === 0 ? (
            <Empty title={t("money-unpaid-none")}>
              {t("money-unpaid-none-help", { date: format.date(since ?? today) })}
            </Empty>
          ) : (
            <>
              <ul className="money-list" aria-label={t("money-tab-unpaid")}>
                {rows.map((row, at) => (
                  // A visit has no id here, and one person may have had two on a day.
                  // oxlint-disable-next-line react/no-array-index-key
                  <AboutAccount key={at} account={row.account}>
                    <Row row={row} today={today} />
                  </AboutAccount>
                ))}
              </ul>
              <Sum of={owed} words={t("money-unpaid-sum")} id="owed" />
              <Sum of={notThere} words={t("money-unpaid-sum-not-there")} id="not-there" />
              <Sum of={stillThere} words={t("money-unpaid-sum-still-there")} id="still-there" />
            </>
          )
        }
      </Reading>
    </div>
  );
}

/** What is owed, what was received and what was given back are never one sum. */
function Sum({ of, words, id }: { of: readonly Amount[]; words: string; id: string }) {
  if (of.length === 0) return null;
  return (
    <p className="money__bar" data-testid={`unpaid-sum-${id}`}>
      <span>{words}</span>
      <span className="line">
        {of.map((amount) => (
          <Debt key={amount.currency} amount={amount} />
        ))}
      </span>
    </p>
  );
}

function subjectOf({ t, format }: Text, { kind, subject }: UnpaidRow): string {
  if (kind === "visit")
    return subject ? t("money-unpaid-visit-of", { doctor: format.person(subject) }) : t("money-unpaid-visit");
  if (kind === "bill")
    return subject ? t("money-unpaid-bill-of", { number: subject }) : t("money-unpaid-bill");
  if (kind === "still_there") return t("money-still-there");
  return subject ? t("money-not-there-slip", { slip: subject }) : t("money-not-there");
}

function Row({ row, today }: { row: UnpaidRow; today: string }) {
  const text = useText();
  const { t, format } = text;
  const { open } = usePlace();
  const { patient, bill, taking } = row;
  const name = format.person(row.patient_name) || t("unknown-patient");
  return (
    <li className="money-row money-row--acts" data-testid="unpaid" data-kind={row.kind}>
      <span className="money-row__when">{row.date ? format.date(row.date) : ""}</span>
      <span className="money-row__who">
        <span className="money-row__name">{name}</span>
        <span className="soft small">
          {row.birth_date ? format.date(row.birth_date) : t("no-birth-date")}
        </span>
      </span>
      <span className="money-row__what">
        <span>{subjectOf(text, row)}</span>
      </span>
      <span className="money-row__right">
        <Debt amount={row.amount} />
      </span>
      <span className="line money-row__acts">
        {bill ? (
          <Button
            small
            aria-label={t("money-bill-of", { name })}
            onPress={() => open({ kind: "bill", bill, patient })}
          >
            {t("money-bill")}
          </Button>
        ) : null}
        {taking ? (
          <Button
            small
            aria-label={t("money-taking-of", { name })}
            onPress={() => open({ kind: "taking", taking, date: row.date ?? today, patient })}
          >
            {t("money-taking")}
          </Button>
        ) : null}
        {patient && !bill && row.kind !== "still_there" ? (
          <RowPay
            accounts={row.accounts}
            person={{ id: patient, name: row.patient_name, birthDate: row.birth_date }}
          />
        ) : null}
        {patient ? (
          <Button
            small
            look="quiet"
            aria-label={t("money-patient-of", { name })}
            onPress={() => open({ kind: "patient", patient })}
          >
            {t("money-patient")}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
