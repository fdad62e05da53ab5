import { Label, Radio, RadioGroup } from "react-aria-components";
import type { Amount, Taking } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import "../unsent/unsent.css";
import { type SlipUse, fits } from "./slips";

interface Props {
  slips: readonly Taking[];
  /** What is to be paid; `null` while that is not known. */
  amount: Amount | null;
  value: SlipUse;
  onChange: (value: SlipUse, slip: Taking | null) => void;
  /** What is wrong with the choice, in words. */
  problem: string | null;
}

/** Whether money is taken now, or was taken on a slip before: the same money is never taken twice. */
export function SlipChoice({ slips, amount, value, onChange, problem }: Props) {
  const { t, format } = useText();
  const now = useNow();
  if (slips.length === 0 && problem === null) return null;
  const others = slips.some((slip) => !fits(slip, amount));
  return (
    <div data-invalid={problem ? true : undefined}>
      <RadioGroup
        className="field"
        value={value}
        onChange={(next) => onChange(next, slips.find(({ id }) => id === next) ?? null)}
        isInvalid={problem !== null}
        data-testid="slip-choice"
      >
        <Label className="field__label">{t("money-slip-which")}</Label>
        <div className="radios">
          <Radio value="now" className="radios__one" data-testid="slip-now">
            <span className="radios__mark" aria-hidden="true" />
            {t("money-slip-now")}
          </Radio>
          {slips.map((slip) => (
            <Radio
              key={slip.id}
              value={slip.id}
              className="radios__one"
              isDisabled={!fits(slip, amount)}
              data-testid="slip-use"
            >
              <span className="radios__mark" aria-hidden="true" />
              {t(slip.slip ? "money-slip-use" : "money-slip-use-unnumbered", {
                slip: slip.slip ?? "",
                sum: format.money(slip.left),
                method: t(`money-method-${slip.method}`),
                when: format.instant(slip.at, now),
              })}
              {slip.listed_there ? <span className="soft small"> {t("money-slip-listed")}</span> : null}
            </Radio>
          ))}
        </div>
        {others ? <p className="field__help">{t("money-slip-other-sum")}</p> : null}
      </RadioGroup>
      {problem ? (
        <p className="field__problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
