import { useState } from "react";
import { Button as Base } from "react-aria-components";
import type { PaperBrief, PatientPage } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { PaperPreview } from "../papers/PaperPreview";
import "./invoice.css";
import { InvoiceRow } from "./InvoiceList";

/** Invoices made at this desk for a person, and every paper of theirs that is kept here. */
export function PatientInvoices({ page }: { page: PatientPage }) {
  const { t } = useText();
  const { id } = page.patient;
  const invoicing = page.can.includes("invoices");
  const { data: made } = useRead("invoices", { patient: id, unfinished: false }, { enabled: invoicing });
  const { data: papers } = useRead("papers", { id });
  const invoices = made?.invoices ?? [];
  return (
    <>
      {invoices.length > 0 ? (
        <section className="stack" aria-label={t("invoices-title")}>
          <h3>{t("invoices-title")}</h3>
          <div>
            {invoices.map((invoice) => (
              <InvoiceRow key={invoice.id} invoice={invoice} />
            ))}
          </div>
        </section>
      ) : null}
      {papers && papers.length > 0 ? <Papers papers={papers} patient={id} /> : null}
    </>
  );
}

function Papers({ papers, patient }: { papers: readonly PaperBrief[]; patient: string }) {
  const { t, format } = useText();
  const now = useNow();
  const [shown, setShown] = useState<string | null>(null);
  return (
    <section className="stack" aria-label={t("invoices-papers")}>
      <h3>{t("invoices-papers")}</h3>
      <div>
        {papers.map(({ id, kind, made_at, name, origin }) => (
          <Base
            key={id}
            className="entry entry--press"
            onPress={() => setShown(id)}
            data-testid="patient-paper"
          >
            <span className="entry__title">{name}</span>
            <span className="entry__right">{origin === "copy" ? t("invoices-copy") : ""}</span>
            <span className="entry__more soft small">
              {t(`invoices-paper-${kind}`)}, {format.instant(made_at, now)}
            </span>
            <span className="unseen">{t("document-open")}</span>
          </Base>
        ))}
      </div>
      <p className="faint small">{t("invoices-papers-help")}</p>
      {shown ? <PaperPreview paper={shown} patient={patient} onClose={() => setShown(null)} /> : null}
    </section>
  );
}
