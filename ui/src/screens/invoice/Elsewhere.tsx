import type { InvoiceDesk } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { Folded } from "../lab/Folded";

/** What was put down and paid elsewhere: shown, so that nothing is asked for twice, and never invoiced here. */
export function Elsewhere({ desk }: { desk: InvoiceDesk }) {
  const { t, format } = useText();
  const now = useNow();
  const { services_elsewhere: services, payments_elsewhere: payments, checked_at } = desk;
  const count = services.length + payments.length;
  return (
    <Folded title={t("invoice-elsewhere", { count })} level={3}>
      <p className="soft small">{t("invoice-elsewhere-help")}</p>
      {count === 0 ? <p className="soft small">{t("invoice-elsewhere-none")}</p> : null}
      <ul className="invoice__elsewhere">
        {services.map((row) => (
          <li key={JSON.stringify(row)}>
            <span>{row.name}</span>
            <span>{row.price ? format.money(row.price) : ""}</span>
            <span className="soft small">
              {[row.date ? format.date(row.date) : null, row.doctor && format.person(row.doctor)]
                .filter(Boolean)
                .join(", ")}
            </span>
          </li>
        ))}
        {payments.map((row) => (
          <li key={JSON.stringify(row)}>
            <span>{row.note ? t("invoice-note", { note: row.note }) : t("invoice-note-any")}</span>
            <span>{row.total ? format.money(row.total) : ""}</span>
            <span className="soft small">
              {[row.date ? format.date(row.date) : null, row.method, row.place].filter(Boolean).join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <p className="faint small">
        {checked_at
          ? t("patient-list-as-of", { when: format.instant(checked_at, now) })
          : t("patient-none-help")}
      </p>
    </Folded>
  );
}
