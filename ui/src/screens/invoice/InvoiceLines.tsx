import type { Invoice } from "../../platform/bindings";
import { useText } from "../../text/text";

/** What an invoice is about, as it was sent. */
export function InvoiceLines({ invoice }: { invoice: Pick<Invoice, "lines" | "total"> }) {
  const { t, format } = useText();
  const { lines, total } = invoice;
  return (
    <ul className="invoice__brief" aria-label={t("invoice-lines")}>
      {lines.map(({ kind, code, name, quantity, total: sum }) => (
        <li key={`${kind} ${code}`}>
          <span>{quantity === 1 ? name : `${quantity} × ${name}`}</span>
          <span>{sum ? format.money({ amount: sum, currency: total.currency }) : ""}</span>
        </li>
      ))}
    </ul>
  );
}
