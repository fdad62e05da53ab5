import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";

/** The shortest reason that says something. */
const LEAST = 10;

/** Access by the code of the sealed envelope, when nobody who may sign in is there. */
export function Emergency({ onBack }: { onBack: () => void }) {
  const { t, error } = useText();
  const { entered } = useSitting();
  const open = useAct("session_emergency");
  const { busy, problem, run, clear } = useTask();
  const [code, setCode] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = tried && code.trim() === "" ? fieldWords(t, "required") : null;
  const short = tried && [...reason.trim()].length < LEAST ? t("emergency-reason-short") : null;
  const wrong = problem?.code === "wrong-code" || problem?.code === "wrong-password" ? error(problem) : null;
  const words = { ...((missing ?? wrong) ? { code: "x" } : {}), ...(short ? { reason: "x" } : {}) };
  useFirstProblem(form, words);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || code.trim() === "" || [...reason.trim()].length < LEAST) return;
    await run(async () => entered(await open({ code: code.trim(), reason: reason.trim() })));
  };
  return (
    <form
      ref={form}
      className="lock__form"
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
    >
      <h2>{t("emergency-title")}</h2>
      <p className="soft">{t("emergency-about")}</p>
      <Field
        label={t("emergency-code")}
        value={code}
        onChange={(text) => {
          clear();
          setCode(text);
        }}
        problem={missing ?? wrong}
        code
        autoFocus
        data-testid="emergency-code"
      />
      <Field
        label={t("emergency-reason")}
        value={reason}
        onChange={setReason}
        problem={short}
        help={t("emergency-reason-help")}
        data-testid="emergency-reason"
      />
      {problem && !wrong ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="lock__actions">
        <Button onPress={onBack}>{t("back")}</Button>
        <Button
          look="primary"
          type="submit"
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          data-testid="emergency-open"
        >
          {t("emergency-open")}
        </Button>
      </div>
    </form>
  );
}
