import { type Ref, memo } from "react";
import { Button as Base, Tooltip, TooltipTrigger } from "react-aria-components";
import { Clock } from "../../components/icons";
import type { AppointmentRow } from "../../platform/bindings";
import { useText } from "../../text/text";
import { arrivalSeen, waitingMinutes } from "./model";
import "./status.css";

interface Props {
  row: AppointmentRow;
  now: Date;
  onPress(): void;
  ref?: Ref<HTMLButtonElement>;
}

/** The status of a row: the clinic's own word, in the colour of its meaning. Opens all statuses. */
export const StatusButton = memo(function StatusButton({ row, now, onPress, ref }: Props) {
  const { t, format } = useText();
  const name = row.stage_name ?? t(`stage-${row.stage}`);
  const waited = waitingMinutes(row, now);
  const state = row.pending
    ? t(
        row.pending_state === "asks"
          ? "row-question"
          : isOtherPending(row)
            ? "row-other-not-sent"
            : "row-not-sent",
      )
    : waited === null || waited < 1
      ? null
      : format.minutes(waited, !arrivalSeen(row));
  const why =
    row.vendor_id === null
      ? t("row-without-id")
      : waited === null || waited < 1
        ? null
        : t("row-since-help", { time: format.minutes(waited) });
  const locked = row.vendor_id === null;
  const button = (
    <Base
      ref={ref}
      className={`status status--${row.stage} ${row.pending ? "status--pending" : ""} ${locked ? "status--locked" : ""}`}
      data-testid="status-button"
      data-stage={row.stage}
      // Stays reachable, so that the reason can be heard: pressing it only selects the row.
      aria-disabled={locked || undefined}
      aria-haspopup={locked ? undefined : "dialog"}
      excludeFromTabOrder
      onPress={onPress}
    >
      {row.pending ? <Clock /> : <span className="status__dot" aria-hidden="true" />}
      <span className="status__words">
        <span className="cut">{name}</span>
        {state === null ? null : <span className="status__state">, {state}</span>}
      </span>
      {locked ? <span className="unseen">. {why}</span> : null}
    </Base>
  );
  if (why === null) return button;
  return (
    <TooltipTrigger delay={300}>
      {button}
      <Tooltip className="tip" offset={6}>
        {why}
      </Tooltip>
    </TooltipTrigger>
  );
});

/** Whether what waits is another status than the one shown, which the vendor has. */
function isOtherPending({ statuses, stage_name: shown }: AppointmentRow): boolean {
  const waiting = statuses.filter(({ pending }) => pending);
  return shown !== null && waiting.length > 0 && waiting.every(({ name }) => name !== shown);
}
