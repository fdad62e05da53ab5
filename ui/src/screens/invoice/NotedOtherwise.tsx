import { useRead } from "../../platform/desk";
import { WordsAbout, useText } from "../../text/text";
import "./invoice.css";
import { InvoiceRow } from "./InvoiceList";

/** Invoices of a day whose payment the vendor noted otherwise than it was taken: to be put right there before the day is
 * closed. Nothing where there are none. */
export function NotedOtherwise({ date }: { date: string }) {
  const { t } = useText();
  const { data } = useRead("invoices", { unfinished: false, noted_otherwise: true, date });
  const invoices = data?.invoices ?? [];
  if (invoices.length === 0) return null;
  return (
    <section
      className="stack"
      aria-label={t("invoices-noted-otherwise")}
      data-testid="invoices-noted-otherwise"
    >
      <h3>
        {t("invoices-noted-otherwise")} <span className="soft">{invoices.length}</span>
      </h3>
      <p className="soft small">{t("invoices-noted-otherwise-help")}</p>
      <ul className="invoices">
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            <WordsAbout name={invoice.connection_name}>
              <InvoiceRow invoice={invoice} named />
              <p className="soft small">
                {t("invoice-noted-is", {
                  taken: t(`money-method-${invoice.payment.method}`),
                  noted: invoice.noted_as ?? "",
                  note: invoice.note ?? "",
                })}
              </p>
            </WordsAbout>
          </li>
        ))}
      </ul>
    </section>
  );
}
