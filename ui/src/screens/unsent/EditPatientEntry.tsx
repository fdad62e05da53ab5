import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { PatientForm, UnsentEntry } from "../../platform/bindings";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { PatientFields } from "../patients/PatientFields";
import {
  KEEPS_NOTHING,
  type PatientField,
  type PatientText,
  type Slips,
  changedForm,
  slipWords,
  slipsIn,
  textOfForm,
  without,
} from "../patients/form";
import "../patients/patient-form.css";
import { useTodayAt } from "../patients/useTodayAt";
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
  const { t, error } = useText();
  const connection = useAppState().connections.find(({ id }) => id === entry.connection_id);
  const keeping = { rules: connection?.patient ?? KEEPS_NOTHING, today: useTodayAt(connection) };
  const [typed, setTyped] = useDraft<PatientText>(`unsent-${entry.id}`);
  const [slips, setSlips] = useState<Slips>({});
  const { busy, problem, save, clear } = useSaveEntry(entry);
  const element = useRef<HTMLFormElement>(null);
  const changing = entry.action === "update_patient";
  const before = textOfForm(form);
  const after = typed ?? before;
  const words = slipWords(t, slips, problem);
  useFirstProblem(element, words);

  const change = (field: PatientField, text: string) => {
    clear();
    setSlips((was) => without(was, field));
    setTyped({ ...after, [field]: text });
  };
  const leave = () => {
    setTyped(undefined);
    onLeave();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = slipsIn(after, keeping, changing ? before : undefined);
    setSlips(wrong);
    if (busy || Object.keys(wrong).length > 0) return;
    if (await save({ kind: "patient", record, form: changedForm(form, after, keeping, changing) })) leave();
  };
  return (
    <form
      className="patient-form"
      ref={element}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("unsent-edit-title")}
    >
      <PatientFields
        value={after}
        onChange={change}
        problems={words}
        editing={changing}
        connection={connection}
        {...(before.national_id ? { known: before.national_id } : {})}
      />
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="patient-form__end">
        <div className="patient-form__actions">
          <Button
            look="primary"
            type="submit"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            data-testid="unsent-save"
          >
            {t("unsent-edit-save")}
          </Button>
          <Button look="quiet" onPress={leave}>
            {t("cancel")}
          </Button>
          <span className="faint small">{t("form-kept")}</span>
        </div>
      </div>
    </form>
  );
}
