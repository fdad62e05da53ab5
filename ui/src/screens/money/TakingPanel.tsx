import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { Paper, People, Printer } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { Taking } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { PaperPreview } from "../papers/PaperPreview";
import "./money.css";
import { Reading } from "./Reading";
import { TakeBack } from "./TakeBack";
import { TakingState, whatFor } from "./Takings";

/** Money taken: from whom, what for, how; its slip, and the way to take it back. */
export function TakingPanel({ taking: id, date }: { taking: string; date: string }) {
  const { t } = useText();
  const read = useRead("money_day", {});
  const other = useRead(
    "money_day",
    { date },
    { enabled: read.data !== undefined && read.data.date !== date },
  );
  const all = [...(read.data?.takings ?? []), ...(other.data?.takings ?? [])];
  const taking = all.find((each) => each.id === id);
  if (taking) return <Page taking={taking} />;
  return (
    <Reading of={read.data?.date === date || !read.data ? read : other}>
      {() => <Notice tone="warn">{t("money-gone")}</Notice>}
    </Reading>
  );
}

function Page({ taking }: { taking: Taking }) {
  const text = useText();
  const { t, format, error } = text;
  const { open } = usePlace();
  const makeSlip = useAct("taking_slip");
  const { busy, problem, run } = useTask();
  const [slip, setSlip] = useState<string | null>(null);
  const [takingBack, setTakingBack] = useState(false);
  const { patient, invoice } = taking;
  // What the vendor has recorded has a paper of its own; a slip would be a second one for the same money.
  const bySlip = !taking.at_vendor || taking.slip !== null;
  const print = () => {
    if (!busy) void run(async () => setSlip((await makeSlip({ id: taking.id })).id));
  };
  useKey("print", print, bySlip && slip === null);
  const stands = !taking.takes_back && !taking.taken_back_by;
  return (
    <article className="money-form">
      <header>
        <Heading level={2} className="money-form__title">
          {format.person(taking.patient_name) || t("unknown-patient")}
        </Heading>
        <p className="soft">{taking.birth_date ? format.date(taking.birth_date) : t("no-birth-date")}</p>
      </header>
      <p className="money-form__amount">{format.money(taking.amount)}</p>
      <p>
        <TakingState taking={taking} />
      </p>
      <Facts>
        <Fact name={t("money-method")}>{t(`money-method-${taking.method}`)}</Fact>
        <Fact name={t("money-when")}>{format.dateTime(taking.at)}</Fact>
        <Fact name={t("money-who")}>{taking.author}</Fact>
        <Fact name={t("money-what-for")}>{whatFor(text, taking) || t("money-nothing-noted")}</Fact>
        {taking.slip ? <Fact name={t("money-slip")}>{taking.slip}</Fact> : null}
        {taking.fiscal_receipt ? <Fact name={t("money-fiscal-receipt")}>{taking.fiscal_receipt}</Fact> : null}
        {taking.card_slip ? <Fact name={t("money-card-slip")}>{taking.card_slip}</Fact> : null}
      </Facts>
      <div className="line">
        {bySlip ? (
          <Button icon={<Printer />} hint="print" onPress={print} isDisabled={busy} data-testid="taking-slip">
            {t("money-slip-look")}
          </Button>
        ) : null}
        {invoice ? (
          <Button icon={<Paper />} onPress={() => open({ kind: "invoice", invoice, patient })}>
            {t("money-invoice")}
          </Button>
        ) : null}
        {patient ? (
          <Button icon={<People />} onPress={() => open({ kind: "patient", patient })}>
            {t("money-patient")}
          </Button>
        ) : null}
        {stands && !taking.at_vendor ? (
          <Button look="danger" onPress={() => setTakingBack(true)} data-testid="taking-back">
            {t("money-take-back")}
          </Button>
        ) : null}
      </div>
      {stands && taking.at_vendor ? <p className="soft small">{t("money-take-back-there")}</p> : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {slip ? <PaperPreview paper={slip} onClose={() => setSlip(null)} /> : null}
      {takingBack ? <TakeBack taking={taking} onClose={() => setTakingBack(false)} /> : null}
    </article>
  );
}
