import type { BillPage } from "../../platform/bindings";
import { useText } from "../../text/text";

/** What is owed on a bill, as the vendor returned it. */
export function Owed({ page: { liabilities } }: { page: BillPage }) {
  const { t, format } = useText();
  return (
    <section className="stack" aria-label={t("bill-liabilities")}>
      <h3>{t("bill-liabilities")}</h3>
      {liabilities.length === 0 ? <p className="soft small">{t("bill-liabilities-none")}</p> : null}
      <ul>
        {liabilities.map((each) => (
          <li key={each.vendor_id} className="entry" data-testid="liability">
            <span className="entry__title">
              {each.due ? t("bill-due", { date: format.date(each.due) }) : t("bill-no-due")}
            </span>
            <span className="entry__right">
              {each.amount ? format.money(each.amount) : t("money-no-amount")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was paid for a bill, as the vendor returned it. */
export function Paid({ page: { transactions } }: { page: BillPage }) {
  const { t, format } = useText();
  return (
    <section className="stack" aria-label={t("bill-payments")}>
      <h3>{t("bill-payments")}</h3>
      {transactions.length === 0 ? <p className="soft small">{t("bill-payments-none")}</p> : null}
      <ul>
        {transactions.map((each) => (
          <li key={each.vendor_id} className="entry" data-testid="transaction">
            <span className="entry__title">{each.date ? format.date(each.date) : t("bill-no-date")}</span>
            <span className="entry__right">
              {each.amount ? format.money(each.amount) : t("money-no-amount")}
            </span>
            <span className="entry__more soft small">
              {[t(`bill-money-${each.direction}`), each.payment_type, each.account]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
