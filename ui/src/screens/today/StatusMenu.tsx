import { type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button as Base, Dialog, Heading, Popover } from "react-aria-components";
import { Check } from "../../components/icons";
import { Caps } from "../../keys/KeyHint";
import type { AppointmentRow, Stage, StatusMark } from "../../platform/bindings";
import { useDrafts } from "../../state/drafts";
import { useText } from "../../text/text";
import { AskMore, keptFor } from "./AskMore";
import { useCatchUp } from "./catchUp";
import { digitsOf, nextStatus, statusOfDigit } from "./model";
import { useSetStatus } from "./useSetStatus";

interface Props {
  row: AppointmentRow;
  anchor: RefObject<Element | null>;
  /** Opened by S: digits set a status. Opened otherwise, digits start a search. */
  digits: boolean;
  /** Only statuses that mean one of these. */
  stages?: readonly Stage[];
  /** The one that was chosen already: only what has to be asked about it is asked. */
  chosen?: StatusMark;
  onClose(): void;
  /** A note was caught up: the next one is looked at. */
  onNext?(): void;
}

const wantsReason = (mark: StatusMark) => mark.stage === "missed" || mark.stage === "cancelled";

/** All statuses of an appointment, numbered, with the patient they are for. */
export function StatusMenu({ row, anchor, digits, stages, chosen, onClose, onNext }: Props) {
  const { t, format } = useText();
  const set = useSetStatus(row);
  const [asking, setAsking] = useState<StatusMark | null>(chosen ?? null);
  // A line that a digit has led to, and that only Enter carries out.
  const [led, setLed] = useState<string | null>(null);
  const catchUp = useCatchUp();
  const drafts = useDrafts();
  const exclusive = row.exclusive;

  // A lock takes the menu away without this: then what was typed waits for whoever typed it.
  const leaveAsking = () => {
    if (asking) drafts.set(keptFor(row, asking), undefined);
    setAsking(null);
  };
  const leave = () => {
    leaveAsking();
    onClose();
  };
  const choose = (mark: StatusMark, value: boolean) => {
    if (value && !mark.set && (catchUp.on || wantsReason(mark))) {
      setAsking(mark);
      return;
    }
    onClose();
    void set(mark, value);
  };
  const send = (mark: StatusMark, reason: string, time: string | null) => {
    onClose();
    void set(mark, true, { reason, time });
    if (time !== null) onNext?.();
  };
  // A digit does what its line says: a status that gives way to another one only is said to be set already.
  const press = (mark: StatusMark) => choose(mark, exclusive || !mark.set);
  const onKeyDown = (event: KeyboardEvent) => {
    if (asking) return;
    if (/^\d$/.test(event.key)) {
      // A digit that no S came before is a scanner or a phone number: the search takes it.
      if (!digits) {
        // At once, so that the menu does not pull the focus back from the box.
        flushSync(onClose);
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const mark = statusOfDigit(row, event.key);
      // One slip of a finger must not take away what somebody has set.
      if (mark?.set && !exclusive) {
        setLed(mark.key);
        document.querySelector<HTMLElement>(`[data-status="${CSS.escape(mark.key)}"]`)?.focus();
      } else if (mark) press(mark);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, KeyJ: 1, KeyK: -1 }[event.code];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const all = [...document.querySelectorAll<HTMLElement>("[data-status]")];
    const at = all.findIndex((each) => each === document.activeElement);
    const to = at === -1 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
    all[to]?.focus();
  };
  // Before everything else that listens: wherever the focus is, these keys are the menu's.
  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);

  const focusFirst = (list: HTMLUListElement | null) => {
    const next = led ?? nextStatus(row)?.key;
    const found = next ? list?.querySelector<HTMLElement>(`[data-status="${CSS.escape(next)}"]`) : null;
    (found ?? list?.querySelector<HTMLElement>("[data-status]:not([data-set])"))?.focus();
  };

  const wanted = (mark: StatusMark) => !stages || (mark.stage !== null && stages.includes(mark.stage));
  const active = row.statuses.filter((mark) => mark.active && wanted(mark));
  const old = row.statuses.filter((mark) => !mark.active && mark.set && wanted(mark));
  const numbers = digitsOf(row.statuses);
  const name = format.person(row.patient.name) || t("unknown-patient");
  const { birth_date } = row.patient;
  return (
    <Popover
      className="statuses"
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => !open && leave()}
      placement="left top"
      offset={8}
      crossOffset={-10}
    >
      <Dialog className="statuses__body">
        <div className="stack">
          <div className="statuses__head">
            <Heading slot="title" level={2}>
              <span className="unseen">{t("status-menu", { name })}</span>
              <span aria-hidden="true">{name}</span>
            </Heading>
            <p className="soft small">
              {birth_date ? format.date(birth_date) : t("no-birth-date")}
              {row.start
                ? ` · ${t("status-menu-when", { date: format.day(row.date), time: format.time(row.start) })}`
                : ""}
            </p>
          </div>
          {asking ? (
            <AskMore
              row={row}
              mark={asking}
              time={catchUp.on}
              reason={wantsReason(asking)}
              onCancel={chosen ? leave : leaveAsking}
              onSend={(reason, time) => send(asking, reason, time)}
            />
          ) : (
            <ul className="statuses__list" ref={focusFirst}>
              {active.map((mark) => (
                <li key={mark.key}>
                  <One
                    mark={mark}
                    onChoose={() => press(mark)}
                    digit={digits ? (numbers.get(mark.key) ?? null) : null}
                    stays={exclusive}
                    led={led === mark.key}
                  />
                </li>
              ))}
              {active.length === 0 ? <li className="soft small">{t("status-none")}</li> : null}
            </ul>
          )}
          {old.length > 0 && !asking ? (
            <ul className="statuses__old">
              {old.map((mark) => (
                <li key={mark.key}>
                  {mark.name}: {t("status-inactive")}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </Dialog>
    </Popover>
  );
}

function One({
  mark,
  onChoose,
  digit,
  stays,
  led,
}: {
  mark: StatusMark;
  onChoose(): void;
  /** What sets it, or takes it away, from the keyboard. */
  digit: string | null;
  /** Once set it gives way to another status only. */
  stays: boolean;
  /** A digit has led here: Enter carries it out. */
  led: boolean;
}) {
  const { t } = useText();
  return (
    <Base
      className="statuses__one"
      data-status={mark.key}
      data-testid={`status-option-${mark.key}`}
      data-set={mark.set || undefined}
      onPress={onChoose}
    >
      {digit ? <Caps caps={[digit]} /> : null}
      <span
        className="statuses__mark"
        style={mark.color ? { background: mark.color } : {}}
        aria-hidden="true"
      />
      <span className="cut">
        {mark.set && !stays ? t("status-take-away", { status: mark.name }) : mark.name}
      </span>
      {led ? (
        <>
          <Caps caps={["Enter"]} />
          <span className="unseen">{t("status-take-away-enter")}</span>
        </>
      ) : null}
      {mark.pending && !led ? <span className="statuses__aside">{t("status-pending")}</span> : null}
      {mark.set && stays ? <span className="unseen">{t("status-is-set")}</span> : null}
      {mark.set ? <Check /> : null}
    </Base>
  );
}
