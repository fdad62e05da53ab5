import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Fact, Facts } from "../../components/Tag";
import type { Amount, InvoiceDesk } from "../../platform/bindings";
import { useText } from "../../text/text";
import { slipUsed } from "../money/slips";
import { changeOf } from "./change";
import type { Typed } from "./form";
import type { Checked } from "./useChecked";
import { Who } from "./Who";

interface Props {
  desk: InvoiceDesk;
  typed: Typed;
  checked: Checked;
  /** What is confirmed, whatever the form comes to meanwhile. */
  total: Amount;
  workPoint: string;
  busy: boolean;
  onClose: () => void;
  onIssue: () => void;
}

/** Asks once more, naming whose, how much and how: an invoice cannot be taken back from here. */
export function ConfirmInvoice({ desk, typed, checked, total, workPoint, busy, onClose, onIssue }: Props) {
  const { t, format } = useText();
  const { lines } = checked;
  const { method, given } = typed;
  const sum = format.money(total);
  const slip = slipUsed(typed.taking, desk.slips);
  const change = method === "cash" && !slip ? changeOf(total.amount, given) : null;
  return (
    <Dialog
      title={desk.online ? t("invoice-confirm") : t("invoice-confirm-prepare")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("back")}</Button>
          <Button
            look="primary"
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={onIssue}
            data-testid="invoice-confirm"
          >
            {desk.online ? t("invoice-confirm-issue", { sum }) : t("invoice-confirm-keep", { sum })}
          </Button>
        </>
      }
    >
      <Who person={desk} />
      <p className="invoice__sum">{sum}</p>
      {change?.kind === "missing" ? (
        <Notice
          tone="warn"
          title={t("invoice-change-missing", {
            sum: format.money({ amount: change.amount, currency: total.currency }),
          })}
        >
          {t("invoice-missing-cash")}
        </Notice>
      ) : null}
      <Facts>
        <Fact name={t("invoice-payment")}>
          {method ? t(`money-method-${method}`) : ""}
          {change?.kind === "back"
            ? ` · ${t(`invoice-change-${change.kind}`, {
                sum: format.money({ amount: change.amount, currency: total.currency }),
              })}`
            : ""}
          {slip ? ` · ${t("money-slip-taken", { slip: slip.slip ?? "" })}` : ""}
        </Fact>
        <Fact name={t("invoice-work-point")}>{workPoint}</Fact>
        <Fact name={t("invoice-services")}>
          <ul className="invoice__brief">
            {typed.lines.map((line, index) => (
              <li key={`${line.kind} ${line.code}`}>
                <span>{line.takesQuantity ? `${line.quantity.trim()} × ${line.name}` : line.name}</span>
                <span>{lines[index]?.total ? format.money(lines[index].total) : ""}</span>
              </li>
            ))}
          </ul>
        </Fact>
      </Facts>
      {checked.askedAbout && method ? (
        <Notice tone="warn" title={t("invoice-will-ask", { word: checked.askedAbout })}>
          {t("invoice-will-ask-help", { taken: t(`money-method-${method}`) })}
        </Notice>
      ) : null}
      <Notice tone={desk.online ? "info" : "warn"}>
        {desk.online ? t("invoice-confirm-help") : t("invoice-offline")}
      </Notice>
    </Dialog>
  );
}
