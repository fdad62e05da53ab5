import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { GridList } from "react-aria-components";
import { useKey } from "../keys/keys";

interface Props<Row extends { id: string }> {
  label: string;
  className: string;
  rows: readonly Row[];
  /** The row that the panel shows. */
  selected: string | null;
  onSelect: (row: Row) => void;
  /** A row as an item of a grid list, under its own id. */
  children: (row: Row) => ReactNode;
}

/** A list whose rows are read in the panel, one at a time. Arrows or J and K move. */
export function PanelList<Row extends { id: string }>(props: Props<Row>) {
  const { label, className, rows, selected, onSelect, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const step = (by: number) => {
    const here = rows.findIndex(({ id }) => id === selected);
    const next = here < 0 ? rows[0] : rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
    if (!next) return false;
    onSelect(next);
    list.current?.querySelector<HTMLElement>(`[data-key="${next.id}"]`)?.focus();
    return true;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDownCapture={passEscape}>
      <GridList
        ref={list}
        className={className}
        aria-label={label}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected ? [selected] : []}
        onSelectionChange={(keys) => {
          const [id] = keys === "all" ? [] : [...keys];
          const row = rows.find((each) => each.id === id);
          if (row) onSelect(row);
        }}
      >
        {rows.map(children)}
      </GridList>
    </div>
  );
}

/** The library's list keeps Escape to itself: the window's keys get it instead. */
function passEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape" }));
}
