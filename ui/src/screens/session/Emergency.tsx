import { useState } from "react";
import { Field } from "../../components/Fields";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { CodeForm } from "./CodeForm";

/** The shortest reason that says something. */
const LEAST = 10;

/** Access by the code of the sealed envelope, when nobody who may sign in is there. */
export function Emergency({ onBack }: { onBack: () => void }) {
  const { t } = useText();
  const { entered } = useSitting();
  const open = useAct("session_emergency");
  const task = useTask();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const whole = [...reason.trim()].length >= LEAST;
  const short = whole ? null : t("emergency-reason-short");
  return (
    <CodeForm
      id="emergency"
      title={t("emergency-title")}
      about={[t("emergency-about")]}
      codeLabel={t("emergency-code")}
      doLabel={t("emergency-open")}
      whole={whole}
      problems={{ reason: short }}
      tried={tried}
      onTried={() => setTried(true)}
      task={task}
      onSend={async (code) => entered(await open({ code, reason: reason.trim() }))}
      onBack={onBack}
    >
      <Field
        label={t("emergency-reason")}
        value={reason}
        onChange={setReason}
        problem={tried ? short : null}
        help={t("emergency-reason-help")}
        data-testid="emergency-reason"
      />
    </CodeForm>
  );
}
