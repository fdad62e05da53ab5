import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { Connection, WireError } from "../../platform/bindings";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { PatientFields } from "./PatientFields";
import {
  KEEPS_NOTHING,
  type Keeping,
  type PatientField,
  type PatientText,
  type Slips,
  slipWords,
  slipsIn,
  without,
} from "./form";
import "./patient-form.css";
import { useTodayAt } from "./useTodayAt";

/** The form of a patient who stands already, or waits to be sent: its fields, what is wrong with them, save and cancel. */
export function EditForm({
  label,
  head,
  before,
  after,
  changing,
  connection,
  busy,
  problem,
  onType,
  onSave,
  onLeave,
  save,
}: {
  label: string;
  head?: ReactNode;
  before: PatientText;
  after: PatientText;
  /** The patient is known to the vendor: what cannot be read back is kept when left empty. */
  changing: boolean;
  /** Where the patient is kept. */
  connection: Connection | undefined;
  busy: boolean;
  problem: WireError | null;
  onType: (after: PatientText) => void;
  /** All that can be checked here is right. */
  onSave: (keeping: Keeping) => void;
  onLeave: () => void;
  /** The words of the button and its hook for tests. */
  save: { words: string; testid: string };
}) {
  const { t, error } = useText();
  const keeping = { rules: connection?.patient ?? KEEPS_NOTHING, today: useTodayAt(connection) };
  const [slips, setSlips] = useState<Slips>({});
  const form = useRef<HTMLFormElement>(null);
  const words = slipWords(t, slips, problem);
  useFirstProblem(form, words);
  const change = (field: PatientField, text: string) => {
    setSlips((was) => without(was, field));
    onType({ ...after, [field]: text });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = slipsIn(after, keeping, changing ? before : undefined);
    setSlips(wrong);
    if (!busy && Object.keys(wrong).length === 0) onSave(keeping);
  };
  return (
    <form className="patient-form" ref={form} onSubmit={submit} noValidate aria-label={label}>
      {head}
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
            data-testid={save.testid}
          >
            {save.words}
          </Button>
          <Button look="quiet" onPress={onLeave}>
            {t("cancel")}
          </Button>
          <span className="faint small">{t("form-kept")}</span>
        </div>
      </div>
    </form>
  );
}
