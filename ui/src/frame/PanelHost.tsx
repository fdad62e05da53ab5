import { useEffect, useRef } from "react";
import { IconButton } from "../components/Button";
import { Close } from "../components/icons";
import { useKey } from "../keys/keys";
import { BillPanel } from "../screens/bills/BillPanel";
import { PayBill } from "../screens/bills/PayBill";
import { InvoicePanel } from "../screens/invoice/InvoicePanel";
import { NewInvoice } from "../screens/invoice/NewInvoice";
import { OrderPanel } from "../screens/lab/OrderPanel";
import { RecordTaking } from "../screens/money/RecordTaking";
import { StatementPanel } from "../screens/money/StatementPanel";
import { TakingPanel } from "../screens/money/TakingPanel";
import { EditPatient } from "../screens/patients/EditPatient";
import { NewPatient } from "../screens/patients/NewPatient";
import { AppointmentPanel } from "../screens/today/AppointmentPanel";
import { PatientPanel } from "../screens/patients/PatientPanel";
import { EditUnsent } from "../screens/unsent/EditUnsent";
import { BookAppointment } from "../screens/booking/BookAppointment";
import { BookVideo } from "../screens/video/BookVideo";
import { VisitPanel } from "../screens/video/VisitPanel";
import { type Panel, isForm, usePlace } from "../state/place";
import { useText } from "../text/text";

/** The right panel: what is selected, or a form. The list beside it never goes away. */
export function PanelHost({ panel }: { panel: Panel }) {
  const { t } = useText();
  const { back } = usePlace();
  const host = useRef<HTMLElement>(null);
  const form = isForm(panel);
  useKey("back", back);

  // A form takes the cursor; anything else takes the focus only if nothing else has it.
  useEffect(() => {
    if (form) host.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    else if (document.activeElement === document.body) host.current?.focus();
  }, [form]);

  return (
    <aside className="panel" aria-label={t("frame-panel")} ref={host} tabIndex={-1}>
      <div className="panel__close">
        <IconButton label={t("close")} onPress={back}>
          <Close />
        </IconButton>
      </div>
      <div className="panel__body">
        <Contents panel={panel} />
      </div>
    </aside>
  );
}

function Contents({ panel }: { panel: Panel }) {
  switch (panel.kind) {
    case "appointment":
      return <AppointmentPanel appointment={panel.appointment} patient={panel.patient} date={panel.date} />;
    case "patient":
      return <PatientPanel patient={panel.patient} />;
    case "new-patient":
      return <NewPatient name={panel.name ?? ""} />;
    case "edit-patient":
      return <EditPatient patient={panel.patient} record={panel.record} />;
    case "edit-unsent":
      return <EditUnsent entry={panel.entry} />;
    case "video-visit":
      return <VisitPanel visit={panel.visit} />;
    case "lab-order":
      return <OrderPanel order={panel.order} />;
    case "book-video":
      return <BookVideo patient={panel.patient} />;
    case "record-taking":
      return <RecordTaking patient={panel.patient} />;
    case "taking":
      return <TakingPanel taking={panel.taking} date={panel.date} />;
    case "statement":
      return <StatementPanel patient={panel.patient} />;
    case "bill":
      return <BillPanel bill={panel.bill} />;
    case "pay-bill":
      return <PayBill bill={panel.bill} />;
    case "book-appointment":
      return <BookAppointment patient={panel.patient} />;
    case "new-invoice":
      return <NewInvoice patient={panel.patient} />;
    case "invoice":
      return <InvoicePanel invoice={panel.invoice} />;
  }
}
