import { useText } from "../../text/text";
import { RecoveryCode } from "../session/RecoveryCode";
import { Step } from "./Step";

/** Right after the first manager: the code that opens the desk's data when nothing else does. */
export function FirstCode({ onDone }: { onDone: () => void }) {
  const { t } = useText();
  return (
    <Step title={t("recovery-title")}>
      <RecoveryCode
        intro={
          <>
            <p>{t("recovery-why")}</p>
            <p className="soft">{t("recovery-not")}</p>
          </>
        }
        leave={t("later")}
        onLeave={onDone}
        onDone={onDone}
      />
    </Step>
  );
}
