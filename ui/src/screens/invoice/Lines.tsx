import { type KeyboardEvent, useRef } from "react";
import { IconButton } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Close } from "../../components/icons";
import { useText } from "../../text/text";
import type { Line } from "./form";
import type { Checked } from "./useChecked";

interface Props {
  lines: readonly Line[];
  checked: Checked;
  currency: string;
  onChange: (lines: readonly Line[]) => void;
}

/** What was chosen: how many, at what price, and what it comes to. */
export function Lines({ lines, checked, currency, onChange }: Props) {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const toSearch = () =>
    list.current?.closest("section")?.querySelector<HTMLElement>("[role=combobox]")?.focus();
  if (lines.length === 0) return <p className="soft small">{t("invoice-lines-none")}</p>;
  const onKey = (event: KeyboardEvent) => {
    const inField = event.target instanceof HTMLInputElement;
    if (event.key !== "Enter" || !inField || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toSearch();
  };
  return (
    // Enter in a field goes back to the search; the list itself is nothing to stand on.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className="invoice-lines" aria-label={t("invoice-lines")} ref={list} onKeyDown={onKey}>
      {lines.map((line, index) => (
        <One
          key={`${line.kind} ${line.code}`}
          line={line}
          index={index}
          checked={checked}
          currency={currency}
          onChange={(changes) =>
            onChange(lines.map((each, at) => (at === index ? { ...each, ...changes } : each)))
          }
          onRemove={() => {
            onChange(lines.filter((_, at) => at !== index));
            toSearch();
          }}
        />
      ))}
    </ul>
  );
}

function One({
  line,
  index,
  checked,
  currency,
  onChange,
  onRemove,
}: {
  line: Line;
  index: number;
  checked: Checked;
  currency: string;
  onChange: (changes: Partial<Line>) => void;
  onRemove: () => void;
}) {
  const { t, format } = useText();
  const { name, quantity, price, listed, priceMayChange, takesQuantity } = line;
  const at = `lines.${index}`;
  const sums = checked.lines[index];
  const wrong = checked.problem(`${at}.code`) ?? checked.problem(at);
  const fixed = priceMayChange ? null : checked.problem(`${at}.price`);
  return (
    <li
      className="invoice-lines__one"
      data-invalid={wrong || fixed ? true : undefined}
      data-testid="invoice-line"
    >
      <span className="invoice-lines__name">{name}</span>
      <div className="invoice-lines__fields">
        {takesQuantity ? (
          <Field
            label={t("invoice-quantity-of", { name })}
            hideLabel
            value={quantity}
            onChange={(next) => onChange({ quantity: next })}
            problem={checked.problem(`${at}.quantity`)}
            data-testid="invoice-quantity"
          />
        ) : (
          <span className="soft small">{t("invoice-one")}</span>
        )}
        <span aria-hidden="true">×</span>
        {priceMayChange ? (
          <Field
            label={t("invoice-price-of", { name, currency: listed?.currency ?? currency })}
            hideLabel
            value={price}
            onChange={(next) => onChange({ price: next })}
            placeholder={listed ? format.money(listed) : t("invoice-price")}
            problem={checked.problem(`${at}.price`)}
            data-testid="invoice-price"
          />
        ) : (
          <span>{listed ? format.money(listed) : t("invoice-price-vendor")}</span>
        )}
        <span className="invoice-lines__sum" data-testid="invoice-line-sum">
          {sums?.total ? format.money(sums.total) : "–"}
        </span>
      </div>
      <IconButton label={t("invoice-line-remove", { name })} onPress={onRemove}>
        <Close />
      </IconButton>
      {wrong || fixed ? (
        <p className="field__problem" role="alert">
          {wrong ?? fixed}
        </p>
      ) : null}
    </li>
  );
}
