import { type ReactNode, memo } from "react";
import { Tag } from "../../components/Tag";
import { Camera, Clock } from "../../components/icons";
import type { VideoVisit } from "../../platform/bindings";
import { useText } from "../../text/text";
import { type CivilNow, type Standing as Stands, standingOf } from "./model";
import { birthWords, nameOf, standingWords } from "./words";

const OVER: readonly Stands[] = ["past", "removing"];
const PENDING: readonly Stands[] = ["booking", "removing", "unknown", "asks", "refused"];

interface Props {
  visit: VideoVisit;
  now: CivilNow;
  selected: boolean;
  /** Reached by Tab. */
  inTabOrder: boolean;
  /** There are several accounts, so each row says whose it is. */
  showAccount: boolean;
  sameName: boolean;
  onSelect(visit: VideoVisit): void;
}

/** One visit in the list. */
export const VisitRow = memo(function VisitRow({
  visit,
  now,
  selected,
  inTabOrder,
  showAccount,
  sameName,
  onSelect,
}: Props) {
  const text = useText();
  const { t, format } = text;
  const standing = standingOf(visit, now);
  return (
    // The keys of the list are the window's: see VisitList.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      tabIndex={inTabOrder ? 0 : -1}
      aria-selected={selected}
      className={`visit ${showAccount ? "visit--account" : ""} ${OVER.includes(standing) ? "visit--over" : ""} ${selected ? "visit--selected" : ""}`}
      data-testid="video-row"
      data-visit={visit.id}
      data-vendor-id={visit.vendor_id ?? ""}
      data-standing={standing}
      onClick={() => onSelect(visit)}
    >
      <Cell className="visit__time">{visit.start ? format.time(visit.start.slice(11)) : "–"}</Cell>
      <Cell className="visit__who">
        <span className="visit__name cut">{nameOf(text, visit)}</span>
        <span className="visit__birth">{birthWords(text, visit.patient, visit.birth_year)}</span>
        {sameName ? <Tag tone="violet">{t("row-same-name")}</Tag> : null}
      </Cell>
      {showAccount ? <Cell className="visit__account cut">{visit.connection_name}</Cell> : null}
      <Cell className="visit__state">
        <Standing standing={standing}>{standingWords(text, standing, visit, now)}</Standing>
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

/** How a visit stands: always a word, its colour only beside it. */
export function Standing({ standing, children }: { standing: Stands; children: ReactNode }) {
  return (
    <span
      className={`standing standing--${standing} ${PENDING.includes(standing) ? "standing--pending" : ""}`}
    >
      {PENDING.includes(standing) ? <Clock /> : <Camera />}
      <span className="cut">{children}</span>
    </span>
  );
}
