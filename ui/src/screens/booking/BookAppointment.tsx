import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import type { BookingAccount } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { BookingFields } from "./BookingFields";
import { useBooking } from "./useBooking";
import "../patients/patient-form.css";
import "./booking.css";

/** A new appointment for a patient, at the account of theirs that takes bookings. */
export function BookAppointment({ patient }: { patient: string }) {
  const { t, format, error } = useText();
  const { data, error: unread, again } = useRead("booking_form", { id: patient });
  const { data: page } = useRead("patient_open", { id: patient });
  const [chosen, setChosen] = useState<string | null>(null);
  const accounts = data?.accounts ?? [];
  const account = accounts.find(({ record }) => record === chosen) ?? accounts[0];
  const birth = page?.patient.birth_date;
  return (
    <article className="patient-form">
      <Heading level={2} className="patient-form__title">
        {t("booking-title")}
      </Heading>
      {page ? (
        <p className="patient-form__who">
          <b>{format.person(page.patient.name) || t("unknown-patient")}</b>
          {", "}
          {birth ? t("form-born", { date: format.date(birth) }) : t("no-birth-date")}
        </p>
      ) : null}
      {!data && unread ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(unread)}
        </Notice>
      ) : null}
      {!data && !unread ? <Skeleton rows={8} label={t("loading")} /> : null}
      {data && !account ? <Notice tone="warn">{t("booking-nowhere")}</Notice> : null}
      {accounts.length > 1 && account ? (
        <Choice
          label={t("form-where")}
          value={account.record}
          onChange={setChosen}
          options={accounts.map((each) => ({ key: each.record, label: each.connection_name }))}
        />
      ) : null}
      {account ? (
        <WordsAbout name={account.connection_name}>
          <New key={account.record} patient={patient} account={account} />
        </WordsAbout>
      ) : null}
    </article>
  );
}

function New({ patient, account }: { patient: string; account: BookingAccount }) {
  const { t } = useText();
  const { back } = usePlace();
  const { value, change, drop, book, busy, problem } = useBooking(patient, account);
  return (
    <BookingFields
      account={account}
      value={value}
      onChange={change}
      // Nothing is pencilled before it is booked.
      intent={account.record}
      busy={busy}
      problem={problem}
      label={t("booking-title")}
      does={t("booking-do")}
      onDone={() => void book()}
      onLeave={() => {
        drop();
        back();
      }}
    />
  );
}
