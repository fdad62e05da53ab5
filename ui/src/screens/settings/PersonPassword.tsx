import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import type { User } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "../session/NewPassword";
import { refusedWords } from "../session/password";

/** A new password for somebody who has forgotten theirs. */
export function PersonPassword({ user, onClose }: { user: User; onClose: () => void }) {
  const { t, error } = useText();
  const reset = useAct("user_password");
  const toasts = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const { id, name } = user;
  const refused = refusedWords(t, problem, "password");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !isWhole(typed) || !(await run(() => reset({ id, password: typed.password })))) return;
    toasts.show({ id: "person", text: t("person-password-kept", { name }) });
    onClose();
  };
  return (
    <Dialog
      title={t("person-password-of", { name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            type="submit"
            form="person-password"
            isDisabled={busy}
            data-testid="person-save"
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id="person-password"
        className="stack"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        <p className="soft">{t("person-password-about")}</p>
        <NewPassword
          value={typed}
          onChange={(next) => {
            clear();
            setTyped(next);
          }}
          name={name}
          tried={tried}
          refused={refused}
          autoFocus
        />
        {problem && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
