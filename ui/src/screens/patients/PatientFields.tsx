import { useState } from "react";
import { Button } from "../../components/Button";
import { Field, Segments } from "../../components/Fields";
import type { Vendor } from "../../platform/bindings";
import { useText } from "../../text/text";
import { NationalId } from "./NationalId";
import { nationalIdWords } from "./nationalIdWords";
import type { PatientField, PatientText } from "./form";

interface Props {
  value: PatientText;
  onChange: (field: PatientField, text: string) => void;
  problems: Partial<Record<PatientField, string>>;
  /** The national id that stands already: masked until somebody wants to change it. */
  known?: string;
  /** An existing record: what cannot be read back is kept when left empty. */
  editing?: boolean;
  /** Where the patient is kept, or will be. */
  vendor: Vendor;
  onBlur?: () => void;
}

/** The fields of a patient that the vendor can store. */
export function PatientFields({ value, onChange, problems, known, editing, vendor, onBlur }: Props) {
  const { t } = useText();
  const [changing, setChanging] = useState(false);
  const nationalId = nationalIdWords(t, [vendor]);
  const field = (name: Exclude<PatientField, "sex">) => ({
    label: name === "national_id" ? nationalId : t(`form-${name}`),
    value: value[name],
    onChange: (text: string) => onChange(name, text),
    problem: problems[name] ?? null,
    "data-testid": `patient-${name}`,
    ...(onBlur ? { onBlur } : {}),
  });
  const unread = editing ? t("form-unread") : undefined;
  const masked = known && !changing && value.national_id === known;
  return (
    <>
      <div className="patient-form__pair">
        <Field {...field("last_name")} required autoFocus />
        <Field {...field("first_name")} required />
      </div>
      <div className="patient-form__pair">
        <Field {...field("phone")} type="tel" required />
        <Field {...field("phone2")} type="tel" help={unread} />
      </div>
      <Field {...field("email")} type="email" />
      {masked ? (
        <div className="field">
          <span className="field__label">{nationalId}</span>
          <span className="line">
            <NationalId value={known} />
            <Button small look="quiet" onPress={() => setChanging(true)}>
              {t("form-national-id-change")}
            </Button>
          </span>
        </div>
      ) : (
        <Field
          {...field("national_id")}
          label={nationalId}
          help={vendor === "medsoft" ? t("form-national-id-help") : null}
          autoFocus={changing}
        />
      )}
      <Segments
        label={t("form-sex")}
        value={value.sex || "none"}
        onChange={(sex) => onChange("sex", sex === "none" ? "" : sex)}
        options={[
          { key: "none", label: editing ? t("form-sex-keep") : t("form-sex-none") },
          { key: "female", label: t("form-sex-female") },
          { key: "male", label: t("form-sex-male") },
        ]}
      />
      <Field {...field("preferences")} multiline help={unread} />
      <p className="patient-form__note">{t("form-no-birth-date")}</p>
    </>
  );
}
