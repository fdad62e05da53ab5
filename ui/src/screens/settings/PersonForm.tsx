import type { FormEvent } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Segments, Switch } from "../../components/Fields";
import { useToasts } from "../../components/Toasts";
import type { User, UserRole } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { useSomebody } from "../session/somebody";

const ROLES: readonly UserRole[] = ["receptionist", "manager"];

interface Typed {
  name: string;
  role: UserRole;
  active: boolean;
}

/** Somebody new with a first password, or somebody's name, role and whether they may sign in. */
export function PersonForm({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t } = useText();
  const add = useAct("user_add");
  const edit = useAct("user_edit");
  const toasts = useToasts();
  const begun: Typed = {
    name: user?.name ?? "",
    role: user?.role ?? "receptionist",
    active: user?.active ?? true,
  };
  const [draft, setDraft] = useDraft<Typed>(`person-${user?.id ?? "new"}`);
  const typed = draft ?? begun;
  const { role, active } = typed;
  const { form, name, password, task, check, nameField, passwordFields, refusal } = useSomebody({
    name: typed.name,
    onName: (words) => setDraft({ ...typed, name: words }),
    label: t("person-name"),
    hook: "person-name",
    withoutPassword: user !== undefined,
  });
  const { busy, run } = task;
  const change = (changes: Partial<Typed>) => {
    task.clear();
    setDraft({ ...typed, ...changes });
  };
  const leave = () => {
    setDraft(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!check()) return;
    const kept = await run(() =>
      user ? edit({ id: user.id, name, role, active }) : add({ name, role, password }),
    );
    if (!kept) return;
    toasts.show({ id: "person", text: t(user ? "person-kept" : "person-added", { name }) });
    leave();
  };
  return (
    <Dialog
      title={user ? t("person-edit-of", { name: user.name }) : t("person-add")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("cancel")}</Button>
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
        {nameField}
        <Segments
          label={t("person-role")}
          value={role}
          onChange={(next) => change({ role: next })}
          options={ROLES.map((key) => ({ key, label: t(`role-${key}`) }))}
        />
        <p className="field__help">{t(`role-about-${role}`)}</p>
        {user ? (
          <Switch
            label={t("person-active")}
            help={t("person-active-help")}
            value={active}
            onChange={(next) => change({ active: next })}
          />
        ) : (
          <>
            {passwordFields}
            <p className="field__help">{t("person-password-help")}</p>
          </>
        )}
        {refusal}
      </form>
    </Dialog>
  );
}
