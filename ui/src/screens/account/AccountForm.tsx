import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { ChevronLeft } from "../../components/icons";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { AccountForm as Form, CheckReport, Connection } from "../../platform/bindings";
import { useAct, useHasConnection, useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";
import { type AccountText, EMPTY_ACCOUNT, begun, draftOf, stillWrong, wrongIn } from "./account";
import { AccountFields } from "./AccountFields";
import { Report, ReportRows } from "./Report";
import { VendorCards } from "./VendorCards";
import "./account.css";

interface Props {
  value: AccountText;
  onChange: (value: AccountText) => void;
  onSaved: (connection: Connection) => void;
  onCancel: () => void;
  cancel: string;
}

/** Connects an account: whose it is, then what that vendor wants to know. */
export function AccountForm(props: Props) {
  const { t, error } = useText();
  const { connections } = useAppState();
  const { data: forms, error: unread, again } = useRead("account_forms", {});
  const { value, onChange, onCancel, cancel } = props;
  if (!forms) {
    return unread ? (
      <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
        {error(unread)}
      </Notice>
    ) : (
      <Skeleton rows={5} label={t("loading")} />
    );
  }
  const form = forms.find(({ vendor }) => vendor === value.vendor);
  if (form) return <OneVendor {...props} form={form} />;
  return (
    <div className="account__choose">
      <p className="soft">{t("account-vendor-help")}</p>
      <VendorCards
        forms={forms}
        onChoose={(vendor) => {
          const chosen = forms.find((each) => each.vendor === vendor);
          if (chosen) onChange(begun(chosen, connections));
        }}
      />
      <div>
        <Button look="quiet" onPress={onCancel}>
          {cancel}
        </Button>
      </div>
    </div>
  );
}

/** It is tried first where the vendor has a harmless question, and kept once it can be used. */
function OneVendor({ form, value, onChange, onSaved, onCancel, cancel }: Props & { form: Form }) {
  const { t, error } = useText();
  const tryAccount = useAct("connection_try");
  const add = useAct("connection_add");
  const hasConnection = useHasConnection();
  const check = useTask();
  const save = useTask();
  const [tried, setTried] = useState<{ of: string; report: CheckReport } | null>(null);
  const [seen, setSeen] = useState<Partial<Record<string, string>>>({});
  const element = useRef<HTMLFormElement>(null);
  const { vendor, testable } = form;
  const name = VENDOR_NAMES[vendor];

  const now = JSON.stringify(value);
  // A report speaks of what was typed when it was made, and of nothing else.
  const report = tried?.of === now ? tried.report : null;
  const usable = report?.usable ?? false;
  const problem = check.problem ?? save.problem;
  const wrong = wrongIn(t, form, value, { keys: true });
  const words = { ...seen, ...fieldProblems<string>(t, [], problem) };
  const key = form.fields.find(({ kind, required }) => kind === "secret" && required)?.name;
  if (report?.problem === "key-refused" && key) words[key] ??= t("account-key-refused", { vendor: name });
  const taken = problem?.code === "name-taken";
  if (problem && taken) words["name"] = error(problem);
  useFirstProblem(element, words);

  const type = (next: AccountText) => {
    check.clear();
    save.clear();
    setSeen(stillWrong(seen, value, next));
    onChange(next);
  };
  const complete = () => {
    setSeen(wrong);
    return Object.keys(wrong).length === 0;
  };
  const draft = () => draftOf(form, value);
  const runCheck = () => {
    if (!complete() || check.busy) return;
    setTried(null);
    save.clear();
    void check.run(async () => setTried({ of: now, report: await tryAccount(draft()) }));
  };
  const runSave = () => {
    if (!complete() || save.busy) return;
    void save.run(async () => {
      const connection = await add(draft());
      hasConnection(connection);
      onSaved(connection);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (usable || !testable) runSave();
    else runCheck();
  };
  const checks = testable && !usable;
  const elsewhere = problem && !taken && !(fieldOf(problem) !== null && isShown(form, fieldOf(problem)));

  return (
    <div className="account">
      <form
        className="account__form"
        ref={element}
        onSubmit={submit}
        noValidate
        aria-label={t("account-title")}
      >
        <div className="account__whose">
          <h2>{name}</h2>
          <Button small look="quiet" icon={<ChevronLeft />} onPress={() => type(EMPTY_ACCOUNT)}>
            {t("account-vendor-other")}
          </Button>
        </div>
        <AccountFields form={form} value={value} onChange={type} words={words} problem={problem} keys />
        {elsewhere ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
        <div className="account__actions">
          {testable ? (
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
          ) : null}
          <Button
            look={checks ? "plain" : "primary"}
            type={checks ? "button" : "submit"}
            isDisabled={checks || save.busy}
            icon={save.busy ? <Spinner /> : undefined}
            data-testid="connection-save"
          >
            {testable ? t("account-save") : t("account-save-untested")}
          </Button>
          <Button look="quiet" onPress={onCancel}>
            {cancel}
          </Button>
        </div>
        {checks ? <p className="faint small">{t("account-save-help")}</p> : null}
      </form>
      <div className="account__beside">
        {report ? <Report report={report} vendor={vendor} /> : null}
        {report && report.rows.length > 0 ? <ReportRows rows={report.rows} /> : null}
        {!report && check.busy ? (
          <div className="account__asking" role="status">
            <Spinner />
            <p>{t("account-checking", { vendor: name })}</p>
          </div>
        ) : null}
        {testable ? null : (
          <Notice tone="warn" title={t("account-untested")}>
            {t("account-untested-help", { vendor: name })}
          </Notice>
        )}
        {!report && !check.busy ? <Needed form={form} /> : null}
      </div>
    </div>
  );
}

function isShown(form: Form, field: string | null): boolean {
  return field === "name" || field === "paths" || form.fields.some(({ name }) => name === field);
}

/** Where a clinic gets what is asked. */
function Needed({ form }: { form: Form }) {
  const { t } = useText();
  const { vendor, testable } = form;
  const name = VENDOR_NAMES[vendor];
  return (
    <section className="account__needed">
      <p className="account__title">{t("account-needed")}</p>
      <p>{t(`account-needed-${vendor}`)}</p>
      <p className="soft">
        {testable ? t("account-needed-safe", { vendor: name }) : t("account-needed-kept")}
      </p>
    </section>
  );
}
