import { type ComponentProps, useState } from "react";
import { Button } from "../../components/Button";
import { Field, Segments } from "../../components/Fields";
import type { Connection } from "../../platform/bindings";
import { ageOn } from "../../text/format";
import { useText } from "../../text/text";
import { NationalId } from "./NationalId";
import { nationalIdWords } from "./nationalIdWords";
import { readBirth } from "./birth";
import { KEEPS_NOTHING, type PatientField, type PatientText } from "./form";
import { useTodayAt } from "./useTodayAt";

interface Props {
  value: PatientText;
  onChange: (field: PatientField, text: string) => void;
  problems: Partial<Record<PatientField, string>>;
  /** The national id that stands already: masked until somebody wants to change it. */
  known?: string;
  /** An existing record: what cannot be read back is kept when left empty. */
  editing?: boolean;
  /** Where the patient is kept, or will be. */
  connection: Connection | undefined;
  onBlur?: () => void;
}

/** The fields of a patient that the vendor can store. */
export function PatientFields({ value, onChange, problems, known, editing, connection, onBlur }: Props) {
  const { t } = useText();
  const [changing, setChanging] = useState(false);
  const rules = connection?.patient ?? KEEPS_NOTHING;
  const nationalId = nationalIdWords(t, connection ? [connection.vendor] : []);
  const field = (name: Exclude<PatientField, "sex">) => ({
    label: name === "national_id" ? nationalId : t(`form-${name}`),
    value: value[name],
    onChange: (text: string) => onChange(name, text),
    problem: problems[name] ?? null,
    "data-testid": `patient-${name}`,
    ...(onBlur ? { onBlur } : {}),
  });
  const unread = editing ? t("form-unread") : undefined;
  const listed = connection?.can.includes("phones");
  const masked = known && !changing && value.national_id === known;
  return (
    <>
      <div className="patient-form__pair">
        <Field {...field("last_name")} required autoFocus />
        <Field {...field("first_name")} required />
      </div>
      {rules.birth_date ? <BirthDate {...field("birth_date")} connection={connection} /> : null}
      <div className={rules.phone2 ? "patient-form__pair" : undefined}>
        <Field {...field("phone")} type="tel" required={rules.phone_required} />
        {rules.phone2 ? (
          <Field {...field("phone2")} type="tel" help={editing && listed ? t("form-stays") : unread} />
        ) : null}
      </div>
      <Field {...field("email")} type="email" />
      {rules.national_id && masked ? (
        <div className="field">
          <span className="field__label">{nationalId}</span>
          <span className="line">
            <NationalId value={known} />
            <Button small look="quiet" onPress={() => setChanging(true)}>
              {t("form-national-id-change")}
            </Button>
          </span>
        </div>
      ) : null}
      {rules.national_id && !masked ? (
        <Field
          {...field("national_id")}
          label={nationalId}
          help={connection?.vendor === "medsoft" ? t("form-national-id-help") : null}
          autoFocus={changing}
        />
      ) : null}
      {rules.sex ? (
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
      ) : null}
      {rules.preferences ? <Field {...field("preferences")} multiline help={unread} /> : null}
      {rules.birth_date ? null : <p className="patient-form__note">{t("form-no-birth-date")}</p>}
    </>
  );
}

/** The birth date as it is typed, and how it is understood. */
function BirthDate({
  connection,
  ...field
}: ComponentProps<typeof Field> & { connection: Connection | undefined }) {
  const { t, format } = useText();
  const today = useTodayAt(connection);
  const born = readBirth(field.value, today);
  const understood =
    born && born <= today
      ? `${format.date(born)} · ${t("patient-age", { years: ageOn(born, today) })}`
      : t("form-birth-help");
  return <Field {...field} help={understood} />;
}
