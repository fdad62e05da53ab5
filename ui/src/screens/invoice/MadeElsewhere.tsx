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
  if (!rows.some((each) => JSON.stringify(each) === words)) return null;
  return (
    <>
      {" "}
      <Tag>{t("invoice-made-elsewhere")}</Tag>
    </>
  );
}
