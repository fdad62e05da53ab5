import { type ReactNode, type Ref, memo } from "react";
import { Tag } from "../../components/Tag";
import type { AppointmentRow } from "../../platform/bindings";
import { minutesOf } from "../../text/format";
import { useText } from "../../text/text";
import { useCaughtUp } from "./catchUp";
import { cityOf, lengthOf } from "./model";
import { StatusButton } from "./StatusButton";

interface Props {
  row: AppointmentRow;
  now: Date;
  /** Minutes after midnight now, when the list is today's. */
  minute: number | null;
  /** The line of now stands above this row, and says this time. */
  nowAbove: string | null;
  selected: boolean;
  /** Reached by Tab. */
  inTabOrder: boolean;
  showPurpose: boolean;
  showPlace: boolean;
  /** Several accounts have appointments, so each row says whose it is. */
  showAccount: boolean;
  /** The zone its time is told in, where it is not the day's. */
  zone: string | null;
  onSelect(row: AppointmentRow): void;
  onStatus(row: AppointmentRow): void;
  ref?: Ref<HTMLDivElement>;
}

/** A start that has passed by so many minutes, with nobody seen, is marked late. */
const LATE = 15;

/** One appointment of the day. */
export const Row = memo(function Row({
  row,
  now,
  minute,
  nowAbove,
  selected,
  inTabOrder,
  showPurpose,
  showPlace,
  showAccount,
  zone,
  onSelect,
  onStatus,
  ref,
}: Props) {
  const { t, format } = useText();
  const [entered] = useCaughtUp(row.id);
  const length = lengthOf(row);
  const over = row.stage === "done" || row.stage === "missed" || row.stage === "cancelled";
  const begun = minute !== null && row.start ? minute - minutesOf(row.start) : 0;
  const late = (row.stage === "expected" || row.stage === "confirmed") && begun >= LATE;
  const mark = row.statuses.findLast((each) => each.set && each.name === row.stage_name);
  return (
    // The keys of the list are the window's: see useListKeys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={ref}
      role="row"
      tabIndex={inTabOrder ? 0 : -1}
      aria-selected={selected}
      className={`row ${over ? "row--over" : ""} ${selected ? "row--selected" : ""} ${row.foreign ? "row--foreign" : ""}`}
      data-testid="today-row"
      data-appointment={row.id}
      data-vendor-id={row.vendor_id ?? ""}
      data-now={nowAbove ?? undefined}
      onClick={() => onSelect(row)}
    >
      <span className="row__edge" style={mark?.color ? { background: mark.color } : {}} title={mark?.name} />
      <Cell className="row__time">
        <b title={zone ? t("row-zone", { zone }) : undefined}>
          {row.start ? format.time(row.start) : "–"}
          {row.start && zone ? <span className="row__zone"> {cityOf(zone)}</span> : null}
        </b>
        {length === null ? null : <small>{format.minutes(length)}</small>}
      </Cell>
      <Cell className="row__who">
        <span className="row__name cut">{format.person(row.patient.name) || t("unknown-patient")}</span>
        <span className="row__birth">
          {row.patient.birth_date ? format.date(row.patient.birth_date) : t("no-birth-date")}
        </span>
        {row.pencilled ? (
          <Tag tone="amber" title={t("booking-pencilled-row", { vendor: row.connection_name })}>
            {t("booking-pencilled")}
          </Tag>
        ) : null}
        {row.same_name ? <Tag tone="violet">{t("row-same-name")}</Tag> : null}
        {row.same_phone ? <Tag tone="violet">{t("row-same-phone")}</Tag> : null}
        {row.foreign ? (
          <Tag tone="red" title={t("row-foreign-help", { vendor: row.connection_name })}>
            {t("row-foreign")}
          </Tag>
        ) : null}
        {late ? (
          <Tag tone="red" title={t("row-late-help", { time: format.minutes(begun) })}>
            {t("row-late", { time: format.minutes(begun) })}
          </Tag>
        ) : null}
        {entered ? <Tag>{t("catch-up-entered", { time: entered })}</Tag> : null}
        {showPurpose && row.purpose ? <span className="row__purpose cut">{row.purpose}</span> : null}
      </Cell>
      <Cell className="row__doctor">
        <span className="row__by">
          <span className="cut">{row.doctor && format.person(row.doctor)}</span>
          {showAccount ? (
            <span className="row__account cut" title={row.connection_name}>
              {row.connection_name}
            </span>
          ) : null}
        </span>
        <small className="cut" title={row.place ?? undefined}>
          {[row.room, showPlace || !row.room ? row.place : null].filter(Boolean).join(" · ")}
        </small>
      </Cell>
      <Cell className="row__status">
        <StatusButton row={row} now={now} onPress={() => onStatus(row)} />
      </Cell>
    </div>
  );
});

function Cell({ className, children }: { className: string; children: ReactNode }) {
  return (
    <div role="gridcell" className={className}>
      {children}
    </div>
  );
}
