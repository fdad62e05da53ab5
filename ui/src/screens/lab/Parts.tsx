import { useState } from "react";
import { Button } from "../../components/Button";
import { Field, Segments } from "../../components/Fields";
import type { LabForm, LabPatient } from "../../platform/bindings";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";
import { DayField, MomentField } from "./DateFields";
import { BLANK } from "./form";
import { Rows, useRowLabel } from "./Rows";

/** What a section of the form is given. */
export interface PartProps {
  form: LabForm;
  change: (changes: Partial<LabForm>) => void;
  /** What is wrong at a place of the form, in words. */
  problem: (path: string) => string | null;
  /** A field was left. */
  left: (path: string) => void;
}

/** Who the order is for. */
export function PatientPart({ form, change, problem, left }: PartProps) {
  const { t } = useText();
  const { patient } = form;
  const [known] = useState(patient.national_id);
  const [changing, setChanging] = useState(false);
  const set = (changes: Partial<LabPatient>) => change({ patient: { ...patient, ...changes } });
  const field = (name: Exclude<keyof LabPatient, "birth_date">) => ({
    label: t(`lab-patient-${name}`),
    value: patient[name],
    onChange: (text: string) => set({ [name]: text }),
    problem: problem(`patient.${name}`),
    onBlur: () => left(`patient.${name}`),
    "data-testid": `lab-patient-${name}`,
  });
  const sexes = ["", "f", "m"];
  const others = sexes.includes(patient.sex) ? sexes : [...sexes, patient.sex];
  const masked = known !== "" && patient.national_id === known && !changing;
  return (
    <>
      <Field {...field("name")} required />
      <div className="lab-pair">
        <DayField
          label={t("lab-patient-birth_date")}
          value={patient.birth_date}
          onChange={(birth_date) => set({ birth_date })}
          problem={problem("patient.birth_date")}
          onBlur={() => left("patient.birth_date")}
        />
        <Segments
          label={t("lab-patient-sex")}
          value={patient.sex || "none"}
          onChange={(sex) => set({ sex: sex === "none" ? "" : sex })}
          options={others.map((sex) => ({ key: sex || "none", label: sexLabel(t, sex) }))}
        />
      </div>
      <div className="lab-pair">
        <Field {...field("phone")} type="tel" />
        <Field {...field("email")} type="email" />
      </div>
      <div className="lab-pair">
        {masked ? (
          <div className="field">
            <span className="field__label">{t("lab-patient-national_id")}</span>
            <span className="line">
              <NationalId value={known} />
              <Button small look="quiet" onPress={() => setChanging(true)}>
                {t("lab-national-id-change")}
              </Button>
            </span>
          </div>
        ) : (
          <Field {...field("national_id")} autoFocus={changing} />
        )}
        <Field {...field("id")} />
      </div>
    </>
  );
}

function sexLabel(t: ReturnType<typeof useText>["t"], sex: string): string {
  if (sex === "f") return t("lab-sex-f");
  if (sex === "m") return t("lab-sex-m");
  return sex || t("lab-sex-none");
}

/** Which exams are asked for. */
export function ProceduresPart({ form, change, problem, left }: PartProps) {
  const { t } = useText();
  const label = useRowLabel();
  return (
    <Rows
      rows={form.procedures}
      blank={BLANK.procedures}
      onChange={(procedures) => change({ procedures })}
      add={t("lab-add-procedures")}
      remove={(at) => t("lab-remove-procedures", { number: at + 1 })}
    >
      {(row, at, set) => (
        <div className="lab-rows__fields lab-rows__fields--code">
          <Field
            {...label(t("lab-code"), at)}
            value={row.code}
            onChange={(code) => set({ code })}
            problem={problem(`procedures.${at}.code`) ?? (at === 0 ? problem("procedures") : null)}
            onBlur={() => left(`procedures.${at}.code`)}
            data-testid={`lab-procedure-${at}-code`}
          />
          <Field
            {...label(t("lab-exam-name"), at)}
            value={row.name}
            onChange={(name) => set({ name })}
            problem={problem(`procedures.${at}.name`)}
            onBlur={() => left(`procedures.${at}.name`)}
            data-testid={`lab-procedure-${at}-name`}
          />
        </div>
      )}
    </Rows>
  );
}

/** What was taken from the patient. */
export function SamplesPart({ form, change, problem, left }: PartProps) {
  const { t } = useText();
  const label = useRowLabel();
  return (
    <Rows
      rows={form.samples}
      blank={BLANK.samples}
      onChange={(samples) => change({ samples })}
      add={t("lab-add-samples")}
      remove={(at) => t("lab-remove-samples", { number: at + 1 })}
    >
      {(row, at, set) => (
        <div className="lab-rows__fields lab-rows__fields--sample">
          <Field
            {...label(t("lab-sample-code"), at)}
            value={row.code}
            onChange={(code) => set({ code })}
            problem={problem(`samples.${at}.code`)}
            onBlur={() => left(`samples.${at}.code`)}
            data-testid={`lab-sample-${at}-code`}
          />
          <Field
            {...label(t("lab-material"), at)}
            value={row.material}
            onChange={(material) => set({ material })}
            problem={problem(`samples.${at}.material`)}
            onBlur={() => left(`samples.${at}.material`)}
          />
          <MomentField
            {...label(t("lab-collected"), at)}
            value={row.collected_at}
            onChange={(collected_at) => set({ collected_at })}
            problem={problem(`samples.${at}.collected_at`)}
            onBlur={() => left(`samples.${at}.collected_at`)}
          />
        </div>
      )}
    </Rows>
  );
}

/** Who asks for the exams. */
export function RequesterPart({ form, change, problem, left }: PartProps) {
  const { t } = useText();
  const { requester } = form;
  const field = (name: keyof typeof requester) => ({
    label: t(`lab-requester-${name}`),
    value: requester[name],
    onChange: (text: string) => change({ requester: { ...requester, [name]: text } }),
    problem: problem(`requester.${name}`),
    onBlur: () => left(`requester.${name}`),
    "data-testid": `lab-requester-${name}`,
  });
  return (
    <>
      <Field {...field("name")} />
      <div className="lab-pair">
        <Field {...field("council_number")} />
        <Field {...field("council_state")} />
      </div>
    </>
  );
}

/** What the laboratory should know. */
export function FactsPart({ form, change, problem, left }: PartProps) {
  const { t } = useText();
  const label = useRowLabel();
  return (
    <Rows
      rows={form.clinical_data}
      blank={BLANK.clinical_data}
      onChange={(clinical_data) => change({ clinical_data })}
      add={t("lab-add-clinical_data")}
      remove={(at) => t("lab-remove-clinical_data", { number: at + 1 })}
    >
      {(row, at, set) => (
        <div className="lab-rows__fields">
          <Field
            {...label(t("lab-fact-name"), at)}
            value={row.name}
            onChange={(name) => set({ name })}
            problem={problem(`clinical_data.${at}.name`)}
            onBlur={() => left(`clinical_data.${at}.name`)}
            data-testid={`lab-fact-${at}-name`}
          />
          <Field
            {...label(t("lab-fact-value"), at)}
            value={row.value}
            onChange={(value) => set({ value })}
            problem={problem(`clinical_data.${at}.value`)}
            onBlur={() => left(`clinical_data.${at}.value`)}
          />
        </div>
      )}
    </Rows>
  );
}
