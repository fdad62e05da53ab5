import { Tag } from "../../components/Tag";
import type { AskedOfDay, VendorPayment } from "../../platform/bindings";
import { useText } from "../../text/text";

/** Payments of the day as the vendors list them: beside what this desk took, never counted into it. */
export function AtVendors({ rows, asked }: { rows: readonly VendorPayment[]; asked: AskedOfDay }) {
  const { t, format } = useText();
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-label={t("money-at-vendors")}>
      <div>
        <h3>{t("money-at-vendors")}</h3>
        <p className="soft small">{t("money-at-vendors-help", { ...asked })}</p>
      </div>
      <ul className="money-list">
        {rows.map((row, at) => (
          // A vendor may list the same payment twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at} className="money-row money-row--plain" data-testid="vendor-payment">
            <span className="money-row__when">{row.connection}</span>
            <span className="money-row__who">
              <span className="money-row__name">
                {format.person(row.patient_name) || t("unknown-patient")}
              </span>
            </span>
            <span className="money-row__what">
              <span>
                {row.ours ? <Tag tone="green">{t("money-ours")}</Tag> : <Tag>{t("money-others")}</Tag>}
              </span>
            </span>
            <span className="money-row__right">
              <span className="money__sum">
                {row.amount ? format.money(row.amount) : t("money-no-amount")}
              </span>
              <span className="soft small">{row.method}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
