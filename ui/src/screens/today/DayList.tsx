import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useToasts } from "../../components/Toasts";
import { useKey } from "../../keys/keys";
import type { AppointmentRow, Day } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useConnectionsThat, usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { civilAt, minutesOf } from "../../text/format";
import { useText } from "../../text/text";
import { linesOfNow } from "./model";
import { Row } from "./Row";
import { StatusMenu } from "./StatusMenu";

interface Props {
  day: Day;
  rows: readonly AppointmentRow[];
  label: string;
  /** Stands beside another list, so the keys enter it only from one of its own rows. */
  aside?: boolean;
}

/** The appointments of a day. Arrows or J and K move, S sets a status. */
export function DayList({ day, rows, label, aside = false }: Props) {
  const { t } = useText();
  const now = useNow();
  const { selected, open } = usePlace();
  const [{ show_purpose, places }] = usePreferences();
  const { shown } = useHidden();
  const { show } = useToasts();
  const list = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ id: string; digits: boolean } | null>(null);

  const accounts = useConnectionsThat("appointments");
  const zoneOf = (row: AppointmentRow) => accounts.find(({ id }) => id === row.connection)?.zone ?? day.zone;
  const zones = rows.some((row) => zoneOf(row) !== day.zone);
  // Whether a visit is late is told by the clock where it takes place.
  const minuteOf = (row: AppointmentRow) =>
    minute === null ? null : minutesOf(civilAt(now, zoneOf(row)).time.slice(0, 5));
  const time = civilAt(now, day.zone).time.slice(0, 5);
  const minute = day.is_today ? minutesOf(time) : null;
  const lines = day.is_today ? linesOfNow(rows, zoneOf, now) : new Map<number, string>();
  const nowAt = day.is_today ? Math.min(rows.length, ...lines.keys()) : -1;
  const selectedAt = rows.findIndex((row) => row.id === selected);
  const menuRow = menu ? rows.find((row) => row.id === menu.id) : undefined;

  const elementOf = useCallback(
    (id: string) => list.current?.querySelector<HTMLElement>(`[data-appointment="${id}"]`) ?? null,
    [],
  );
  const select = useCallback(
    (row: AppointmentRow) =>
      open({ kind: "appointment", appointment: row.id, patient: row.patient.id, date: row.date }),
    [open],
  );
  const openMenu = useCallback(
    (row: AppointmentRow) => {
      select(row);
      if (row.vendor_id !== null) setMenu({ id: row.id, digits: false });
    },
    [select],
  );
  const step = (by: number) => {
    if (rows.length === 0 || (aside && selectedAt === -1)) return false;
    // From nowhere, the keys begin at the visit that is next.
    const from = selectedAt === -1 ? Math.min(Math.max(nowAt, 0), rows.length - 1) - by : selectedAt;
    const row = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
    if (!row) return false;
    select(row);
    const element = elementOf(row.id);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView?.({ block: "nearest" });
    return true;
  };
  const latestStep = useRef(step);
  useEffect(() => {
    latestStep.current = step;
  });
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("open", () => {
    const focused = document.activeElement as HTMLElement | null;
    // Between a menu and the row that it gives the cursor back to, the key means the row that is selected.
    const between = focused === document.body || focused?.id === "list";
    const row = between ? rows[selectedAt] : rows.find((each) => each.id === focused?.dataset["appointment"]);
    if (!row) return false;
    open({ kind: "patient", patient: row.patient.id });
    return true;
  });
  useKey("status", () => {
    const row = rows[selectedAt];
    if (!row) return false;
    if (row.vendor_id === null) show({ id: "row-without-id", text: t("row-without-id") });
    else setMenu({ id: row.id, digits: true });
    return true;
  });

  // The list opens where the day is, once; later it never moves by itself.
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    const first = rows[Math.max(0, nowAt - 4)];
    if (nowAt > 4 && first && list.current) list.current.scrollTop = elementOf(first.id)?.offsetTop ?? 0;
  }, [rows, nowAt, elementOf]);

  const anchor = useMemo(
    () => ({
      current: menu
        ? (elementOf(menu.id)?.querySelector<HTMLElement>("[data-testid=status-button]") ?? null)
        : null,
    }),
    [menu, elementOf],
  );

  return (
    <>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length}
        className={`rows ${zones ? "rows--zones" : ""}`}
        ref={list}
        data-all-begun={nowAt === rows.length ? time : undefined}
      >
        <div role="row" className="unseen">
          <span role="columnheader">{t("column-time")}</span>
          <span role="columnheader">{t("column-patient")}</span>
          <span role="columnheader">{t("column-doctor")}</span>
          <span role="columnheader">{t("column-status")}</span>
        </div>
        {rows.map((row, index) => (
          <Row
            key={row.id}
            row={row}
            now={now}
            minute={minuteOf(row)}
            nowAbove={lines.get(index) ?? null}
            selected={row.id === selected}
            inTabOrder={selectedAt === -1 ? index === 0 : row.id === selected}
            showPurpose={show_purpose || shown}
            showPlace={places.length !== 1}
            showAccount={accounts.length > 1}
            zone={zoneOf(row) === day.zone ? null : zoneOf(row)}
            onSelect={select}
            onStatus={openMenu}
          />
        ))}
      </div>
      {menu && menuRow ? (
        <StatusMenu
          row={menuRow}
          anchor={anchor}
          digits={menu.digits}
          onClose={() => setMenu(null)}
          // Once the menu is gone and has given the focus back.
          onNext={() => requestAnimationFrame(() => requestAnimationFrame(() => latestStep.current(1)))}
        />
      ) : null}
    </>
  );
}
