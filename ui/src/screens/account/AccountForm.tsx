import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { CheckReport, Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { Report, ReportRows } from "./Report";
import "./account.css";

/** What a person types to connect an account. */
export interface AccountText {
  name: string;
  base_url: string;
  client_path: string;
  key: string;
}

/** Nothing typed yet. */
export const EMPTY_ACCOUNT: AccountText = { name: "", base_url: "", client_path: "", key: "" };

const NEEDED = ["name", "base_url", "client_path", "key"] as const;

interface Props {
  value: AccountText;
  onChange: (value: AccountText) => void;
  onSaved: (connection: Connection) => void;
  onCancel: () => void;
  cancel: string;
}

/** Connects an account: it is tried first, and kept once it can be used. */
export function AccountForm({ value, onChange, onSaved, onCancel, cancel }: Props) {
  const { t, error } = useText();
  const tryAccount = useAct("connection_try");
  const add = useAct("connection_add");
  const check = useTask();
  const save = useTask();
  const [tried, setTried] = useState<{ of: string; report: CheckReport } | null>(null);
  const [missing, setMissing] = useState<readonly (keyof AccountText)[]>([]);
  const form = useRef<HTMLFormElement>(null);

  const now = JSON.stringify(value);
  // A report speaks of what was typed when it was made, and of nothing else.
  const report = tried?.of === now ? tried.report : null;
  const usable = report?.usable ?? false;
  const problem = check.problem ?? save.problem;
  const words = fieldProblems(t, missing, problem);
  if (report?.problem === "key-refused") words.key ??= t("account-key-refused");
  const taken = problem?.code === "name-taken";
  if (problem && taken) words.name = error(problem);
  useFirstProblem(form, words);

  const type = (field: keyof AccountText) => (text: string) => {
    check.clear();
    save.clear();
    setMissing((before) => before.filter((name) => name !== field));
    onChange({ ...value, [field]: text });
  };
  const complete = () => {
    const empty = NEEDED.filter((name) => value[name].trim() === "");
    setMissing(empty);
    return empty.length === 0;
  };
  const draft = () => ({ ...value, vendor: "medsoft" as const });
  const runCheck = () => {
    if (!complete() || check.busy) return;
    setTried(null);
    save.clear();
    void check.run(async () => setTried({ of: now, report: await tryAccount(draft()) }));
  };
  const runSave = () => void save.run(async () => onSaved(await add(draft())));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable && !save.busy) runSave();
    else runCheck();
  };

  return (
    <div className="account">
      <form className="account__form" ref={form} onSubmit={submit} noValidate aria-label={t("account-title")}>
        <Field
          label={t("account-name")}
          value={value.name}
          onChange={type("name")}
          help={t("account-name-help")}
          problem={words.name ?? null}
          required
          autoFocus
          data-testid="connection-name"
        />
        <Field
          label={t("account-address")}
          type="url"
          value={value.base_url}
          onChange={type("base_url")}
          help={t("account-address-help")}
          placeholder="https://"
          problem={words.base_url ?? null}
          required
          data-testid="connection-base-url"
        />
        <Field
          label={t("account-path")}
          value={value.client_path}
          onChange={type("client_path")}
          help={t("account-path-help")}
          problem={words.client_path ?? null}
          required
          data-testid="connection-client-path"
        />
        <Field
          label={t("account-key")}
          type="password"
          value={value.key}
          onChange={type("key")}
          help={t("account-key-help")}
          problem={words.key ?? null}
          required
          data-testid="connection-key"
        />
        {problem && !taken && !fieldOf(problem) ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
        <div className="account__actions">
          <Button
            look={usable ? "plain" : "primary"}
            // Enter does the next thing: a form whose first submit button is disabled does nothing at all.
            type={usable ? "button" : "submit"}
            {...(usable ? { onPress: runCheck } : {})}
            isDisabled={check.busy}
            icon={check.busy ? <Spinner /> : undefined}
            data-testid="connection-check"
          >
            {t("account-check")}
          </Button>
          <Button
            look={usable ? "primary" : "plain"}
            type={usable ? "submit" : "button"}
            isDisabled={!usable || save.busy}
            icon={save.busy ? <Spinner /> : undefined}
            data-testid="connection-save"
          >
            {t("account-save")}
          </Button>
          <Button look="quiet" onPress={onCancel}>
            {cancel}
          </Button>
        </div>
        {usable ? null : <p className="faint small">{t("account-save-help")}</p>}
      </form>
      <div className="account__beside">
        {report ? <Report report={report} /> : null}
        {report && report.rows.length > 0 ? <ReportRows rows={report.rows} /> : null}
        {!report && check.busy ? (
          <div className="account__asking" role="status">
            <Spinner />
            <p>{t("account-checking")}</p>
          </div>
        ) : null}
        {!report && !check.busy ? <Needed /> : null}
      </div>
    </div>
  );
}

function Needed() {
  const { t } = useText();
  return (
    <section className="account__needed">
      <p className="account__title">{t("account-needed")}</p>
      <ol>
        <li>{t("account-needed-address")}</li>
        <li>{t("account-needed-path")}</li>
        <li>{t("account-needed-key")}</li>
      </ol>
      <p className="soft">{t("account-needed-safe")}</p>
    </section>
  );
}
