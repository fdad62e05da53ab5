import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Fact, Facts, Tag } from "../../components/Tag";
import { People, Printer } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { BillPage, UnsentEntry } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useAppState } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { WordsAbout, useText } from "../../text/text";
import "../money/money.css";
import { Reading } from "../money/Reading";
import { PaperPreview } from "../papers/PaperPreview";
import { LiabilityRuleChoice } from "./LiabilityRuleChoice";
import { Owed, Paid } from "./OwedAndPaid";
import { useBillsOfCarePlan } from "./useBillsFilter";
import { isUnderWay, useGiven, useTaken } from "./useGiven";
import { billName, isPaid, kindName, wayOf, whoseName } from "./words";

/** A bill as the vendor returned it: what is owed on it, what was paid, and the next step. */
export function BillPanel({ bill: id }: { bill: string }) {
  const { connections } = useAppState();
  const read = useRead("bill", { id });
  const name = connections.find((each) => each.id === read.data?.bill.connection)?.name;
  const body = <Reading of={read}>{(page) => <Page page={page} />}</Reading>;
  return name ? <WordsAbout name={name}>{body}</WordsAbout> : body;
}

function Page({ page }: { page: BillPage }) {
  const text = useText();
  const { t, format, error } = text;
  const now = useNow();
  const { open } = usePlace();
  const { bill, checked_at, unanswered, unsent } = page;
  const { patient } = bill;
  // A pro forma is an offer: nothing is paid for it, and no copy of it is made that looks like a bill.
  const payable = bill.kind !== "proforma";
  const [given] = useGiven(bill.id);
  const wants = unsent.some(({ state }) => state === "asks" || state === "refused" || state === "blocked");
  const underWay = !wants && isUnderWay(given, page.paid.amount, now);
  const taken = useTaken(bill.id, page.paid.amount, unsent.length > 0, now);
  const copy = useAct("bill_paper");
  const { busy, problem, run } = useTask();
  const [paper, setPaper] = useState<string | null>(null);
  const print = () => {
    if (!busy) void run(async () => setPaper((await copy({ id: bill.id })).id));
  };
  useKey("print", print, payable && paper === null);
  const owed = !isPaid(bill);
  return (
    <article className="money-form">
      <header>
        <Heading level={2} className="money-form__title">
          {billName(text, bill)}
        </Heading>
        <p>
          <strong>{whoseName(text, bill)}</strong>
          {bill.patient_name ? (
            <span className="soft">
              {" "}
              {bill.birth_date ? format.date(bill.birth_date) : t("no-birth-date")}
            </span>
          ) : null}
        </p>
        <p className="line">
          <Tag>{kindName(text, bill)}</Tag>
          <Tag>{t(`bill-direction-${bill.direction}`)}</Tag>
          {owed ? null : <Tag tone="green">{t("bill-is-paid")}</Tag>}
        </p>
      </header>
      <Facts>
        <Fact name={t("money-date")}>{bill.date ? format.date(bill.date) : t("bill-no-date")}</Fact>
        <Fact name={t("bill-total")}>{bill.total ? format.money(bill.total) : t("money-no-amount")}</Fact>
        <Fact name={t("money-paid")}>{format.money(page.paid)}</Fact>
        <Fact name={t("bill-open")}>{bill.open ? format.money(bill.open) : t("bill-open-not-asked")}</Fact>
        {bill.care_plan ? (
          <Fact name={t("bill-care-plan")}>
            <CarePlan id={bill.care_plan} />
          </Fact>
        ) : null}
      </Facts>
      <p className="soft small" role="status">
        {checked_at ? t("bill-as-of", { when: format.instant(checked_at, now) }) : t("bill-never-asked")}
      </p>
      {unanswered ? (
        <Notice tone="warn">
          {t("bill-unanswered")} {error({ code: unanswered, params: {}, correlation: "" })}
        </Notice>
      ) : null}
      {underWay && unsent.length === 0 ? (
        <Notice tone="info" live>
          {t("bill-payment-pending")}
        </Notice>
      ) : null}
      {taken ? (
        <Notice tone="info" live>
          {t("bill-payment-taken")}
        </Notice>
      ) : null}
      {unsent.map((entry) => (
        <OnTheWay key={entry.id} entry={entry} />
      ))}
      <div className="line">
        {payable && owed ? (
          <Button
            look="primary"
            isDisabled={unsent.length > 0 || underWay}
            onPress={() => open({ kind: "pay-bill", bill: bill.id, patient })}
            data-testid="bill-pay"
          >
            {t(`bill-pay-${wayOf(bill)}`)}
          </Button>
        ) : null}
        {payable ? (
          <Button icon={<Printer />} hint="print" onPress={print} isDisabled={busy} data-testid="bill-copy">
            {t("bill-copy")}
          </Button>
        ) : null}
        {patient ? (
          <Button icon={<People />} onPress={() => open({ kind: "patient", patient })}>
            {t("money-patient")}
          </Button>
        ) : null}
      </div>
      {payable ? null : <p className="soft small">{t("bill-proforma-help")}</p>}
      {payable && owed && unsent.length > 0 ? <p className="soft small">{t("bill-pay-waits")}</p> : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <Owed page={page} />
      <Paid page={page} />
      <LiabilityRuleChoice connection={bill.connection} rule={page.liability_rule} />
      {paper ? (
        <PaperPreview paper={paper} onClose={() => setPaper(null)} {...(patient ? { patient } : {})} />
      ) : null}
    </article>
  );
}

function CarePlan({ id }: { id: string }) {
  const { t } = useText();
  const { go } = usePlace();
  const { show } = useBillsOfCarePlan();
  return (
    <span className="line">
      {id}
      <Button
        small
        look="quiet"
        onPress={() => {
          show(id);
          go("money");
        }}
      >
        {t("bill-care-plan-bills")}
      </Button>
    </span>
  );
}

function OnTheWay({ entry }: { entry: UnsentEntry }) {
  const { t } = useText();
  const { go } = usePlace();
  const wants = entry.state === "asks" || entry.state === "refused" || entry.state === "blocked";
  return (
    <Notice
      tone="warn"
      actions={
        <Button small onPress={() => go("unsent")}>
          {t("lab-look")}
        </Button>
      }
    >
      {entry.action === "remove_liability"
        ? t(wants ? "bill-liability-wants" : "bill-liability-pending")
        : t(wants ? "bill-payment-wants" : "bill-payment-pending")}
    </Notice>
  );
}
