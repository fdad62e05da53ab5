import { useCallback, useEffect, useMemo, useRef } from "react";
import { Field } from "../../components/Fields";
import { useText } from "../../text/text";
import { TimeList } from "./TimeList";
import type { CivilNow } from "./model";
import { readTime, slotsOf } from "./times";

interface Props {
  /** The day it is for; without one, every time is offered. */
  date: string | null;
  value: string;
  onChange: (time: string) => void;
  now: CivilNow;
  /** Starts at which the account has a visit already. */
  taken: ReadonlySet<string>;
  problem: string | null;
  /** The id of what says which times cannot be chosen. */
  about: string;
}

/** Where the list opens while nothing is chosen: the hour at which desks open. */
const OPENS = "08:00";
const NO_DAY = "9999-12-31";

/** The time of a visit: typed, or chosen among quarters of an hour, of which some cannot be chosen. */
export function TimeChoice({ date, value, onChange, now, taken, problem, about }: Props) {
  const { t } = useText();
  const day = date ?? NO_DAY;
  const minute = now.time.slice(0, 5);
  const slots = useMemo(
    () => slotsOf(day, { date: now.date, time: minute }, taken),
    [day, now.date, minute, taken],
  );
  const read = readTime(value);
  const free = slots.find(({ time, why }) => why === null && (date === now.date || time >= OPENS));
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const choose = useCallback((time: string) => latest.current(time), []);
  return (
    <div className="times">
      <Field
        label={t("video-time")}
        value={value}
        onChange={onChange}
        onBlur={() => {
          const whole = readTime(value, true);
          if (whole !== null && whole !== value) onChange(whole);
        }}
        problem={problem}
        required
        placeholder={t("video-time-example")}
        data-testid="video-time"
      />
      <TimeList
        slots={slots}
        chosen={read}
        onChoose={choose}
        day={day}
        opensAt={read ?? free?.time}
        about={about}
      />
    </div>
  );
}
