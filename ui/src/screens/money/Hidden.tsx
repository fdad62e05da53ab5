import type { Amount } from "../../platform/bindings";
import { usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { useText } from "../../text/text";

/** Whether what somebody owes may stand on the screen just now: it is seen from the side. */
export function useDebtsShown(): boolean {
  const { shown } = useHidden();
  const [{ show_purpose }] = usePreferences();
  return shown || show_purpose;
}

/** What somebody owes, hidden until the key. */
export function Debt({ amount }: { amount: Amount | null }) {
  const { t, format } = useText();
  const shown = useDebtsShown();
  if (!amount) return null;
  if (shown) return <span className="money__sum">{format.money(amount)}</span>;
  return (
    <span className="faint">
      <span aria-hidden="true">•••</span>
      <span className="unseen">{t("money-hidden")}</span>
    </span>
  );
}
