import { useEffect, useState } from "react";
import { Button as Base } from "react-aria-components";
import { Eye } from "../../components/icons";
import { KeyHint } from "../../keys/KeyHint";
import { SHOWN_FOR, useHidden } from "../../state/hidden";
import { useText } from "../../text/text";

const SHOWN_DIGITS = 4;

/** A national id, masked but for its end until somebody asks for it. */
export function NationalId({ value }: { value: string | null }) {
  const { t } = useText();
  const { shown: everywhere } = useHidden();
  const [here, setHere] = useState(false);
  useEffect(() => {
    if (!here) return undefined;
    const timer = setTimeout(() => setHere(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [here]);
  if (!value) return <span className="faint">{t("patient-not-known")}</span>;
  const shown = everywhere || here;
  const masked = "•".repeat(Math.max(0, value.length - SHOWN_DIGITS)) + value.slice(-SHOWN_DIGITS);
  return (
    <span className="line">
      <span data-testid="national-id">{shown ? value : masked}</span>
      <Base
        className="button button--small button--quiet"
        aria-label={shown ? t("patient-national-id-hide") : t("patient-national-id-show")}
        onPress={() => setHere(!shown)}
      >
        <Eye />
        <KeyHint action="show-hidden" />
      </Base>
    </span>
  );
}
