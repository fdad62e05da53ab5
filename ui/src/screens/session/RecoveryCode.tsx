import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useShownCode } from "../../state/codes";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { WrittenCode } from "./WrittenCode";
import "./session.css";

/**
 * Makes the recovery code and shows it once, until its last group was typed from the paper. `intro` says why; what was
 * begun can be left.
 */
export function RecoveryCode({
  intro,
  leave,
  onLeave,
  onDone,
}: {
  intro: ReactNode;
  leave: string;
  onLeave: () => void;
  onDone: () => void;
}) {
  const { t, error } = useText();
  const make = useAct("recovery_code");
  const { busy, problem, run } = useTask();
  const [code, setCode] = useShownCode("recovery");
  if (code === null) {
    return (
      <>
        {intro}
        {problem ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
        <div className="lock__actions">
          <Button onPress={onLeave}>{leave}</Button>
          <Button
            look="primary"
            autoFocus
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={() => void run(async () => setCode((await make({})).code))}
            data-testid="recovery-make"
          >
            {t("recovery-make")}
          </Button>
        </div>
      </>
    );
  }
  const noted = () => {
    setCode(null);
    onDone();
  };
  return <WrittenCode kind="recovery" code={code} onDone={noted} />;
}
