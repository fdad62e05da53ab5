import { type RefObject, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { AppointmentRow, HistoryLine, Stage, StatusMark } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { authorOf } from "../../text/author";
import { useText } from "../../text/text";
import { fieldName, valueWords } from "../audit/words";
import { useCatchUp } from "./catchUp";
import { digitsOf, nextStatus } from "./model";
import { StatusMenu } from "./StatusMenu";
import "./today.css";
import { useSetStatus } from "./useSetStatus";

const NOT_COMING: readonly Stage[] = ["missed", "cancelled"];

interface Menu {
  anchor: RefObject<HTMLDivElement | null>;
  digits: boolean;
  stages?: readonly Stage[];
  chosen?: StatusMark;
}

/** The one next step, big; every other status beside it. */
export function AppointmentActions({ row }: { row: AppointmentRow }) {
  const { t } = useText();
  const set = useSetStatus(row);
  const other = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<Menu | null>(null);
  const catchUp = useCatchUp();
  const next = nextStatus(row);
  useKey("status", () => {
    // Where the list shows the row, the statuses stand beside it there.
    const inList = document.querySelector(`[data-testid="today-row"][data-appointment="${row.id}"]`);
    if (inList || row.vendor_id === null) return false;
    setMenu({ anchor: other, digits: true });
    return true;
  });
  if (row.vendor_id === null) return <Notice tone="warn">{t("row-without-id")}</Notice>;
  const digit = next ? digitsOf(row.statuses).get(next.key) : undefined;
  const mayNotCome = row.stage === "expected" || row.stage === "confirmed" || row.stage === "arrived";
  const offersNotComing =
    mayNotCome &&
    row.statuses.some((mark) => mark.active && mark.stage !== null && NOT_COMING.includes(mark.stage));
  return (
    <div className="stack">
      {row.foreign ? <Notice tone="warn">{t("row-foreign-help")}</Notice> : null}
      {next ? (
        <Button
          look="primary"
          wide
          {...(digit ? { hint: "status", hintThen: digit } : {})}
          onPress={() =>
            catchUp.on ? setMenu({ anchor: other, digits: false, chosen: next }) : void set(next, true)
          }
          data-testid="next-status"
        >
          {next.name}
        </Button>
      ) : null}
      <div ref={other} className="actions">
        <Button wide hint="status" onPress={() => setMenu({ anchor: other, digits: false })}>
          {t("appointment-other")}
        </Button>
        {offersNotComing ? (
          <Button wide onPress={() => setMenu({ anchor: other, digits: false, stages: NOT_COMING })}>
            {t("appointment-not-coming")}
          </Button>
        ) : null}
      </div>
      {menu ? <StatusMenu row={row} {...menu} onClose={() => setMenu(null)} /> : null}
    </div>
  );
}

/** Who set what, when, newest first. */
export function AppointmentHistory({ id }: { id: string }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const { data } = useRead("appointment_history", { id });
  if (!data) return null;
  if (data.length === 0) return <p className="soft small">{t("appointment-no-history")}</p>;
  const when = (line: HistoryLine) => {
    const at = { when: format.instant(line.at, now) };
    if (!line.here) return t(line.value ? "history-seen" : "history-there", at);
    const done = line.state ? t(`history-state-${line.state}`, at) : t("history-here", at);
    const who = authorOf(line.who);
    return who ? t("history-by", { done, who }) : done;
  };
  return (
    <ol className="history">
      {data.map((line) => (
        <li key={`${line.at} ${line.status} ${line.value}`}>
          {line.moved.length > 0
            ? line.moved.map(({ field, before, after }) => (
                <span key={field}>
                  {t("history-moved", {
                    field: fieldName(text, field),
                    before: valueWords(text, field, before) ?? "",
                    after: valueWords(text, field, after) ?? "",
                  })}
                </span>
              ))
            : line.value
              ? line.status
              : t("history-cleared", { status: line.status })}
          {line.happened_at ? (
            <span className="small">
              {t("history-happened", { time: format.instant(line.happened_at, now) })}
            </span>
          ) : null}
          <span className="soft small">{when(line)}</span>
          {line.reason ? (
            <span className="soft small">{t("audit-quoted", { words: line.reason })}</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
