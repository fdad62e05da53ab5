import type { PatientPage } from "../../platform/bindings";
import { useText } from "../../text/text";

/** The phone, or all of them with what the clinic calls each, where the vendor keeps several. */
export function Phones({ page }: { page: PatientPage }) {
  const { t } = useText();
  const { patient, phones, can } = page;
  const several = can.includes("phones") ? phones.rows : [];
  if (several.length === 0) {
    return patient.phone || <span className="faint">{t("patient-not-known")}</span>;
  }
  return (
    <ul className="patient__phones" aria-label={t("patient-phones")}>
      {several.map(({ number, label }, index) => (
        <li key={`${number} ${index}`}>
          {number}
          {label ? <span className="soft small"> {label}</span> : null}
        </li>
      ))}
    </ul>
  );
}
