import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

/** Begins anew; what cannot be opened stays beside it. The word that is typed keeps a hand from slipping. */
export function SetAside({ onBack }: { onBack: () => void }) {
  const { t, error } = useText();
  const aside = useAct("store_set_aside");
  const { busy, problem, run } = useTask();
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const word = t("aside-word");
  const same = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && same) void run(() => aside({}));
  };
  return (
    <form className="problems__form" onSubmit={submit} noValidate autoComplete="off">
      <Notice tone="warn" title={t("aside-title")}>
        {t("aside-what")}
      </Notice>
      <Field
        label={t("aside-type", { word })}
        value={typed}
        onChange={setTyped}
        problem={tried && !same ? t("typed-other", { word }) : null}
        autoFocus
        data-testid="aside-word"
      />
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="problems__actions">
        <Button onPress={onBack}>{t("back")}</Button>
        <Button
          look="danger"
          type="submit"
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          data-testid="aside-do"
        >
          {t("aside-do")}
        </Button>
      </div>
    </form>
  );
}
