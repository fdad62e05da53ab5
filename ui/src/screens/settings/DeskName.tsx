import type { FormEvent } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import type { DeskSettings } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { slipLetters } from "./slipLetters";

/** The desk's own name, for a manager. */
export function DeskName() {
  const { data: settings } = useRead("desk_settings", {});
  return settings ? <Name key={settings.name} settings={settings} /> : null;
}

function Name({ settings }: { settings: DeskSettings }) {
  const { t, error } = useText();
  const set = useAct("desk_settings_set");
  const toasts = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useDraft<string>("desk-name");
  const name = typed ?? settings.name;
  const others = settings.desks.map((desk) => desk.name).filter((other) => other !== settings.name);
  const alike = others.find((other) => slipLetters(other) === slipLetters(name) && slipLetters(name) !== "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !(await run(() => set({ ...settings, name: name.trim() })))) return;
    setTyped(undefined);
    toasts.show({ id: "desk-name", text: t("desk-name-kept") });
  };
  return (
    <form className="desk__name" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
      <Field
        label={t("desk-name")}
        value={name}
        onChange={(text) => {
          clear();
          setTyped(text);
        }}
        problem={problem ? error(problem) : null}
        help={t("desk-name-help")}
        data-testid="desk-name"
      />
      {alike ? (
        <Notice tone="warn">{t("desk-name-alike", { other: alike, letters: slipLetters(name) })}</Notice>
      ) : null}
      <Button type="submit" isDisabled={busy || name.trim() === settings.name} data-testid="desk-name-save">
        {t("save")}
      </Button>
    </form>
  );
}
