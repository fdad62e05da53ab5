import { Button as Base } from "react-aria-components";
import type { Invoice } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import "./invoice.css";
import { stateWords } from "./words";

/** Invoices that are prepared, on their way or stopped: what needs a person first. Nothing where there are none. */
export function InvoiceList() {
  const { t } = useText();
  const { data } = useRead("invoices", { unfinished: true });
  const invoices = data?.invoices ?? [];
  if (invoices.length === 0) return null;
  return (
    <section className="stack" aria-label={t("invoices-unfinished")} data-testid="invoices-unfinished">
      <h2>
        {t("invoices-unfinished")} <span className="soft">{invoices.length}</span>
      </h2>
      <ul className="invoices">
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            <WordsAbout name={invoice.connection_name}>
              <InvoiceRow invoice={invoice} named />
            </WordsAbout>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One invoice in a list; opens its panel. `named` says whose it is. */
export function InvoiceRow({ invoice, named = false }: { invoice: Invoice; named?: boolean }) {
  const text = useText();
  const { t, format } = text;
  const { open } = usePlace();
  const { birth_date, id, patient, patient_name, state, total } = invoice;
  const born = birth_date ? format.date(birth_date) : t("no-birth-date");
  const day = invoice.issued_on ? format.date(invoice.issued_on) : format.dateTime(invoice.created_at);
  return (
    <Base
      className="entry entry--press"
      onPress={() => open({ kind: "invoice", invoice: id, patient })}
      data-testid="invoice-row"
      data-state={state}
    >
      <span className="entry__title">
        {named ? `${format.person(patient_name) || t("unknown-patient")} · ${born}` : day}
      </span>
      <span className="entry__right">{format.money(total)}</span>
      <span className={`entry__more small invoices__state invoices__state--${state}`}>
        {stateWords(text, invoice)}
      </span>
    </Base>
  );
}
