import type { Invoice, InvoiceDesk } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";

type Person = Pick<InvoiceDesk, "patient_name" | "birth_date" | "national_id_tail" | "connection_name">;

/** Who an invoice is for: name, birth date, and the last four of the national id where they are known. */
export function Who({ person }: { person: Person }) {
  const { t, format } = useText();
  const { patient_name, birth_date, national_id_tail, connection_name } = person;
  return (
    <div className="invoice__who" data-testid="invoice-who">
      <p className="invoice__name">{format.person(patient_name) || t("unknown-patient")}</p>
      <p className="soft">
        {[
          birth_date ? t("form-born", { date: format.date(birth_date) }) : t("no-birth-date"),
          national_id_tail ? `•••• ${national_id_tail}` : null,
          connection_name,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}

/** Who an invoice that was made is for; as long as something can still be done about it, with the national id's end. */
export function WhoseInvoice({ invoice }: { invoice: Invoice }) {
  const over = invoice.state === "issued" || invoice.state === "not_issued";
  const { data: desk } = useRead("invoice_desk", { id: invoice.record }, { enabled: !over });
  return <Who person={{ ...invoice, national_id_tail: desk?.national_id_tail ?? null }} />;
}
