import type { FormEvent } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";

/** Changes name and address of an account; the key stays. */
export function EditConnection({ connection, onDone }: { connection: Connection; onDone: () => void }) {
  const { t, error } = useText();
  const edit = useAct("connection_edit");
  const { id, name, base_url, client_path } = connection;
  const [typed, setTyped] = useDraft<typeof saved>(`connection-${id}`);
  const saved = { name, base_url, client_path };
  const value = typed ?? saved;
  const { busy, problem, run, clear } = useTask();
  const words = fieldProblems<keyof typeof saved>(t, [], problem);
  if (problem?.code === "name-taken") words.name = error(problem);
  const type = (field: keyof typeof saved) => (text: string) => {
    clear();
    setTyped({ ...value, [field]: text });
  };
  const leave = () => {
    setTyped(undefined);
    onDone();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!busy && (await run(() => edit({ id, ...value })))) leave();
  };
  return (
    <form
      className="card__form"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("connection-edit")}
    >
      <Field
        label={t("account-name")}
        value={value.name}
        onChange={type("name")}
        problem={words.name ?? null}
        required
        autoFocus
      />
      <Field
        label={t("account-address")}
        type="url"
        value={value.base_url}
        onChange={type("base_url")}
        problem={words.base_url ?? null}
        required
      />
      <Field
        label={t("account-path")}
        value={value.client_path}
        onChange={type("client_path")}
        problem={words.client_path ?? null}
        required
      />
      {problem && !fieldOf(problem) && problem.code !== "name-taken" ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy}>
          {t("save")}
        </Button>
        <Button look="quiet" onPress={leave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
