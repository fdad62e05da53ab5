import { Button } from "../../components/Button";
import { Paper } from "../../components/icons";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";

/** Begins an invoice for a person: only where a connection can make one. */
export function InvoiceButton({ patient, wide = false }: { patient: string; wide?: boolean }) {
  const { t } = useText();
  const { open } = usePlace();
  if (useConnectionsThat("invoices").length === 0) return null;
  return (
    <Button
      wide={wide}
      icon={<Paper />}
      hint="new-invoice"
      onPress={() => open({ kind: "new-invoice", patient })}
      data-testid="patient-invoice"
    >
      {t("patient-invoice")}
    </Button>
  );
}
