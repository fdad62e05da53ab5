import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import type { PatientHit } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { useBillsOfPerson } from "../bills/useBillsFilter";
import { Composer } from "./Composer";
import "./invoice.css";

/** A new invoice for a person: for the record of theirs that can have one. */
export function NewInvoice({ patient }: { patient: string }) {
  const { t, error } = useText();
  const accounts = useConnectionsThat("invoices");
  const billing = useConnectionsThat("bills");
  const { data: page, error: unread, again } = useRead("patient_open", { id: patient });
  const [chosen, setChosen] = useState<string | null>(null);
  const records = (page?.records ?? []).filter(
    ({ source }) => source.vendor_id !== null && accounts.some(({ id }) => id === source.connection),
  );
  // Where the patient's account makes no invoices, what is paid is a bill.
  const billed = (page?.records ?? []).find(
    ({ source }) => source.vendor_id !== null && billing.some(({ id }) => id === source.connection),
  );
  const record = records.find(({ source }) => source.record === chosen) ?? records[0];
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
      {!page && !unread ? <Skeleton rows={8} label={t("loading")} /> : null}
      {page && !record && billed ? (
        <WordsAbout name={billed.source.connection_name}>
          <ToBills person={page.patient} connection={billed.source.connection} />
        </WordsAbout>
      ) : null}
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

/** The way to the bills of a person whose account makes no invoices. */
function ToBills({ connection, person }: { connection: string; person: PatientHit }) {
  const { t, format } = useText();
  const { go, back } = usePlace();
  const { show } = useBillsOfPerson();
  return (
    <Notice
      tone="info"
      actions={
        <Button
          look="primary"
          onPress={() => {
            show(connection, {
              id: person.id,
              name: format.person(person.name),
              birthDate: person.birth_date,
            });
            back();
            go("money");
          }}
          data-testid="invoice-to-bills"
        >
          {t("invoice-to-bills")}
        </Button>
      }
    >
      {t("invoice-bills-instead")}
    </Notice>
  );
}
