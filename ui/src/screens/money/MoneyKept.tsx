import { Label, Radio, RadioGroup } from "react-aria-components";
import { useText } from "../../text/text";
import "../unsent/unsent.css";

/** Where something that money was taken for is given up: whether the money stays at this desk. */
export function MoneyKept({
  value,
  onChange,
  problem,
}: {
  value: boolean | null;
  onChange: (kept: boolean) => void;
  /** Whether it is still to be said. */
  problem: boolean;
}) {
  const { t } = useText();
  return (
    <div>
      <RadioGroup
        className="field"
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(next === "true")}
        isInvalid={problem}
      >
        <Label className="field__label">{t("money-kept")}</Label>
        <div className="radios">
          {[true, false].map((kept) => (
            <Radio
              key={String(kept)}
              value={String(kept)}
              className="radios__one"
              data-testid={`money-kept-${kept}`}
            >
              <span className="radios__mark" aria-hidden="true" />
              {kept ? t("money-kept-yes") : t("money-kept-no")}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {problem ? (
        <p className="field__problem" role="alert">
          {t("money-kept-choose")}
        </p>
      ) : null}
    </div>
  );
}
