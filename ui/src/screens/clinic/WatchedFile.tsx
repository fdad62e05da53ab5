import type { FormEvent } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { DeskSettings } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

/** A clinic file on a share, looked at every quarter of an hour. */
export function WatchedFile({ settings }: { settings: DeskSettings }) {
  const { t, error } = useText();
  const set = useAct("desk_settings_set");
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useDraft<string>("clinic-file");
  const path = typed ?? settings.clinic_file ?? "";
  const changed = path.trim() !== (settings.clinic_file ?? "");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !changed) return;
    if (await run(() => set({ ...settings, clinic_file: path.trim() || null }))) setTyped(undefined);
  };
  return (
    <form className="stack clinic-file" onSubmit={(event) => void save(event)} noValidate>
      <Field
        label={t("clinic-watched")}
        value={path}
        onChange={(text) => {
          clear();
          setTyped(text);
        }}
        help={t("clinic-watched-help")}
        data-testid="clinic-watched"
      />
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {changed ? (
        <div className="line">
          <Button type="submit" isDisabled={busy}>
            {t("save")}
          </Button>
          <Button look="quiet" onPress={() => setTyped(undefined)}>
            {t("cancel")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
