import { Tag } from "../../components/Tag";
import type { PaymentRow, ServiceRow } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";

/** Marks a service or payment that was not put down through this desk: it is shown, and never invoiced here. */
export function MadeElsewhere({ record, row }: { record: string; row: ServiceRow | PaymentRow }) {
  const { t } = useText();
  const { data: desk } = useRead("invoice_desk", { id: record });
  const words = JSON.stringify(row);
  const rows = [...(desk?.services_elsewhere ?? []), ...(desk?.payments_elsewhere ?? [])];
  return rows.some((each) => JSON.stringify(each) === words) ? (
    <Tag>{t("invoice-made-elsewhere")}</Tag>
  ) : null;
}
