import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { AccountForm, CheckReport, Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { type AccountText, editOf, leadsElsewhere, textOf, stillWrong, wrongIn } from "../account/account";
import { AccountFields } from "../account/AccountFields";
import { Report } from "../account/Report";

// The change may be right all the same: nobody was there to say so.
const NO_ANSWER = new Set(["offline", "vendor-busy"]);

/** Changes an account; its keys are asked only where it leads to another server. What leads to the vendor is tried first. */
export function EditConnection({
  connection,
  form,
  onDone,
}: {
  connection: Connection;
  form: AccountForm;
  onDone: () => void;
}) {
  const { t, error } = useText();
  const tryEdit = useAct("connection_try_edit");
  const edit = useAct("connection_edit");
  const { id } = connection;
  const saved = textOf(form, connection);
  const [typed, setTyped] = useDraft<AccountText>(`connection-${id}`);
  const [report, setReport] = useState<CheckReport | null>(null);
  const [seen, setSeen] = useState<Partial<Record<string, string>>>({});
  const value = typed ?? saved;
  const { busy, problem, run, clear } = useTask();
  const element = useRef<HTMLFormElement>(null);
  const elsewhere = leadsElsewhere(form, saved, value);
  const wrong = wrongIn(t, form, value, { keys: elsewhere });
  const words = { ...seen, ...fieldProblems<string>(t, [], problem) };
  if (problem?.code === "name-taken") words["name"] = error(problem);
  useFirstProblem(element, words);
  const type = (next: AccountText) => {
    clear();
    setReport(null);
    setSeen(stillWrong(seen, value, next));
    setTyped(next);
  };
  const leave = () => {
    setTyped(undefined);
    onDone();
  };
  const wanted = editOf(id, form, value, elsewhere);
  const save = async () => {
    await edit(wanted);
    leave();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSeen(wrong);
    if (busy || Object.keys(wrong).length > 0) return;
    setReport(null);
    void run(async () => {
      const before = editOf(id, form, { ...saved, name: value.name }, false);
      // Another name leads to the same place.
      if (JSON.stringify(before) !== JSON.stringify(wanted)) {
        const found = await tryEdit(wanted);
        if (!found.usable) {
          setReport(found);
          return;
        }
      }
      await save();
    });
  };
  const anyway = report !== null && report.problem !== null && NO_ANSWER.has(report.problem);
  const inForm = problem?.code === "name-taken" || fieldOf(problem) !== null;
  return (
    <form
      className="card__form card__form--wide"
      ref={element}
      onSubmit={submit}
      noValidate
      aria-label={t("connection-edit")}
    >
      <AccountFields
        form={form}
        value={value}
        onChange={type}
        words={words}
        problem={problem}
        keys={elsewhere}
        {...(elsewhere ? { keysWhy: t("connection-keys-anew") } : {})}
      />
      {problem && !inForm ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {report ? <Report report={report} vendor={connection.vendor} /> : null}
      {report ? (
        <p className="soft small">{t(anyway ? "connection-anyway" : "connection-not-saved")}</p>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy} icon={busy ? <Spinner /> : undefined}>
          {report ? t("retry") : t("save")}
        </Button>
        {anyway ? (
          <Button isDisabled={busy} onPress={() => void run(save)} data-testid="connection-save-anyway">
            {t("connection-save-anyway")}
          </Button>
        ) : null}
        <Button look="quiet" onPress={leave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
