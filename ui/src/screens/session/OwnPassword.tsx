import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "./NewPassword";
import { refusedWords } from "./password";

/** A new password of one's own. */
export function OwnPassword({ onClose }: { onClose: () => void }) {
  const { t, error } = useText();
  const { session } = useSitting();
  const set = useAct("session_password");
  const toasts = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [old, setOld] = useState("");
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const wrong = problem?.code === "wrong-password" || problem?.code === "too-many-tries";
  const refused = refusedWords(t, problem, "password");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || old === "" || !isWhole(typed)) return;
    if (!(await run(() => set({ old, new: typed.password })))) return;
    toasts.show({ id: "own-password", text: t("own-password-kept") });
    onClose();
  };
  return (
    <Dialog
      title={t("own-password")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" form="own-password" isDisabled={busy} data-testid="own-save">
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id="own-password"
        className="stack"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        <Field
          label={t("own-password-old")}
          type="password"
          value={old}
          onChange={(text) => {
            clear();
            setOld(text);
          }}
          problem={tried && old === "" ? fieldWords(t, "required") : wrong && problem ? error(problem) : null}
          autoFocus
          data-testid="own-old"
        />
        <NewPassword
          value={typed}
          onChange={setTyped}
          name={session.user?.name ?? ""}
          tried={tried}
          refused={refused}
        />
        {problem && !wrong && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
