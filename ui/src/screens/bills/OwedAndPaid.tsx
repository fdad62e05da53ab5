import type { BillPage } from "../../platform/bindings";
import { useText } from "../../text/text";
import { isPaid } from "./words";

/** What is owed on a bill, as the vendor returned it. Of one that is paid it says so, whatever is still listed. */
export function Owed({ page: { bill, liabilities } }: { page: BillPage }) {
  const { t, format } = useText();
  const paid = isPaid(bill);
  const title = paid ? t("bill-is-paid") : t("bill-liabilities");
  return (
    <section className="stack" aria-label={title}>
      <h3>{title}</h3>
      {liabilities.length === 0 ? (
        <p className="soft small">{t("bill-liabilities-none")}</p>
      ) : paid ? (
        <p className="soft small">{t("bill-liabilities-left")}</p>
      ) : null}
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
