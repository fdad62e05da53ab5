import { Heading } from "react-aria-components";
import { Notice } from "../../components/Notice";
import type { PatientHit } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useZone } from "../../state/desk";
import { ageOn, civilAt } from "../../text/format";
import { useText } from "../../text/text";
import "./patient.css";

interface Props {
  name: string;
  birthDate: string | null;
  /** The rest of what is known, once read. */
  patient?: PatientHit | undefined;
}

/** Who it is: name, birth date, age, code at the vendor. */
export function PatientHead({ name, birthDate, patient }: Props) {
  const { t, format } = useText();
  const zone = useZone();
  const today = civilAt(useNow(), zone).date;
  const parts = [
    birthDate ? format.date(birthDate) : t("no-birth-date"),
    birthDate ? t("patient-age", { years: ageOn(birthDate, today) }) : null,
    ...(patient?.sources ?? []).map(({ connection_name: connection, vendor_id: code }) =>
      code ? t("patient-code", { connection, code }) : t("patient-not-sent", { connection }),
    ),
  ];
  return (
    <header className="patient__head">
      <Heading level={2} className="patient__name">
        {format.person(name) || t("unknown-patient")}
      </Heading>
      <p className="soft">{parts.filter(Boolean).join(" · ")}</p>
      {patient?.gone ? (
        <Notice tone="warn">
          {t("patient-gone", { connection: patient.sources[0]?.connection_name ?? "MedSoft" })}
        </Notice>
      ) : null}
      {patient?.pending ? <Notice tone="warn">{t("patient-pending")}</Notice> : null}
    </header>
  );
}
