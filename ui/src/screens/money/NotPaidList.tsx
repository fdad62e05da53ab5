import { Button } from "../../components/Button";
import type { NotPaid } from "../../platform/bindings";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { RowPay } from "../invoice/InvoiceButton";

/** Who was treated that day and has paid nothing at this desk as far as it knows. */
export function NotPaidList({ rows }: { rows: readonly NotPaid[] }) {
  const { t, format } = useText();
  const { open } = usePlace();
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-label={t("money-not-paid")}>
      <div>
        <h3>{t("money-not-paid")}</h3>
        <p className="soft small">{t("money-not-paid-help")}</p>
      </div>
      <ul className="money-list">
        {rows.map((row) => {
          const name = format.person(row.patient_name) || t("unknown-patient");
          return (
            <li key={row.appointment} className="money-row money-row--plain" data-testid="not-paid">
              <span className="money-row__when">{row.start ? format.time(row.start) : ""}</span>
              <span className="money-row__who">
                <span className="money-row__name">{name}</span>
                <span className="soft small">
                  {row.birth_date ? format.date(row.birth_date) : t("no-birth-date")}
                </span>
              </span>
              <span className="money-row__what soft">{row.doctor ? format.person(row.doctor) : ""}</span>
              <span className="line money-row__acts">
                <RowPay
                  accounts={row.accounts}
                  person={{ id: row.patient, name: row.patient_name, birthDate: row.birth_date }}
                />
                <Button
                  small
                  look="quiet"
                  aria-label={t("money-patient-of", { name })}
                  onPress={() => open({ kind: "patient", patient: row.patient })}
                >
                  {t("money-patient")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
