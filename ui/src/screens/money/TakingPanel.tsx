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
import { signOf } from "../../text/decimal";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { PaperPreview } from "../papers/PaperPreview";
import { AboutAccount } from "./AboutAccount";
import "./money.css";
import { Reading } from "./Reading";
import { GiveBack } from "./GiveBack";
import { TakingState, whatFor } from "./Takings";
import { There } from "./There";

/** Money taken: from whom, what for, how; its paper, and the ways to give it back or say that the vendor has it. */
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
  if (taking) {
    return (
      <AboutAccount account={taking.account}>
        <Page taking={taking} />
      </AboutAccount>
    );
  }
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
  const [asked, setAsked] = useState<"back" | "there" | null>(null);
  const { patient, invoice } = taking;
  const isBack = taking.takes_back !== null;
  const stands = !isBack && signOf(taking.left.amount) !== 0;
  // What the vendor has recorded has a paper of its own; a slip would be a second one for the same money.
  const bySlip = isBack || (!taking.at_vendor && stands);
  // An invoice or a bill of this desk brings its money there by itself.
  const mayBeThere = taking.still_there || (stands && !taking.at_vendor && !invoice && !taking.bill);
  const paperOf = (id: string) => void run(async () => setSlip((await makeSlip({ id })).id));
  const print = () => {
    if (!busy) paperOf(taking.id);
  };
  useKey("print", print, bySlip && slip === null);
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
        {taking.slip ? <Fact name={isBack ? t("money-receipt") : t("money-slip")}>{taking.slip}</Fact> : null}
        {stands && taking.left.amount !== taking.amount.amount ? (
          <Fact name={t("money-left")}>{format.money(taking.left)}</Fact>
        ) : null}
        {taking.fiscal_receipt ? <Fact name={t("money-fiscal-receipt")}>{taking.fiscal_receipt}</Fact> : null}
        {taking.card_slip ? <Fact name={t("money-card-slip")}>{taking.card_slip}</Fact> : null}
      </Facts>
      <div className="line">
        {bySlip ? (
          <Button icon={<Printer />} hint="print" onPress={print} isDisabled={busy} data-testid="taking-slip">
            {isBack ? t("money-receipt-look") : t("money-slip-look")}
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
        {mayBeThere ? (
          <Button onPress={() => setAsked("there")} data-testid="taking-there">
            {t("money-there")}
          </Button>
        ) : null}
        {stands && !taking.under_way ? (
          <Button look="danger" onPress={() => setAsked("back")} data-testid="taking-back">
            {t("money-give-back")}
          </Button>
        ) : null}
      </div>
      {stands && taking.under_way ? (
        <Notice title={t("money-under-way")}>{t("money-under-way-help")}</Notice>
      ) : null}
      {taking.still_there ? (
        <Notice tone="warn" title={t("money-still-there")}>
          {t("money-still-there-help")}
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {fieldOf(problem) === "id" ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
        </Notice>
      ) : null}
      {slip ? <PaperPreview paper={slip} onClose={() => setSlip(null)} /> : null}
      {asked === "back" ? (
        <GiveBack
          taking={taking}
          onClose={() => setAsked(null)}
          onDone={(back) => {
            setAsked(null);
            paperOf(back.id);
          }}
        />
      ) : null}
      {asked === "there" ? <There taking={taking} onClose={() => setAsked(null)} /> : null}
    </article>
  );
}
