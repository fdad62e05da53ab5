import { Segments } from "../../components/Fields";
import { useText } from "../../text/text";

interface Props {
  /** Those of the desk's accounts. */
  currencies: readonly string[];
  value: string;
  onChange: (currency: string) => void;
}

/** The currency of what is typed: asked where the desk has several. */
export function CurrencyField({ currencies, value, onChange }: Props) {
  const { t } = useText();
  const all = currencies.includes(value) ? currencies : [value, ...currencies];
  if (currencies.length < 2) return null;
  return (
    <Segments
      label={t("money-currency")}
      value={value}
      onChange={onChange}
      options={all.map((key) => ({ key, label: key }))}
    />
  );
}
