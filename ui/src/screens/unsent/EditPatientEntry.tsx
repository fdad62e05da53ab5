import type { PatientForm, UnsentEntry } from "../../platform/bindings";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { EditForm } from "../patients/EditForm";
import { type Keeping, type PatientText, changedForm, textOfForm } from "../patients/form";
import { useSaveEntry } from "./useSaveEntry";

/** A new or changed patient, as it would be sent. */
export function EditPatientEntry({
  entry,
  record,
  form,
  onLeave,
}: {
  entry: UnsentEntry;
  record: string;
  form: PatientForm;
  onLeave: () => void;
}) {
  const { t } = useText();
  const connection = useAppState().connections.find(({ id }) => id === entry.connection_id);
  const [typed, setTyped] = useDraft<PatientText>(`unsent-${entry.id}`);
  const { busy, problem, save, clear } = useSaveEntry(entry);
  const changing = entry.action === "update_patient";
  const before = textOfForm(form);
  const after = typed ?? before;
  const leave = () => {
    setTyped(undefined);
    onLeave();
  };
  const send = async (keeping: Keeping) => {
    if (await save({ kind: "patient", record, form: changedForm(form, after, keeping, changing) })) leave();
  };
  return (
    <EditForm
      label={t("unsent-edit-title")}
      before={before}
      after={after}
      changing={changing}
      connection={connection}
      busy={busy}
      problem={problem}
      onType={(text) => {
        clear();
        setTyped(text);
      }}
      onSave={(keeping) => void send(keeping)}
      onLeave={leave}
      save={{ words: t("unsent-edit-save"), testid: "unsent-save" }}
    />
  );
}
