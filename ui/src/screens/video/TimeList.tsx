import { memo, useEffect, useRef } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { useText } from "../../text/text";
import "./times.css";
import type { Slot } from "./times";

interface Props {
  slots: readonly Slot[];
  /** The time that is chosen, `HH:MM`. */
  chosen: string | null;
  onChoose: (time: string) => void;
  /** Where the list opens: anew whenever `day` changes. */
  day: string;
  opensAt: string | undefined;
  /** The id of what says which times cannot be chosen. */
  about: string;
}

/** Pixels of the hour before that stay in view. */
const ABOVE = 4;

/** Quarters of an hour to choose from. Kept apart, so that typing elsewhere does not draw them all again. */
export const TimeList = memo(function TimeList({ slots, chosen, onChoose, day, opensAt, about }: Props) {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
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
    <ListBox
      ref={list}
      className="times__list"
      aria-label={t("video-times")}
      aria-describedby={about}
      layout="grid"
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : [...keys];
        if (key !== undefined) onChoose(String(key));
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
  );
});
