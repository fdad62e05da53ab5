import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useAct } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { SafetyPart } from "./SafetyPart";

/** Removes everything of this desk from this computer. */
export function WipeCard() {
  const { t } = useText();
  const [asking, setAsking] = useDraft<boolean>("wipe-asking");
  return (
    <SafetyPart title={t("wipe-title")}>
      <p className="soft">{t("wipe-about")}</p>
      <div>
        <Button look="danger" onPress={() => setAsking(true)} data-testid="wipe-open">
          {t("wipe-open")}
        </Button>
      </div>
      {asking ? <Ask onClose={() => setAsking(undefined)} /> : null}
    </SafetyPart>
  );
}

/** All that was typed but the password, which is never kept. */
interface Typed {
  typed: string;
  save: boolean;
}
const NOTHING: Typed = { typed: "", save: true };

function Ask({ onClose }: { onClose: () => void }) {
  const { t, error } = useText();
  const { desk_name, unsent } = useAppState();
  const wipe = useAct("wipe");
  const { busy, problem, run, clear } = useTask();
  const waiting = unsent.unsent + unsent.needs_person;
  const [password, setPassword] = useState("");
  const [kept, setKept] = useDraft<Typed>("wipe");
  const { typed, save } = kept ?? NOTHING;
  const [tried, setTried] = useState(false);
  const word = desk_name.trim() || t("app-name");
  const same = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const wrong = problem?.code === "wrong-password" || problem?.code === "too-many-tries";
  const leave = () => {
    setKept(undefined);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    // Once it is done there is no page left to close.
    if (!busy && password !== "" && same)
      void run(() => wipe({ password, save_unsent: waiting > 0 && save }));
  };
  return (
    <Dialog
      title={t("wipe-open")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("cancel")}</Button>
          <Button look="danger" type="submit" form="wipe" isDisabled={busy} data-testid="wipe-do">
            {t("wipe-do")}
          </Button>
        </>
      }
    >
      <form id="wipe" className="stack" onSubmit={submit} noValidate autoComplete="off">
        <p>{t("wipe-what")}</p>
        <p className="soft">{t("wipe-safe")}</p>
        {waiting > 0 ? (
          <>
            <Notice tone="warn" title={t("wipe-unsent", { count: waiting })}>
              {t("wipe-unsent-help")}
            </Notice>
            <Switch label={t("wipe-save")} value={save} onChange={(next) => setKept({ typed, save: next })} />
          </>
        ) : null}
        <Field
          label={t("wipe-type", { word })}
          value={typed}
          onChange={(text) => setKept({ typed: text, save })}
          problem={tried && !same ? t("typed-other", { word }) : null}
          autoFocus
          data-testid="wipe-word"
        />
        <Field
          label={t("own-password-yours")}
          type="password"
          value={password}
          onChange={(text) => {
            clear();
            setPassword(text);
          }}
          problem={
            tried && password === "" ? fieldWords(t, "required") : wrong && problem ? error(problem) : null
          }
          data-testid="wipe-password"
        />
        {problem && !wrong ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
