import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button, IconButton } from "../../components/Button";
import { Close, Plus } from "../../components/icons";
import { useText } from "../../text/text";

interface Props<Row> {
  rows: readonly Row[];
  blank: Row;
  onChange: (rows: Row[]) => void;
  /** Words of the button that adds a row. */
  add: string;
  /** Words of the button that takes one away. */
  remove: (at: number) => string;
  /** The fields of one row. */
  children: (row: Row, at: number, change: (changes: Partial<Row>) => void) => ReactNode;
}

let lastId = 0;
function nextId(): number {
  lastId += 1;
  return lastId;
}

/** Rows that are added and taken away; Enter in one begins the next, so that a reader of labels needs no mouse. */
export function Rows<Row extends object>({ rows, blank, onChange, add, remove, children }: Props<Row>) {
  const list = useRef<HTMLDivElement>(null);
  const focusOn = useRef<number | null>(null);
  // A row keeps its half-typed parts when one above it goes, so each has a name of its own.
  const ids = useRef<number[]>([]);
  while (ids.current.length < rows.length) ids.current.push(nextId());
  ids.current.length = rows.length;

  useEffect(() => {
    if (focusOn.current === null) return;
    const lines = list.current?.querySelectorAll<HTMLElement>(".lab-rows__one");
    const line = lines?.[Math.min(focusOn.current, lines.length - 1)];
    focusOn.current = null;
    const target = line?.querySelector<HTMLElement>("input, [role=spinbutton]");
    (target ?? list.current?.querySelector<HTMLElement>(".lab-rows__add button"))?.focus();
  });

  const insert = (at: number) => {
    ids.current.splice(at, 0, nextId());
    focusOn.current = at;
    onChange([...rows.slice(0, at), { ...blank }, ...rows.slice(at)]);
  };
  const takeAway = (at: number) => {
    ids.current.splice(at, 1);
    focusOn.current = at;
    onChange(rows.filter((_, index) => index !== at));
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    const inField = (event.target as HTMLElement).closest("button") === null;
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !inField) return;
    event.preventDefault();
    insert(at + 1);
  };

  return (
    <div className="lab-rows" ref={list}>
      {rows.map((row, at) => (
        // The keys go to the fields within; the row itself is nothing to stand on.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div key={ids.current[at]} className="lab-rows__one" onKeyDown={(event) => onKey(event, at)}>
          {children(row, at, (changes) =>
            onChange(rows.map((each, index) => (index === at ? { ...each, ...changes } : each))),
          )}
          <IconButton label={remove(at)} onPress={() => takeAway(at)}>
            <Close />
          </IconButton>
        </div>
      ))}
      <div className="lab-rows__add">
        <Button small look="quiet" icon={<Plus />} onPress={() => insert(rows.length)}>
          {add}
        </Button>
      </div>
    </div>
  );
}

/** The words for a field of a row: the first says its label, the others which row they belong to. */
export function useRowLabel(): (label: string, at: number) => { label: string; hideLabel?: boolean } {
  const { t } = useText();
  return (label, at) =>
    at === 0 ? { label } : { label: t("lab-row-label", { label, number: at + 1 }), hideLabel: true };
}
