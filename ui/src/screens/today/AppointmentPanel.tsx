import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { People } from "../../components/icons";
import type { AppointmentRow, HistoryLine } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { useSettled } from "../../state/settled";
import { useText } from "../../text/text";
import { NationalId } from "../patients/NationalId";
import { PatientHead } from "../patients/PatientHead";
import { Appointment } from "../patients/PatientLists";
import { digitOf, nextStatus } from "./model";
import { StatusMenu } from "./StatusMenu";
import { useSetStatus } from "./useSetStatus";

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
  const { t, error } = useText();
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
    <article className="patient">
      <PatientHead name={row.patient.name} birthDate={row.patient.birth_date} patient={page?.patient} />
      <NextStep row={row} />
      <AppointmentFacts row={row} nationalId={page?.patient.national_id ?? null} />
      <Button wide icon={<People />} hint="open" onPress={() => open({ kind: "patient", patient })}>
        {t("appointment-open-patient")}
      </Button>
      <section className="stack">
        <h3>{t("appointment-this")}</h3>
        <History id={row.id} />
      </section>
      <section>
        <h3>{t("appointment-visits")}</h3>
        {visits.map((visit) => (
          <Appointment key={visit.id} row={visit} />
        ))}
        {page && visits.length === 0 ? <p className="soft small">{t("appointment-no-visits")}</p> : null}
      </section>
    </article>
  );
}

function NextStep({ row }: { row: AppointmentRow }) {
  const { t } = useText();
  const set = useSetStatus();
  const other = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState(false);
  const next = nextStatus(row);
  if (row.vendor_id === null) return <Notice tone="warn">{t("row-without-id")}</Notice>;
  const digit = next ? digitOf(next.key) : null;
  return (
    <div className="stack">
      {row.foreign ? <Notice tone="warn">{t("row-foreign-help")}</Notice> : null}
      {next ? (
        <Button
          look="primary"
          wide
          {...(digit ? { hint: "status", hintThen: digit } : {})}
          onPress={() => void set(row, next)}
          data-testid="next-status"
        >
          {next.name}
        </Button>
      ) : null}
      <div ref={other}>
        <Button wide hint="status" onPress={() => setMenu(true)}>
          {t("appointment-other")}
        </Button>
      </div>
      {menu ? <StatusMenu row={row} anchor={other} digits={false} onClose={() => setMenu(false)} /> : null}
    </div>
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
      <Fact name={t("patient-national-id")}>
        <NationalId value={nationalId} />
      </Fact>
    </Facts>
  );
}

function History({ id }: { id: string }) {
  const { t, format } = useText();
  const now = useNow();
  const { data } = useRead("appointment_history", { id });
  if (!data) return null;
  if (data.length === 0) return <p className="soft small">{t("appointment-no-history")}</p>;
  const when = (line: HistoryLine) => {
    const at = { when: format.instant(line.at, now) };
    if (!line.here) return t("history-seen", at);
    return line.state ? t(`history-state-${line.state}`, at) : t("history-here", at);
  };
  return (
    <ol className="history">
      {data.map((line) => (
        <li key={`${line.at} ${line.status} ${line.value}`}>
          {line.value ? line.status : t("history-cleared", { status: line.status })}
          <span className="soft small">{when(line)}</span>
        </li>
      ))}
    </ol>
  );
}
