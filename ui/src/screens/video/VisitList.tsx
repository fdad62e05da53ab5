import { useEffect, useMemo, useRef } from "react";
import { useKey } from "../../keys/keys";
import type { VideoVisit } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useConnectionsThat, useZone } from "../../state/desk";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { VisitRow } from "./VisitRow";
import { type DayGroup, sameNames } from "./model";
import { dayWords } from "./words";

interface Props {
  coming: readonly DayGroup[];
  past: readonly DayGroup[];
  /** Today at the clinic. */
  today: string;
}

/** The visits day by day. Arrows or J and K move through all days, Enter goes to what can be done. */
export function VisitList({ coming, past, today }: Props) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const desk = useZone();
  const accounts = useConnectionsThat("video");
  const { panel, open } = usePlace();
  const list = useRef<HTMLDivElement>(null);
  const selected = panel?.kind === "video-visit" ? panel.visit : null;
  const visits = useMemo(() => [...coming, ...past].flatMap((group) => group.visits), [coming, past]);
  const zoneOf = (visit: VideoVisit) => accounts.find(({ id }) => id === visit.connection)?.zone ?? desk;

  const elementOf = (id: string) => list.current?.querySelector<HTMLElement>(`[data-visit="${id}"]`) ?? null;
  const select = (visit: VideoVisit) =>
    open({ kind: "video-visit", visit: visit.id, patient: visit.patient?.id ?? null });

  // When the panel closes, the keys go on from the visit it showed.
  const lately = useRef<string | null>(selected);
  useEffect(() => {
    const before = lately.current;
    if (selected !== null) lately.current = selected;
    else if (panel === null && before && document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>(`[data-visit="${before}"]`)?.focus({ preventScroll: true });
  }, [selected, panel]);

  const step = (by: number) => {
    const from = visits.findIndex(({ id }) => id === (selected ?? lately.current));
    const at = from === -1 ? firstComing() : from + by;
    const visit = visits[Math.min(Math.max(at, 0), visits.length - 1)];
    if (!visit) return false;
    select(visit);
    const element = elementOf(visit.id);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView?.({ block: "nearest" });
    return true;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("open", () => {
    const id = (document.activeElement as HTMLElement | null)?.dataset["visit"];
    const visit = visits.find((each) => each.id === id);
    if (!visit) return false;
    select(visit);
    // The panel stands after this event.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>("[data-visit-actions] :is(button, a)")?.focus(),
    );
    return true;
  });

  // From nowhere, the keys begin at the visit that is next.
  function firstComing(): number {
    const next = visits.findIndex((visit) => {
      const { date, time } = civilAt(now, zoneOf(visit));
      return visit.start !== null && visit.start >= `${date}T${time.slice(0, 5)}`;
    });
    return Math.max(next, 0);
  }

  const day = (group: DayGroup, gone: boolean) => {
    const { date } = group;
    const near = date ? dayWords(text, date, today) : "";
    const title =
      date === null ? t("video-time-unreadable") : near === format.day(date) ? format.longDay(date) : near;
    const same = sameNames(group.visits);
    return (
      <section key={`${gone} ${date}`} className="video__day">
        <h3 className="video__date">
          {title}
          {date !== null && near !== format.day(date) ? (
            <span className="soft"> {format.day(date)}</span>
          ) : null}
        </h3>
        <div
          role="grid"
          aria-label={date === null ? title : format.longDay(date)}
          aria-rowcount={group.visits.length}
          className="video__box"
        >
          <div role="row" className="unseen">
            <span role="columnheader">{t("column-time")}</span>
            <span role="columnheader">{t("column-patient")}</span>
            {accounts.length > 1 ? <span role="columnheader">{t("video-column-account")}</span> : null}
            <span role="columnheader">{t("video-column-standing")}</span>
          </div>
          {group.visits.map((visit) => (
            <VisitRow
              key={visit.id}
              visit={visit}
              now={civilAt(now, zoneOf(visit))}
              selected={visit.id === selected}
              inTabOrder={selected === null ? visit === visits[0] : visit.id === selected}
              showAccount={accounts.length > 1}
              sameName={same.has(visit.name.toLocaleLowerCase())}
              onSelect={select}
            />
          ))}
        </div>
      </section>
    );
  };

  return (
    <div ref={list} className="video__days">
      <h2 className="unseen">{t("video-coming")}</h2>
      {coming.map((group) => day(group, false))}
      {past.length > 0 ? <h2 className="video__gone">{t("video-past")}</h2> : null}
      {past.map((group) => day(group, true))}
    </div>
  );
}
