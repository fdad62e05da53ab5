import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Segments, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { User, UserRole } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "../session/NewPassword";
import { refusedWords } from "../session/password";

const ROLES: readonly UserRole[] = ["receptionist", "manager"];

/** Somebody new with a first password, or somebody's name, role and whether they may sign in. */
export function PersonForm({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t, error } = useText();
  const add = useAct("user_add");
  const edit = useAct("user_edit");
  const toasts = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [name, setName] = useState(user?.name ?? "");
  const [role, setRole] = useState<UserRole>(user?.role ?? "receptionist");
  const [active, setActive] = useState(user?.active ?? true);
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const nameProblem =
    tried && name.trim() === "" ? fieldWords(t, "required") : refusedWords(t, problem, "name");
  const refused = refusedWords(t, problem, "password");
  const whole = user !== undefined || isWhole(typed);
  useFirstProblem(form, {
    ...(nameProblem ? { name: "x" } : {}),
    ...((tried && !whole) || refused ? { password: "x" } : {}),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || name.trim() === "" || !whole) return;
    const kept = await run(() =>
      user
        ? edit({ id: user.id, name: name.trim(), role, active })
        : add({ name: name.trim(), role, password: typed.password }),
    );
    if (!kept) return;
    toasts.show({ id: "person", text: t(user ? "person-kept" : "person-added", { name: name.trim() }) });
    onClose();
  };
  return (
    <Dialog
      title={user ? t("person-edit-of", { name: user.name }) : t("person-add")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" form="person" isDisabled={busy} data-testid="person-save">
            {user ? t("save") : t("person-add-do")}
          </Button>
        </>
      }
    >
      <form
        id="person"
        ref={form}
        className="stack"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        <Field
          label={t("person-name")}
          value={name}
          onChange={(text) => {
            clear();
            setName(text);
          }}
          problem={nameProblem}
          help={t("manager-name-help")}
          autoFocus
          data-testid="person-name"
        />
        <Segments
          label={t("person-role")}
          value={role}
          onChange={(next) => {
            clear();
            setRole(next);
          }}
          options={ROLES.map((key) => ({ key, label: t(`role-${key}`) }))}
        />
        <p className="field__help">{t(`role-about-${role}`)}</p>
        {user ? (
          <Switch
            label={t("person-active")}
            help={t("person-active-help")}
            value={active}
            onChange={(next) => {
              clear();
              setActive(next);
            }}
          />
        ) : (
          <>
            <NewPassword value={typed} onChange={setTyped} name={name} tried={tried} refused={refused} />
            <p className="field__help">{t("person-password-help")}</p>
          </>
        )}
        {problem && !nameProblem && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
