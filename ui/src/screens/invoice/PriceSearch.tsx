import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Search, Star } from "../../components/icons";
import type { PriceItem, WorkPoint } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { readSearch } from "./form";

interface Props {
  connection: string;
  workPoint: string;
  /** Those an invoice can be made at. */
  points: readonly WorkPoint[];
  /** Lines are chosen already: the list is open only while something is looked for. */
  folded: boolean;
  text: string;
  onText: (text: string) => void;
  onAdd: (item: PriceItem) => void;
  /** Nothing more is looked for. */
  onDone: () => void;
  /** What is wrong with having chosen nothing. */
  problem: string | null;
}

/** Finds services in the price list; the keys stay in the box: arrows choose, Enter adds, "3*" before it adds three. */
export function PriceSearch({
  connection,
  workPoint,
  points,
  folded,
  text,
  onText,
  onAdd,
  onDone,
  problem,
}: Props) {
  const { t } = useText();
  const { sought, quantity } = readSearch(text);
  const [chosen, setChosen] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const {
    data,
    error: unread,
    earlier,
    again,
  } = useRead(
    "price_list",
    { connection, text: sought, ...(workPoint ? { work_point: workPoint } : {}) },
    { keep: true },
  );
  const found = data?.items ?? [];
  const items = folded && sought === "" && chosen === null ? [] : found;
  // What is typed means its first line; the list of favourites is only looked at until an arrow goes into it.
  const active = Math.min(chosen ?? (sought === "" ? -1 : 0), items.length - 1);

  const add = (item: PriceItem | undefined) => {
    if (!item) return;
    onAdd(item);
    setChosen(null);
    if (list.current) list.current.scrollTop = 0;
    input.current?.focus();
  };
  // Whoever types fast and presses Enter means what they typed, not the lines of an earlier text.
  const enterFor = useRef<string | null>(null);
  useEffect(() => {
    if (enterFor.current === null || earlier || (!data && !unread)) return;
    const typed = enterFor.current;
    enterFor.current = null;
    if (typed === text) add(items[active]);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setChosen((active + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (folded && text.trim() === "" && chosen === null) onDone();
      else if (earlier || !data) enterFor.current = text;
      else add(items[active]);
    } else if (event.key === "Escape" && (text !== "" || (folded && chosen !== null))) {
      event.preventDefault();
      onText("");
      setChosen(null);
    }
  };
  return (
    <div className="prices">
      <label className="field__label" htmlFor={`${id}-box`}>
        {t("invoice-search")}
      </label>
      <div className="prices__box">
        <Search />
        <input
          id={`${id}-box`}
          ref={input}
          className="field__input"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-haspopup="grid"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items[active] ? `${id}-${active}` : undefined}
          aria-describedby={problem ? `${id}-problem` : `${id}-help`}
          aria-invalid={problem ? true : undefined}
          value={text}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          // A form takes the cursor.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => {
            onText(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
          data-testid="invoice-search"
        />
      </div>
      {problem ? (
        <p className="field__problem" role="alert" id={`${id}-problem`}>
          {problem}
        </p>
      ) : null}
      <p className="field__help" id={`${id}-help`}>
        {t("invoice-search-help")}
      </p>
      {!data && unread ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {t("invoice-prices-unread")}
        </Notice>
      ) : null}
      <div
        ref={list}
        role="grid"
        id={`${id}-list`}
        tabIndex={-1}
        aria-label={t("invoice-price-list")}
        className={`prices__list ${earlier ? "prices__list--earlier" : ""}`}
      >
        {items.map((item, index) => (
          <Item
            key={`${item.kind} ${item.code}`}
            id={`${id}-${index}`}
            item={item}
            quantity={quantity}
            active={index === active}
            connection={connection}
            onHover={() => setChosen(index)}
            onAdd={() => add(item)}
          />
        ))}
      </div>
      {data && found.length === 0 ? (
        <NothingFound
          connection={connection}
          sought={sought}
          place={points.find(({ vendor_id }) => vendor_id === workPoint)?.name ?? null}
          soldAt={points
            .filter(({ vendor_id }) => vendor_id !== null && data.sold_at.includes(vendor_id))
            .map(({ name }) => name)}
          checkedAt={data.checked_at}
        />
      ) : null}
      {data?.more && items.length > 0 ? <p className="field__help">{t("invoice-prices-more")}</p> : null}
      <span className="unseen" role="status">
        {sought === "" || !data ? "" : t("invoice-prices-found", { count: items.length })}
      </span>
    </div>
  );
}

interface ItemProps {
  id: string;
  item: PriceItem;
  quantity: number;
  active: boolean;
  connection: string;
  onHover: () => void;
  onAdd: () => void;
}

function Item({ id, item, quantity, active, connection, onHover, onAdd }: ItemProps) {
  const { t, format } = useText();
  const mark = useAct("price_favourite");
  const { name, kind, code, favourite, price } = item;
  const element = useRef<HTMLDivElement>(null);
  // The keys may go below what is seen.
  useEffect(() => {
    if (active) element.current?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={element}
      role="row"
      id={id}
      aria-selected={active}
      className="prices__one"
      onMouseMove={active ? undefined : onHover}
      data-testid="price-item"
      data-code={code}
    >
      {/* The keys stay in the box; a click is one more way. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        role="gridcell"
        tabIndex={-1}
        className="prices__what"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onAdd}
      >
        <span className="prices__name">
          {quantity > 1 && item.takes_quantity ? `${quantity} × ` : ""}
          {name}
        </span>
        <span className="soft small">
          {[
            kind === "service" ? null : t(`invoice-kind-${kind}`),
            code,
            quantity > 1 && !item.takes_quantity ? t("invoice-one-only") : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span className="prices__price">{price ? format.money(price) : t("invoice-price-open")}</span>
      </div>
      <div role="gridcell">
        <Base
          className={`button button--icon prices__star ${favourite ? "prices__star--on" : ""}`}
          aria-label={favourite ? t("invoice-unstar", { name }) : t("invoice-star", { name })}
          excludeFromTabOrder={!active}
          onPress={() => void mark({ connection, kind, code, on: !favourite }).catch(() => undefined)}
        >
          <Star />
        </Base>
      </div>
    </div>
  );
}

function NothingFound({
  connection,
  sought,
  place,
  soldAt,
  checkedAt,
}: {
  connection: string;
  sought: string;
  /** The work point that is looked at. */
  place: string | null;
  /** Names of the work points that sell it. */
  soldAt: readonly string[];
  checkedAt: string | null;
}) {
  const { t, format, error } = useText();
  const now = useNow();
  const refresh = useAct("price_list_refresh");
  const { busy, problem, run } = useTask();
  return (
    <div className="prices__none">
      <p>
        {sought === ""
          ? t("invoice-prices-empty")
          : place && soldAt.length > 0
            ? t("invoice-prices-none-here", { sought, place })
            : t("invoice-prices-none", { sought })}
      </p>
      {soldAt.length > 0 ? (
        <p data-testid="invoice-sold-at">{t("invoice-sold-elsewhere", { places: soldAt.join(", ") })}</p>
      ) : null}
      <p className="soft small">
        {checkedAt
          ? t("invoice-prices-asked", { when: format.instant(checkedAt, now) })
          : t("invoice-prices-never")}
      </p>
      <Button small isDisabled={busy} onPress={() => void run(() => refresh({ id: connection }))}>
        {busy ? t("patient-refreshing") : t("invoice-prices-refresh")}
      </Button>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </div>
  );
}
