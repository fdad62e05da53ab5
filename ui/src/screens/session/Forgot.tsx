import { useState } from "react";
import { Choice } from "../../components/Fields";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { CodeForm } from "./CodeForm";
import { NO_PASSWORD, NewPassword, isWhole } from "./NewPassword";
import { refusedWords } from "./password";

/** What to do about a forgotten password: a receptionist asks a manager, a manager has the recovery code. */
export function Forgot({ onBack }: { onBack: () => void }) {
  const { t } = useText();
  const { session, entered } = useSitting();
  const reset = useAct("session_reset");
  const task = useTask();
  const [name, setName] = useState("");
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const refused = refusedWords(t, task.problem, "password");
  return (
    <CodeForm
      id="forgot"
      title={t("forgot-title")}
      about={[t("forgot-receptionist"), t("forgot-manager")]}
      codeLabel={t("recovery-code")}
      doLabel={t("forgot-do")}
      whole={name !== "" && isWhole(typed)}
      problems={{ password: isWhole(typed) ? refused : t("password-short") }}
      refused={refused !== null}
      tried={tried}
      onTried={() => setTried(true)}
      task={task}
      onSend={async (code) => entered(await reset({ code, name, password: typed.password }))}
      onBack={onBack}
    >
      <Choice
        label={t("forgot-who")}
        value={name || null}
        onChange={setName}
        placeholder={t("forgot-choose")}
        {...(tried && name === "" ? { help: fieldWords(t, "required") } : {})}
        options={session.people.map((person) => ({ key: person.name, label: person.name }))}
        data-testid="forgot-name"
      />
      <NewPassword
        value={typed}
        onChange={(next) => {
          task.clear();
          setTyped(next);
        }}
        name={name}
        tried={tried}
        refused={refused}
      />
    </CodeForm>
  );
}
