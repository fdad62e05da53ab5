import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { People } from "../../components/icons";
import type { AppointmentRow } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { useSettled } from "../../state/settled";
import { WordsAbout, useText } from "../../text/text";
import { InvoiceButton } from "../invoice/InvoiceButton";
import { NationalId } from "../patients/NationalId";
import { nationalIdWords } from "../patients/nationalIdWords";
import { PatientHead } from "../patients/PatientHead";
import { Appointment } from "../patients/PatientLists";
import { AppointmentActions, AppointmentHistory } from "./AppointmentActions";

const VISITS = 4;
/** A selection is passed over unless it stands so long; only then is the patient opened (and the vendor asked). */
const STAYS = 350;

/** The selected appointment: who, the next step, what happened so far. */
export function AppointmentPanel({
  appointment,
  patient,
  date,
}: {
  appointment: string;
  patient: string;
  date: string;
}) {
  const { t, format, error } = useText();
  const { open } = usePlace();
  // The list of the day is already there; the patient's page follows.
  const today = useRead("day", {});
  const other = useRead("day", { date }, { enabled: today.data !== undefined && today.data.date !== date });
  const stays = useSettled(STAYS);
  const { data: page, error: problem } = useRead("patient_open", { id: patient }, { enabled: stays });
  const rows = [...(today.data?.rows ?? []), ...(other.data?.rows ?? []), ...(page?.appointments.rows ?? [])];
  const row = rows.find((each) => each.id === appointment);

  if (!row) {
    if (problem) return <Notice tone="bad">{error(problem)}</Notice>;
    return page ? (
      <Notice tone="warn">{t("appointment-gone")}</Notice>
    ) : (
      <Skeleton rows={6} label={t("loading")} />
    );
  }
  const visits = (page?.appointments.rows ?? [])
    .filter((each) => each.id !== appointment && !each.foreign)
    .slice(0, VISITS);
  return (
    <WordsAbout name={row.connection_name}>
      <article className="patient">
        <PatientHead name={row.patient.name} birthDate={row.patient.birth_date} patient={page?.patient} />
        <AppointmentActions row={row} />
        <AppointmentFacts row={row} nationalId={page?.patient.national_id ?? null} />
        <Button wide icon={<People />} hint="open" onPress={() => open({ kind: "patient", patient })}>
          {t("appointment-open-patient")}
        </Button>
        <InvoiceButton
          person={{ id: patient, name: format.person(row.patient.name), birthDate: row.patient.birth_date }}
          accounts={page ? page.records.map(({ source }) => source.connection) : [row.connection]}
          wide
        />
        <section className="stack">
          <h3>{t("appointment-this")}</h3>
          <AppointmentHistory id={row.id} />
        </section>
        <section>
          <h3>{t("appointment-visits")}</h3>
          {visits.map((visit) => (
            <Appointment key={visit.id} row={visit} />
          ))}
          {page && visits.length === 0 ? <p className="soft small">{t("appointment-no-visits")}</p> : null}
        </section>
      </article>
    </WordsAbout>
  );
}

function AppointmentFacts({ row, nationalId }: { row: AppointmentRow; nationalId: string | null }) {
  const { t, format } = useText();
  const now = useNow();
  const { shown } = useHidden();
  const [{ show_purpose }] = usePreferences();
  const time = [row.start, row.end].filter((each) => each !== null).map(format.time);
  const showPurpose = shown || show_purpose;
  return (
    <Facts>
      <Fact name={t("appointment-when")}>
        {[format.day(row.date), time.join("–")].filter(Boolean).join(", ")}
      </Fact>
      {row.doctor ? <Fact name={t("appointment-doctor")}>{format.person(row.doctor)}</Fact> : null}
      {row.place || row.room ? (
        <Fact name={t("appointment-place")}>{[row.place, row.room].filter(Boolean).join(", ")}</Fact>
      ) : null}
      {row.purpose ? (
        <Fact name={t("appointment-purpose")}>
          {showPurpose ? row.purpose : <span className="faint">{t("appointment-hidden")}</span>}
        </Fact>
      ) : null}
      {row.arrived_at && row.stage === "arrived" ? (
        <Fact name={t("appointment-since")}>
          {t("appointment-since-at-least", { when: format.instant(row.arrived_at, now) })}
        </Fact>
      ) : null}
      <Fact name={t("patient-phone")}>
        {row.patient.phone || <span className="faint">{t("patient-not-known")}</span>}
      </Fact>
      <Fact name={nationalIdWords(t, [row.vendor])}>
        <NationalId value={nationalId} />
      </Fact>
    </Facts>
  );
}
