import { Erase } from "../../components/icons";
import { useText } from "../../text/text";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Digits for a finger or the mouse; the keyboard types them into the field itself. */
export function PinPad({
  onDigit,
  onBack,
  disabled,
}: {
  onDigit: (digit: string) => void;
  onBack: () => void;
  disabled: boolean;
}) {
  const { t } = useText();
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="pad__key"
      tabIndex={-1}
      disabled={disabled}
      // The cursor stays in the field, so that Enter goes on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onDigit(digit)}
    >
      {digit}
    </button>
  );
  return (
    <div className="pad" role="group" aria-label={t("pin-pad")}>
      {DIGITS.map(key)}
      <span />
      {key("0")}
      <button
        type="button"
        className="pad__key"
        tabIndex={-1}
        disabled={disabled}
        aria-label={t("pin-back")}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onBack}
      >
        <Erase />
      </button>
    </div>
  );
}
