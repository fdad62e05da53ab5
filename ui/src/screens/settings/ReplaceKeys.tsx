import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { AccountForm, CheckReport, Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";
import { labelOf, secretsOf } from "../account/account";
import { AccountField } from "../account/Field";
import { Report } from "../account/Report";

/** Puts new keys in the place of old ones: those that are typed. They are tried first where they can be. */
export function ReplaceKeys({
  connection,
  form,
  onDone,
}: {
  connection: Connection;
  form: AccountForm;
  onDone: () => void;
}) {
  const { t, error, format } = useText();
  const replace = useAct("connection_replace_keys");
  const toasts = useToasts();
  const [values, setValues] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState(false);
  const [report, setReport] = useState<CheckReport | null>(null);
  const { busy, problem, run, clear } = useTask();
  const element = useRef<HTMLFormElement>(null);
  const { id, name, vendor } = connection;
  // There is no old key that would stay.
  const lost = connection.health === "key_missing";
  const secrets = form.fields.filter(({ kind }) => kind === "secret");
  const several = secrets.length > 1;
  const typed = secretsOf(form, values);
  const first = secrets[0]?.name ?? "";
  const words = fieldProblems<string>(t, [], problem);
  if (missing) words[first] = t(several ? "connection-keys-none" : "field-required");
  if (report?.problem === "key-refused" && Object.keys(typed).length === 1) {
    words[Object.keys(typed)[0] ?? first] = t("account-key-refused", { vendor: VENDOR_NAMES[vendor] });
  }
  useFirstProblem(element, words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(Object.keys(typed).length === 0);
    if (busy || Object.keys(typed).length === 0) return;
    setReport(null);
    void run(async () => {
      const answer = await replace({ id, secrets: typed });
      if (!answer.usable) {
        setReport(answer);
        return;
      }
      const keys = format.list(Object.keys(typed).map((each) => labelOf(t, vendor, each)));
      toasts.show({
        id: `key-${id}`,
        text: lost
          ? t("connection-keys-entered", { name, keys })
          : t(answer.tested ? "connection-keys-tested" : "connection-keys-untested", { name, keys }),
      });
      onDone();
    });
  };
  return (
    <form
      className="card__form"
      ref={element}
      onSubmit={submit}
      noValidate
      aria-label={lost ? t("key-enter") : several ? t("connection-keys") : t("connection-key")}
    >
      <p className="soft small">
        {lost
          ? t("connection-key-missing", { name })
          : t(form.testable ? "connection-key-help" : "connection-key-help-untested")}
        {several && !lost ? ` ${t("connection-keys-help")}` : ""}
      </p>
      {secrets.map((field) => (
        <AccountField
          key={field.name}
          vendor={vendor}
          field={field}
          value={values[field.name] ?? ""}
          onChange={(text) => {
            clear();
            setReport(null);
            setMissing(false);
            setValues({ ...values, [field.name]: text });
          }}
          problem={words[field.name] ?? null}
          required={lost ? field.required : !several}
          autoFocus={field.name === first}
          help={null}
        />
      ))}
      {report ? <Report report={report} vendor={vendor} /> : null}
      {report && !lost ? (
        <p className="soft small">{t(several ? "connection-keys-kept" : "connection-key-kept")}</p>
      ) : null}
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy} icon={busy ? <Spinner /> : undefined}>
          {lost
            ? t(form.testable ? "connection-key-try-new" : "connection-key-save")
            : t(form.testable ? "connection-key-try" : "connection-key-replace")}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
