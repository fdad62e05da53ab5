import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Printer } from "../../components/icons";
import { useText } from "../../text/text";
import { CodeOnce, groupsOf } from "./CodeOnce";
import { CodePaper } from "./CodePaper";
import "./session.css";

const plain = (text: string) => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

/** A code that is shown once: to be written or printed, and shown until its last group was typed from the paper. */
export function WrittenCode({
  kind,
  code,
  onDone,
}: {
  kind: "recovery" | "emergency";
  code: string;
  onDone: () => void;
}) {
  const { t } = useText();
  const label = kind === "recovery" ? t("recovery-code") : t("emergency-code");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plain(typed) === plain(groupsOf(code).at(-1) ?? "")) onDone();
    else setWrong(true);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      <p>{t(`code-write-${kind}`)}</p>
      <CodeOnce code={code} label={label} />
      <CodePaper kind={kind} code={code} label={label} />
      <p className="soft">{t(`code-keep-${kind}`)}</p>
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
        {typeof window.print === "function" ? (
          <Button icon={<Printer />} onPress={() => window.print()} data-testid="code-print">
            {t("code-print")}
          </Button>
        ) : null}
        <Button look="primary" type="submit" data-testid="recovery-done">
          {t("recovery-done")}
        </Button>
      </div>
    </form>
  );
}
