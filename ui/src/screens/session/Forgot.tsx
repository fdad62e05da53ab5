import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "./NewPassword";
import { refusedWords } from "./password";

/** What to do about a forgotten password: a receptionist asks a manager, a manager has the recovery code. */
export function Forgot({ onBack }: { onBack: () => void }) {
  const { t, error } = useText();
  const { session, entered } = useSitting();
  const reset = useAct("session_reset");
  const { busy, problem, run, clear } = useTask();
  const [code, setCode] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = tried && code.trim() === "" ? fieldWords(t, "required") : null;
  const wrong = problem?.code === "wrong-code" || problem?.code === "wrong-password" ? error(problem) : null;
  const refused = refusedWords(t, problem, "password");
  useFirstProblem(form, {
    ...((missing ?? wrong) ? { code: "x" } : {}),
    ...((tried && !isWhole(typed)) || refused ? { password: "x" } : {}),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || code.trim() === "" || name === null || !isWhole(typed)) return;
    await run(async () => entered(await reset({ code: code.trim(), name, password: typed.password })));
  };
  return (
    <form
      ref={form}
      className="lock__form"
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
    >
      <h2>{t("forgot-title")}</h2>
      <p className="soft">{t("forgot-receptionist")}</p>
      <p className="soft">{t("forgot-manager")}</p>
      <Field
        label={t("recovery-code")}
        value={code}
        onChange={(text) => {
          clear();
          setCode(text);
        }}
        problem={missing ?? wrong}
        code
        autoFocus
        data-testid="forgot-code"
      />
      <Choice
        label={t("forgot-who")}
        value={name}
        onChange={setName}
        placeholder={t("forgot-choose")}
        {...(tried && name === null ? { help: fieldWords(t, "required") } : {})}
        options={session.people.map((person) => ({ key: person.name, label: person.name }))}
        data-testid="forgot-name"
      />
      <NewPassword
        value={typed}
        onChange={(next) => {
          clear();
          setTyped(next);
        }}
        name={name ?? ""}
        tried={tried}
        refused={refused}
      />
      {problem && !wrong && !refused ? (
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
          data-testid="forgot-save"
        >
          {t("forgot-do")}
        </Button>
      </div>
    </form>
  );
}
