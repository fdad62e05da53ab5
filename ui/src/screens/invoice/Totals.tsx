import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { InvoiceDesk } from "../../platform/bindings";
import { useText } from "../../text/text";
import type { Checked } from "./useChecked";

interface Props {
  desk: InvoiceDesk;
  checked: Checked;
  busy: boolean;
  /** Drops what was typed; `null` while there is nothing. */
  onDrop: (() => void) | null;
}

/** What it comes to, what is still wrong, and the one thing to do next. */
export function Totals({ desk, checked, busy, onDrop }: Props) {
  const { t, format, error } = useText();
  const name = format.person(desk.patient_name) || t("unknown-patient");
  const { total, missing, rest } = checked;
  const verb = desk.online ? "issue" : "prepare";
  return (
    <div className="invoice__end">
      <p className="invoice__total">
        <span>{t("invoice-total")}</span>
        <b data-testid="invoice-total">{total ? format.money(total) : "–"}</b>
      </p>
      {checked.unread ? (
        <Notice tone="bad" live>
          {error(checked.unread)}
        </Notice>
      ) : null}
      {rest.map((words) => (
        <p key={words} className="field__problem" role="alert">
          {words}
        </p>
      ))}
      {missing > 0 ? (
        <p className="field__problem" role="status" data-testid="invoice-missing">
          {t("invoice-missing", { count: missing })}
        </p>
      ) : null}
      <Button
        look="primary"
        wide
        type="submit"
        hint="issue"
        isDisabled={busy}
        icon={busy ? <Spinner /> : undefined}
        data-testid="invoice-issue"
      >
        {total
          ? t(`invoice-${verb}-sum`, { sum: format.money(total), name })
          : t(`invoice-${verb}`, { name })}
      </Button>
      {onDrop ? (
        <div className="line">
          <Button small look="quiet" onPress={onDrop} data-testid="invoice-drop">
            {t("invoice-drop")}
          </Button>
          <span className="faint small">{t("invoice-kept")}</span>
        </div>
      ) : null}
    </div>
  );
}
