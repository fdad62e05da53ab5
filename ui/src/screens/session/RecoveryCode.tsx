import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { CodeOnce, groupsOf } from "./CodeOnce";
import "./session.css";

const plain = (text: string) => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

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
  const [code, setCode] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plain(typed) === plain(groupsOf(code).at(-1) ?? "")) onDone();
    else setWrong(true);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      <p>{t("recovery-write")}</p>
      <CodeOnce code={code} label={t("recovery-code")} />
      <p className="soft">{t("recovery-keep")}</p>
      <Field
        label={t("recovery-last")}
        value={typed}
        onChange={(text) => {
          setWrong(false);
          setTyped(text);
        }}
        problem={wrong ? t("recovery-last-wrong") : null}
        code
        autoFocus
        data-testid="recovery-last"
      />
      <div className="lock__actions">
        <Button look="primary" type="submit" data-testid="recovery-done">
          {t("recovery-done")}
        </Button>
      </div>
    </form>
  );
}
