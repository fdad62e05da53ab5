import { useEffect, useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import { useRead } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { useBillsOfPerson } from "../bills/useBillsFilter";
import { Composer } from "./Composer";
import "./invoice.css";

/** A new invoice for a person: for the record of theirs that can have one. */
export function NewInvoice({ patient }: { patient: string }) {
  const { t, format, error } = useText();
  const { go, back } = usePlace();
  const { show } = useBillsOfPerson();
  const accounts = useConnectionsThat("invoices");
  const billing = useConnectionsThat("bills");
  const { data: page, error: unread, again } = useRead("patient_open", { id: patient });
  const [chosen, setChosen] = useState<string | null>(null);
  const records = (page?.records ?? []).filter(
    ({ source }) => source.vendor_id !== null && accounts.some(({ id }) => id === source.connection),
  );
  const billed = (page?.records ?? []).find(
    ({ source }) => source.vendor_id !== null && billing.some(({ id }) => id === source.connection),
  );
  const record = records.find(({ source }) => source.record === chosen) ?? records[0];
  const person = page?.patient;
  // Where the patient's account makes no invoices, what is paid is a bill.
  const toBills = person && !record && billed ? billed.source.connection : null;
  useEffect(() => {
    if (!person || toBills === null) return;
    show(toBills, { id: person.id, name: format.person(person.name), birthDate: person.birth_date });
    back();
    go("money");
    // Gone there once: the form is closed by it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [toBills]);
  return (
    <article className="invoice">
      <Heading level={2} className="invoice__title">
        {t("invoice-new")}
      </Heading>
      {!page && unread ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(unread)}
        </Notice>
      ) : null}
      {(!page && !unread) || toBills ? <Skeleton rows={8} label={t("loading")} /> : null}
      {page && !record && !billed ? <Notice tone="warn">{t("invoice-no-record")}</Notice> : null}
      {records.length > 1 && record ? (
        <Choice
          label={t("invoice-account")}
          value={record.source.record}
          onChange={setChosen}
          options={records.map(({ source }) => ({
            key: source.record,
            label: `${source.connection_name} ${source.vendor_id ?? ""}`,
          }))}
        />
      ) : null}
      {record ? (
        <WordsAbout name={record.source.connection_name}>
          <Composer key={record.source.record} record={record.source.record} patient={patient} />
        </WordsAbout>
      ) : null}
    </article>
  );
}
