import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { Spinner } from "../../components/Spinner";
import { Refresh } from "../../components/icons";
import { visitWords } from "../../frame/search/visit";
import { useKey } from "../../keys/keys";
import type { Ability, PatientPage, WireError } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useNow } from "../../state/clock";
import { useAppState, useConnectionsThat, useZone } from "../../state/desk";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { WordsAbout, useText } from "../../text/text";
import { PatientMoney } from "../money/PatientMoney";
import { PatientHistory } from "../audit/PatientHistory";
import { PatientInvoices } from "../invoice/PatientInvoices";
import { AppointmentActions, AppointmentHistory } from "../today/AppointmentActions";
import { ConsentForm } from "./ConsentForm";
import { BeginElsewhere } from "./BeginElsewhere";
import { Documents } from "./Documents";
import { GivenUpPatient } from "./GivenUpPatient";
import { EditRecord } from "./EditRecord";
import { MoreForPatient } from "./ErasePatient";
import { NationalId } from "./NationalId";
import { nationalIdWords } from "./nationalIdWords";
import { PatientHead } from "./PatientHead";
import { PatientLists } from "./PatientLists";
import { Phones } from "./Phones";

/** The page of a patient: who it is, the next visit, and everything the desk knows. */
export function PatientPanel({ patient }: { patient: string }) {
  const { t, error } = useText();
  const { data: page, error: problem, again } = useRead("patient_open", { id: patient });
  if (!page) {
    return problem ? (
      <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
        {error(problem)}
      </Notice>
    ) : (
      <Skeleton rows={8} label={t("loading")} />
    );
  }
  const names = page.records.map(({ source }) => source.connection_name);
  return (
    <WordsAbout name={[...new Set(names)].join(" / ")}>
      {page.given_up ? <GivenUpPatient page={page} how={page.given_up} /> : <Page page={page} />}
    </WordsAbout>
  );
}

function Page({ page }: { page: PatientPage }) {
  const text = useText();
  const { t, error } = text;
  const { open, selected } = usePlace();
  const now = useNow();
  const today = civilAt(now, useZone()).date;
  const { patient, records } = page;
  const can = (ability: Ability) => page.can.includes(ability);
  const signers = useConnectionsThat("consent_forms");
  const { asking, problem, ask } = useLiveAnswer(patient.id);
  const { connections } = useAppState();
  const editable = records.filter(
    ({ source }) => connections.find(({ id }) => id === source.connection)?.patient,
  );
  const signing = records.find(({ source }) => signers.some(({ id }) => id === source.connection));
  useKey("refresh", ask);
  const visit = visitWords(patient, text, now);
  // The appointment this page was opened from, else the one of today.
  const shown = page.appointments.rows.find((row) => row.id === selected && !row.foreign);
  const own = page.appointments.rows.filter((row) => !row.foreign);
  const next = patient.next_visit?.is_today ? patient.next_visit.appointment : null;
  const todays = own.find(({ id }) => id === next) ?? own.find(({ date }) => date === today);
  const row = shown ?? todays;

  return (
    <article className="patient">
      <PatientHead name={patient.name} birthDate={patient.birth_date} patient={patient} />
      <p className={`patient__visit ${patient.next_visit && !visit.off ? "patient__visit--some" : ""}`}>
        <span className="patient__visit-label">{t("patient-next-visit")}: </span>
        {asking && !visit.known ? t("patient-refreshing") : visit.words}
      </p>
      {row ? <AppointmentActions row={row} /> : null}
      <div className="line">
        <EditRecord
          records={editable}
          onEdit={(record) => open({ kind: "edit-patient", patient: patient.id, record })}
        />
        <Button icon={asking ? <Spinner /> : <Refresh />} onPress={ask} hint="refresh" isDisabled={asking}>
          {asking ? t("patient-refreshing") : t("patient-refresh")}
        </Button>
        <BeginElsewhere page={page} />
        <PatientMoney patient={patient.id} />
        <MoreForPatient page={page} />
      </div>
      {problem ? (
        <Notice tone="warn" live>
          {error(problem)}
        </Notice>
      ) : null}
      <Facts>
        <Fact name={t("patient-phone")}>
          <Phones page={page} />
        </Fact>
        <Fact name={t("patient-email")}>
          {patient.email || <span className="faint">{t("patient-not-known")}</span>}
        </Fact>
        <Fact
          name={nationalIdWords(
            t,
            records.map(({ source }) => source.vendor),
          )}
        >
          <NationalId value={patient.national_id} />
        </Fact>
      </Facts>
      {can("documents") ? <Documents page={page} asking={asking} /> : null}
      <PatientLists page={page} />
      <PatientInvoices page={page} />
      {row ? (
        <section className="stack">
          <h3>{t("appointment-this")}</h3>
          <AppointmentHistory id={row.id} />
        </section>
      ) : null}
      <PatientHistory patient={patient.id} />
      {signing?.source.vendor_id ? (
        <section className="stack" aria-label={t("consent-title")}>
          <h3>{t("consent-title")}</h3>
          <ConsentForm record={signing.source.record} name={patient.name} birthDate={patient.birth_date} />
        </section>
      ) : null}
    </article>
  );
}

/** Asks the vendor about a patient when told to; opening the page has asked already, in the background. */
function useLiveAnswer(id: string): { asking: boolean; problem: WireError | null; ask(): void } {
  const refresh = useAct("patient_refresh");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<WireError | null>(null);
  const stands = useRef(true);

  const ask = () => {
    setAsking(true);
    setProblem(null);
    refresh({ id })
      .catch((thrown: unknown) => stands.current && setProblem(toWireError(thrown)))
      .finally(() => stands.current && setAsking(false));
  };
  useEffect(() => {
    stands.current = true;
    return () => {
      stands.current = false;
    };
  }, []);
  return { asking, problem, ask };
}
