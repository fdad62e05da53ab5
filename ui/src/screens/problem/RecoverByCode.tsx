import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";

/** Opens the desk's data by the recovery code. */
export function RecoverByCode({ sealed, onBack }: { sealed: boolean; onBack: () => void }) {
  const { t, error } = useText();
  const recover = useAct("store_recover");
  const { busy, problem, run, clear } = useTask();
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const empty = tried && code.trim() === "" ? fieldWords(t, "required") : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && code.trim() !== "") void run(() => recover({ code: code.trim() }));
  };
  return (
    <form className="problems__form" onSubmit={submit} noValidate autoComplete="off">
      <Field
        label={t("recovery-code")}
        value={code}
        onChange={(text) => {
          clear();
          setCode(text);
        }}
        problem={empty ?? (problem ? error(problem) : null)}
        help={t("recovery-type-help")}
        code
        autoFocus
        data-testid="recover-code"
      />
      {sealed ? null : <p className="soft">{t("recovery-not")}</p>}
      <div className="problems__actions">
        <Button onPress={onBack}>{t(sealed ? "problem-other-ways" : "back")}</Button>
        <Button
          look="primary"
          type="submit"
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          data-testid="recover-open"
        >
          {t("recover-open")}
        </Button>
      </div>
    </form>
  );
}
