import { type FormEvent, useRef, useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { Duplicate } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
import { WordsAbout, useText } from "../../text/text";
import { PatientFields } from "./PatientFields";
import { useTodayAt } from "./useTodayAt";
import {
  KEEPS_NOTHING,
  type PatientField,
  type PatientText,
  type Slips,
  begunWith,
  formOf,
  slipWords,
  slipsIn,
  without,
} from "./form";
import "./patient-form.css";
import { useDuplicates } from "./useDuplicates";
import { newIntent } from "../../state/intent";

/** A new patient, at the clinic's account. `name`: what stood in the search box. */
export function NewPatient({ name }: { name: string }) {
  const { t, error } = useText();
  const connections = useConnectionsThat("patients");
  const { open, back } = usePlace();
  const toasts = useToasts();
  const create = useAct("patient_create");
  const undo = useAct("action_undo");
  const [typed, setTyped] = useDraft<PatientText>("new-patient");
  const [at, setAt] = useState(connections[0]?.id ?? "");
  const [slips, setSlips] = useState<Slips>({});
  const where = connections.find(({ id }) => id === at);
  const keeping = { rules: where?.patient ?? KEEPS_NOTHING, today: useTodayAt(where) };
  const value = typed ?? begunWith(name);
  const { found, look, anybodyNew } = useDuplicates(value, (text) => formOf(text, keeping));
  const { busy, problem, run, clear } = useTask();
  const form = useRef<HTMLFormElement>(null);
  const alike = useRef<HTMLDivElement>(null);
  const words = slipWords(t, slips, problem);
  useFirstProblem(form, words);

  const change = (field: PatientField, text: string) => {
    clear();
    setSlips((before) => without(before, field));
    setTyped({ ...value, [field]: text });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = slipsIn(value, keeping);
    setSlips(wrong);
    if (busy || Object.keys(wrong).length > 0) return;
    await run(async () => {
      if (await anybodyNew(value)) {
        alike.current?.focus();
        return;
      }
      const intent = newIntent();
      const { patient } = await create({ connection: at, form: formOf(value, keeping), intent });
      setTyped(undefined);
      open({ kind: "patient", patient });
      toasts.show({
        id: intent,
        text: t("form-created", { name: `${value.last_name.trim()} ${value.first_name.trim()}` }),
        undo: () =>
          void undo({ id: intent }).then(
            () => {
              // What was typed comes back, so that taking back costs nothing.
              setTyped(value);
              back();
              open({ kind: "new-patient" });
              toasts.drop(intent);
            },
            (thrown) => toasts.show({ id: intent, text: error(thrown), tone: "bad" }),
          ),
      });
    });
  };

  return (
    <form
      className="patient-form"
      ref={form}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("form-new")}
    >
      <Heading level={2} className="patient-form__title">
        {t("form-new")}
      </Heading>
      {connections.length > 1 ? (
        <Choice
          label={t("form-where")}
          value={at}
          onChange={(id) => {
            // Another vendor may neither need nor keep what was wrong.
            clear();
            setSlips({});
            setAt(id);
          }}
          options={connections.map((each) => ({ key: each.id, label: each.name }))}
        />
      ) : null}
      <WordsAbout name={where?.name ?? ""}>
        <PatientFields
          value={value}
          onChange={change}
          problems={words}
          connection={where}
          onBlur={() => look(value)}
        />
      </WordsAbout>
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="patient-form__end">
        <div ref={alike} tabIndex={-1} className="patient-form__alike" aria-live="polite">
          {found.length > 0 ? <Alike found={found} /> : null}
        </div>
        <div className="patient-form__actions">
          <Button
            look="primary"
            type="submit"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            data-testid="patient-create"
          >
            {found.length > 0 ? t("form-create-anyway") : t("form-create")}
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              setTyped(undefined);
              back();
            }}
          >
            {t("cancel")}
          </Button>
          <span className="faint small">{t("form-kept")}</span>
        </div>
      </div>
    </form>
  );
}

function Alike({ found }: { found: readonly Duplicate[] }) {
  const { t, format } = useText();
  const { open } = usePlace();
  return (
    <Notice tone="warn" title={t("form-alike", { count: found.length })}>
      <p>{t("form-alike-help")}</p>
      <ul className="patient-form__found">
        {found.map(({ patient, likeness }) => (
          <li key={patient.id} data-testid="duplicate">
            <div>
              <p>
                <b>{format.person(patient.name)}</b>{" "}
                {patient.birth_date ? format.date(patient.birth_date) : t("no-birth-date")}
              </p>
              <p className="soft small">{t(`likeness-${likeness}`)}</p>
            </div>
            <Button
              small
              aria-label={t("form-alike-open", { name: format.person(patient.name) })}
              onPress={() => open({ kind: "patient", patient: patient.id })}
            >
              {t("form-open")}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
