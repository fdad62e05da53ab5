import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import type { KeyState } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { SafetyPart } from "./SafetyPart";

/** Asking for the recovery code at every start, because the computer's password store holds no key. */
export function StrictMode({ keys }: { keys: KeyState }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const { strict, recovery_made_at } = keys;
  return (
    <SafetyPart title={t("strict-title")}>
      <p className="soft">{t("strict-about")}</p>
      <p>{t(strict ? "strict-is-on" : "strict-is-off")}</p>
      <div>
        <Button
          isDisabled={recovery_made_at === null}
          onPress={() => setAsking(true)}
          data-testid="strict-change"
        >
          {t(strict ? "strict-off" : "strict-on")}
        </Button>
      </div>
      {recovery_made_at === null ? <p className="field__help">{t("strict-needs-code")}</p> : null}
      {asking ? <Ask on={!strict} onClose={() => setAsking(false)} /> : null}
    </SafetyPart>
  );
}

function Ask({ on, onClose }: { on: boolean; onClose: () => void }) {
  const { t, error } = useText();
  const set = useAct("strict_mode");
  const { busy, problem, run, clear } = useTask();
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const empty = tried && code.trim() === "" ? fieldWords(t, "required") : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && code.trim() !== "" && (await run(() => set({ on, code: code.trim() })))) onClose();
  };
  return (
    <Dialog
      title={t(on ? "strict-on" : "strict-off")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" form="strict" isDisabled={busy} data-testid="strict-do">
            {t(on ? "strict-on" : "strict-off")}
          </Button>
        </>
      }
    >
      <form
        id="strict"
        className="stack"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        <p>{t(on ? "strict-on-what" : "strict-off-what")}</p>
        <Field
          label={t("recovery-code")}
          value={code}
          onChange={(text) => {
            clear();
            setCode(text);
          }}
          problem={empty ?? (problem ? error(problem) : null)}
          help={t("strict-type-help")}
          code
          autoFocus
          data-testid="strict-code"
        />
      </form>
    </Dialog>
  );
}
