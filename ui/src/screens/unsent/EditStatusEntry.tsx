import { type FormEvent } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { useSaveEntry } from "./useSaveEntry";

/** The reason that goes with a status. */
export function EditStatusEntry({
  entry,
  reason,
  onLeave,
}: {
  entry: UnsentEntry;
  reason: string | null;
  onLeave: () => void;
}) {
  const { t, error } = useText();
  const [typed, setTyped] = useDraft<string>(`unsent-${entry.id}`);
  const { busy, problem, save, clear } = useSaveEntry(entry);
  const words = typed ?? reason ?? "";
  const leave = () => {
    setTyped(undefined);
    onLeave();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!busy && (await save({ kind: "status", reason: words.trim() || null }))) leave();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t("status-reason")}
        value={words}
        onChange={(text) => {
          clear();
          setTyped(text);
        }}
        autoFocus
        data-testid="unsent-reason"
      />
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy} data-testid="unsent-save">
          {t("unsent-edit-save")}
        </Button>
        <Button look="quiet" onPress={leave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
