import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { useToasts } from "../../components/Toasts";
import type { KeyState } from "../../platform/bindings";
import { useShownCode } from "../../state/codes";
import { useText } from "../../text/text";
import { RecoveryCode } from "../session/RecoveryCode";
import { SafetyPart } from "./SafetyPart";

/** The recovery code: when it was made, and a new one, which voids the one before it. */
export function Recovery({ keys }: { keys: KeyState }) {
  const { t, format } = useText();
  const toasts = useToasts();
  const [begun, setMaking] = useState(false);
  // A lock of the desk closes the dialog; whoever made the code finds it again until it is noted.
  const [unnoted] = useShownCode("recovery");
  const making = begun || unnoted !== null;
  const made = keys.recovery_made_at;
  const close = () => setMaking(false);
  return (
    <SafetyPart title={t("recovery-code")}>
      <p className="soft">{t("recovery-why")}</p>
      <p>{made ? t("recovery-is", { when: format.dateTime(made) }) : t("recovery-is-not")}</p>
      <div>
        <Button onPress={() => setMaking(true)} data-testid="recovery-new">
          {t(made ? "recovery-new" : "recovery-make")}
        </Button>
      </div>
      {making ? (
        <Dialog title={t("recovery-code")} open stays onClose={close} wide actions={null}>
          <RecoveryCode
            intro={
              <>
                <p>{t(made ? "recovery-void" : "recovery-once")}</p>
                <p className="soft">{t("recovery-not")}</p>
              </>
            }
            leave={t("cancel")}
            onLeave={close}
            onDone={() => {
              close();
              toasts.show({ id: "recovery", text: t("recovery-kept") });
            }}
          />
        </Dialog>
      ) : null}
    </SafetyPart>
  );
}
