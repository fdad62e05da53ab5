import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { useAct } from "../../platform/desk";
import { useShownCode } from "../../state/codes";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { WrittenCode } from "../session/WrittenCode";

/** The code of the sealed envelope: whether there is one, and a new one, shown once. */
export function EmergencyCard() {
  const { t, error } = useText();
  const { session } = useSitting();
  const make = useAct("emergency_code");
  const { busy, problem, run } = useTask();
  const [code, setCode] = useShownCode("emergency");
  const title = t("emergency-title");
  return (
    <section className="card desk__part" aria-label={title}>
      <h2>{title}</h2>
      <div className="desk__fields">
        <p className="soft">{t("emergency-card")}</p>
        <p>{t(session.emergency_possible ? "emergency-is" : "emergency-is-not")}</p>
        {problem ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
        <div>
          <Button
            isDisabled={busy}
            onPress={() => void run(async () => setCode((await make({})).code))}
            data-testid="emergency-make"
          >
            {t(session.emergency_possible ? "emergency-new" : "emergency-make")}
          </Button>
        </div>
      </div>
      {code ? (
        <Dialog title={t("emergency-code")} open stays onClose={() => setCode(null)} wide actions={null}>
          <WrittenCode kind="emergency" code={code} onDone={() => setCode(null)} />
        </Dialog>
      ) : null}
    </section>
  );
}
