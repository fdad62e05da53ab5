import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import type { CheckReport, Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { Report } from "../account/Report";

/** Puts a new key in the place of the old one; the new one is tried first. */
export function ReplaceKey({ connection, onDone }: { connection: Connection; onDone: () => void }) {
  const { t, error } = useText();
  const replace = useAct("connection_replace_key");
  const toasts = useToasts();
  const [key, setKey] = useState("");
  const [missing, setMissing] = useState(false);
  const [report, setReport] = useState<CheckReport | null>(null);
  const { busy, problem, run, clear } = useTask();
  const words = fieldProblems<"key">(t, missing ? ["key"] : [], problem);
  if (report?.problem === "key-refused") words.key = t("account-key-refused");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(key.trim() === "");
    if (busy || key.trim() === "") return;
    setReport(null);
    void run(async () => {
      const answer = await replace({ id: connection.id, key });
      if (!answer.usable) {
        setReport(answer);
        return;
      }
      toasts.show({
        id: `key-${connection.id}`,
        text: t("connection-key-replaced", { name: connection.name }),
      });
      onDone();
    });
  };
  return (
    <form className="card__form" onSubmit={submit} noValidate aria-label={t("connection-key")}>
      <Field
        label={t("connection-key-new")}
        type="password"
        value={key}
        onChange={(text) => {
          clear();
          setReport(null);
          setMissing(false);
          setKey(text);
        }}
        help={t("connection-key-help")}
        problem={words.key ?? null}
        required
        autoFocus
      />
      {report ? <Report report={report} /> : null}
      {report ? <p className="soft small">{t("connection-key-kept")}</p> : null}
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy} icon={busy ? <Spinner /> : undefined}>
          {t("connection-key-try")}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
