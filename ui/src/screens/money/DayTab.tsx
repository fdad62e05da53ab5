import { useEffect } from "react";
import { Button, IconButton } from "../../components/Button";
import { ChevronLeft, ChevronRight, Plus } from "../../components/icons";
import { Empty } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { MoneyDay } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat, useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { addDays, civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { InvoiceList } from "../invoice/InvoiceList";
import { NotedOtherwise } from "../invoice/NotedOtherwise";
import { AtVendors } from "./AtVendors";
import { MoneyActs } from "./MoneyActs";
import { NotPaidList } from "./NotPaidList";
import { Reading } from "./Reading";
import { Sums } from "./Sums";
import { Takings } from "./Takings";

/** A day's money at this desk: what waits, what was taken, what the vendors have, who has not paid. */
export function DayTab() {
  const { t, format } = useText();
  const { open, patient } = usePlace();
  const today = civilAt(useNow(), useZone()).date;
  // The day looked at survives a walk to another screen.
  const [date, setDate] = useDraft<string>("money-date");
  const invoices = useConnectionsThat("invoices").length > 0;
  const read = useRead("money_day", date ? { date } : {});
  const { data: day, again } = read;
  const shown = date ?? day?.date ?? today;
  // The desk stays open over midnight.
  const yesterdays = date === undefined && day !== undefined && day.date !== today;
  useEffect(() => {
    if (yesterdays) again();
    // Asked once for each new day, not for every answer.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [yesterdays, today]);
  const go = (days: number) => {
    const to = addDays(shown, days);
    setDate(to >= today ? undefined : to);
  };
  useKey("previous-day", () => go(-1));
  useKey("next-day", () => go(1));
  useKey("this-day", () => setDate(undefined));
  return (
    <div className="money__day">
      <div className="money__bar">
        <div className="line">
          <IconButton label={t("today-previous")} onPress={() => go(-1)}>
            <ChevronLeft />
          </IconButton>
          <h2>{date ? format.longDay(shown) : t("money-today", { day: format.day(shown) })}</h2>
          <IconButton label={t("today-next")} onPress={() => go(1)} isDisabled={!date}>
            <ChevronRight />
          </IconButton>
          {date ? (
            <Button small onPress={() => setDate(undefined)} hint="this-day">
              {t("today-back")}
            </Button>
          ) : null}
        </div>
        <Button
          icon={<Plus />}
          onPress={() => open({ kind: "record-taking", patient })}
          data-testid="money-record"
        >
          {t("money-record")}
        </Button>
      </div>
      {invoices && !date ? <InvoiceList /> : null}
      <Reading of={read}>{(answer) => <DayBody day={answer} />}</Reading>
    </div>
  );
}

function DayBody({ day }: { day: MoneyDay }) {
  const { t } = useText();
  return (
    <>
      <section className="stack" aria-label={t("money-takings")}>
        <div className="money__bar">
          <h3>{t("money-takings")}</h3>
          <MoneyActs key={day.date} paper={{ what: "day", date: day.date }} />
        </div>
        {day.takings.length > 0 ? (
          <>
            <Takings takings={day.takings} date={day.date} />
            <Sums day={day} />
          </>
        ) : (
          <Empty title={t("money-none")}>{t("money-none-help")}</Empty>
        )}
      </section>
      <NotedOtherwise date={day.date} />
      <NotPaidList rows={day.not_paid} />
      <AtVendors rows={day.at_vendors} asked={day.asked} />
    </>
  );
}
