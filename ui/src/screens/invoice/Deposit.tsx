import { Checkbox } from "react-aria-components";
import { Check } from "../../components/icons";
import { Notice } from "../../components/Notice";
import type { InvoiceDesk } from "../../platform/bindings";
import { useText } from "../../text/text";
import { depositTold } from "./form";

interface Props {
  desk: InvoiceDesk;
  /** The deposit that was looked at and found used up. */
  used: string | null;
  onUsed: (used: string | null) => void;
}

/** Money paid ahead: no money is taken here before a person has said that it was used up. */
export function Deposit({ desk: { open_deposit: deposit }, used, onUsed }: Props) {
  const { t, format } = useText();
  if (!deposit) return null;
  const told = depositTold(deposit);
  const isUsed = used === told;
  return (
    <div data-invalid={isUsed ? undefined : true}>
      <Notice
        tone={isUsed ? "warn" : "bad"}
        title={
          deposit.sum
            ? t("invoice-deposit", { sum: format.money(deposit.sum) })
            : t("invoice-deposit-unknown-sum")
        }
      >
        <p>{t("invoice-deposit-help")}</p>
        <Checkbox
          className="tick"
          isSelected={isUsed}
          onChange={(yes) => onUsed(yes ? told : null)}
          data-testid="invoice-deposit-used"
        >
          <span className="tick__box" aria-hidden="true">
            <Check />
          </span>
          {t("invoice-deposit-used")}
        </Checkbox>
      </Notice>
    </div>
  );
}
