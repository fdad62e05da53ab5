import type { ReactNode } from "react";
import { Field } from "../../components/Fields";
import { typedAmount } from "../../text/decimal";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";

interface Props {
  label: string;
  hideLabel?: boolean;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
  /** Empty is complained about too. */
  tried?: boolean;
  problem?: string | null;
  help?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  "data-testid"?: string;
}

/** A sum of money, as people of any country type it. */
export function AmountField({ tried, problem, ...field }: Props) {
  const { t } = useText();
  const empty = field.value.trim() === "";
  const unread = !empty && typedAmount(field.value) === null;
  const own = unread ? t("money-amount-unread") : empty && tried ? fieldWords(t, "required") : null;
  return <Field {...field} problem={problem ?? own} />;
}
