import { useEffect, useMemo, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { Button, IconButton } from "../../components/Button";
import { ChevronLeft, ChevronRight } from "../../components/icons";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { Day } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useIsManager } from "../../state/manager";
import { useAppState, usePreferences, useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { addDays, civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { useCatchUp } from "./catchUp";
import { Chips } from "./Chips";
import { DayList } from "./DayList";
import { type Group, countGroups, groupOf, ofPlaces } from "./model";
import { PlaceFilter } from "./PlaceFilter";
import "./today.css";

/** The day at the desk: who is expected, who waits, who is where. */
export function Today() {
  const { t, format, error } = useText();
  const zone = useZone();
  const now = useNow();
  // The day looked at survives a walk to another screen.
  const [date, setDate] = useDraft<string>("today-date");
  const { data: day, error: problem, again } = useRead("day", date ? { date } : {});
  const shownDate = date ?? day?.date ?? civilAt(now, zone).date;
  const isToday = date === undefined;
  // The desk stays open over midnight.
  const today = civilAt(now, zone).date;
  const yesterdays = isToday && day !== undefined && day.date !== today;
  useEffect(() => {
    if (yesterdays) again();
    // Asked once for each new day, not for every answer.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [yesterdays, today]);
  const go = (days: number) => {
    const to = addDays(shownDate, days);
    setDate(to === civilAt(now, zone).date ? undefined : to);
  };
  useKey("previous-day", () => go(-1));
  useKey("next-day", () => go(1));
  useKey("this-day", () => setDate(undefined));

  return (
    <section className="today">
      <header className="today__head">
        <div className="today__title">
          <h1>{isToday ? t("today-title") : format.longDay(shownDate)}</h1>
          <div className="today__days">
            <IconButton label={t("today-previous")} onPress={() => go(-1)}>
              <ChevronLeft />
            </IconButton>
            {isToday ? <span className="soft">{format.day(shownDate)}</span> : null}
            {isToday ? null : (
              <Button small onPress={() => setDate(undefined)} hint="this-day">
                {t("today-back")}
              </Button>
            )}
            <IconButton label={t("today-next")} onPress={() => go(1)}>
              <ChevronRight />
            </IconButton>
          </div>
          {shownDate <= today ? <CatchUpSwitch /> : null}
          {day ? <PlaceFilter places={day.places} /> : null}
        </div>
        {day ? (
          <div className="today__under">
            <LineUnderTitle day={day} now={now} mayCatchUp={shownDate <= today} />
            <ConfirmMeanings />
          </div>
        ) : null}
      </header>
      {problem ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(problem)}
        </Notice>
      ) : null}
      {day ? <DayBody key={shownDate} day={day} now={now} /> : null}
      {!day && !problem ? (
        <div className="rows">
          <Skeleton rows={10} label={t("loading")} />
        </div>
      ) : null}
    </section>
  );
}

/** Until a person has confirmed what the statuses mean, colours and counts rest on a proposal. */
function ConfirmMeanings() {
  const { t } = useText();
  const { connections } = useAppState();
  const { go } = usePlace();
  const manager = useIsManager();
  if (!manager || connections.every((connection) => connection.stages_confirmed)) return null;
  return (
    <Button small look="quiet" onPress={() => go("settings")}>
      {t("today-confirm-statuses")}
    </Button>
  );
}

/** Puts times to what happened while nothing worked. */
function CatchUpSwitch() {
  const { t } = useText();
  const { on, set } = useCatchUp();
  return (
    <ToggleButton className="chip" isSelected={on} onChange={set} data-testid="catch-up">
      {t("catch-up")}
    </ToggleButton>
  );
}

/** One line in one place, so that nothing under it moves: what the list rests on, or how notes are caught up. */
function LineUnderTitle({ day, now, mayCatchUp }: { day: Day; now: Date; mayCatchUp: boolean }) {
  const { t } = useText();
  const { on } = useCatchUp();
  if (!on || !mayCatchUp) return <MadeFromLine day={day} now={now} />;
  return (
    <p className="today__made today__made--catch-up" role="status">
      {t("catch-up-line")}
    </p>
  );
}

function MadeFromLine({ day, now }: { day: Day; now: Date }) {
  const { t, format } = useText();
  const { checked, known, fill_complete, last_full_round, newest } = day.made_from;
  const parts = [
    t("today-here", { count: day.rows.filter((row) => !row.foreign).length }),
    checked >= known && fill_complete
      ? t("today-made-from-all", { known: format.number(known) })
      : t("today-made-from", { checked: format.number(checked), known: format.number(known) }),
    newest ? t("today-asked", { when: format.instant(newest, now) }) : null,
    last_full_round ? t("today-full-round", { when: format.instant(last_full_round, now) }) : null,
    fill_complete ? null : t("today-filling"),
  ];
  return <p className="today__made soft">{parts.filter(Boolean).join(" · ")}</p>;
}

function DayBody({ day, now }: { day: Day; now: Date }) {
  const { t, format } = useText();
  const [{ places }] = usePreferences();
  const [group, setGroup] = useState<Group | null>(null);
  const all = useMemo(() => ofPlaces(day.rows, places), [day.rows, places]);
  const here = useMemo(() => all.filter((row) => !row.foreign), [all]);
  const foreign = useMemo(() => all.filter((row) => row.foreign), [all]);
  const { counts, longest } = countGroups(here, now);

  // A row whose status changes while a group is looked at stays until the group is chosen anew:
  // nothing moves under the cursor.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const choose = (next: Group | null) => {
    setGroup(next);
    setKept(new Set(next ? here.filter((row) => groupOf(row) === next).map((row) => row.id) : []));
  };
  const rows = useMemo(
    () => (group ? here.filter((row) => groupOf(row) === group || kept.has(row.id)) : here),
    [here, group, kept],
  );

  return (
    <>
      <Chips counts={counts} longest={longest} group={group} onGroup={choose} />
      {rows.length > 0 ? <DayList day={day} rows={rows} label={t("today-list")} /> : null}
      {rows.length === 0 && group ? (
        <Empty
          title={t("today-empty-filter")}
          action={<Button onPress={() => choose(null)}>{t("today-show-all")}</Button>}
        >
          {t("today-empty-filter-help")}
        </Empty>
      ) : null}
      {rows.length === 0 && !group ? (
        <Empty title={t("today-empty")}>
          {t("today-empty-help", {
            checked: format.number(day.made_from.checked),
            known: format.number(day.made_from.known),
          })}
        </Empty>
      ) : null}
      {foreign.length > 0 && !group ? (
        <section className="foreign">
          <h2>{t("today-foreign")}</h2>
          <p className="soft">
            {t("row-foreign-help", {
              vendor: [...new Set(foreign.map((row) => row.connection_name))].join(" / "),
            })}
          </p>
          <DayList day={{ ...day, is_today: false }} rows={foreign} label={t("today-foreign")} aside />
        </section>
      ) : null}
    </>
  );
}
