import { useEffect, useId, useMemo, useRef } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { Field } from "../../components/Fields";
import { useText } from "../../text/text";
import type { CivilNow } from "./model";
import "./times.css";
import { readTime, slotsOf } from "./times";

interface Props {
  /** The day it is for; without one, every time is offered. */
  date: string | null;
  value: string;
  onChange: (time: string) => void;
  onBlur: () => void;
  now: CivilNow;
  /** Starts at which the account has a visit already. */
  taken: ReadonlySet<string>;
  problem: string | null;
}

/** Where the list opens while nothing is chosen: the hour at which desks open. */
const OPENS = "08:00";
/** Pixels of the hour before that stay in view. */
const ABOVE = 4;

/** The time of a visit: typed, or chosen among quarters of an hour, of which some cannot be chosen. */
export function TimeChoice({ date, value, onChange, onBlur, now, taken, problem }: Props) {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  const about = useId();
  const day = date ?? "9999-12-31";
  const minute = now.time.slice(0, 5);
  const slots = useMemo(
    () => slotsOf(day, { date: now.date, time: minute }, taken),
    [day, now.date, minute, taken],
  );
  const read = readTime(value);
  const free = slots.find(({ time, why }) => why === null && (date === now.date || time >= OPENS));
  const opensAt = read ?? free?.time;

  // The list opens at the hour in question whenever the day changes; under the cursor it never moves.
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (opened.current === day || !opensAt) return undefined;
    // The list fills itself after this component stands.
    const frame = requestAnimationFrame(() => {
      const slot = list.current?.querySelector<HTMLElement>(`[data-time="${opensAt.slice(0, 2)}:00"]`);
      if (!slot || !list.current) return;
      opened.current = day;
      list.current.scrollTop = slot.offsetTop - ABOVE;
    });
    return () => cancelAnimationFrame(frame);
  }, [day, opensAt]);

  return (
    <div className="times">
      <Field
        label={t("video-time")}
        value={value}
        onChange={onChange}
        onBlur={() => {
          const whole = readTime(value, true);
          if (whole !== null && whole !== value) onChange(whole);
          onBlur();
        }}
        problem={problem}
        required
        placeholder={t("video-time-example")}
        data-testid="video-time"
      />
      <ListBox
        ref={list}
        className="times__list"
        aria-label={t("video-times")}
        aria-describedby={about}
        layout="grid"
        selectionMode="single"
        selectedKeys={read === null ? [] : [read]}
        onSelectionChange={(keys) => {
          const [chosen] = keys === "all" ? [] : [...keys];
          if (chosen !== undefined) onChange(String(chosen));
        }}
        disabledKeys={slots.filter(({ why }) => why !== null).map(({ time }) => time)}
      >
        {slots.map(({ time, why }) => (
          <ListBoxItem
            key={time}
            id={time}
            textValue={time}
            className={`times__one ${why ? `times__one--${why}` : ""}`}
            data-time={time}
            aria-label={why ? t(`video-slot-${why}`, { time }) : time}
          >
            <span aria-hidden="true">{time}</span>
          </ListBoxItem>
        ))}
      </ListBox>
      <p id={about} className="field__help">
        {t("video-times-help")}
      </p>
    </div>
  );
}
