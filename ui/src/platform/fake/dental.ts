import type { AppointmentRow, PatientHit, Stage, StatusLabel, StatusTable } from "../bindings";
import { ACCOUNTS } from "./accounts";
import { furthest } from "./day";
import { uuid } from "./people";

const label = (key: string, name: string, stage: Stage): StatusLabel => ({
  key,
  name,
  color: null,
  active: true,
  displayed: null,
  success: null,
  stage,
});

const LABELS: readonly StatusLabel[] = [
  label("confirmed", "confirmed", "confirmed"),
  label("waiting", "waiting", "arrived"),
  label("in_care", "in_care", "with_doctor"),
  label("done", "done", "done"),
  label("absent", "absent", "missed"),
  label("cancelled", "cancelled", "cancelled"),
];

/** The six states of the dental practice: an appointment has at most one. */
export function dentalTable(now: Date): StatusTable {
  return {
    labels: structuredClone([...LABELS]),
    exclusive: true,
    confirmed: false,
    checked_at: new Date(now.getTime() - 600_000).toISOString(),
  };
}

/** A dental patient: known to AlfaDocs alone. */
export function dentalPatient(checkedAt: string): PatientHit {
  return {
    id: uuid(1, 900),
    name: "Bianchi Giulia",
    birth_date: "1991-06-14",
    phone: "+39 351 000 4410",
    email: "giulia.bianchi@example.it",
    national_id: null,
    sources: [
      {
        record: uuid(2, 900),
        connection: ACCOUNTS.alfadocs,
        connection_name: "AlfaDocs",
        vendor: "alfadocs",
        vendor_id: "77120",
      },
    ],
    next_visit: null,
    appointments_checked_at: checkedAt,
    gone: false,
    pending: false,
  };
}

/** Her appointment of a day, in one state. */
export function dentalRow(date: string, patient: PatientHit, now: Date): AppointmentRow {
  const statuses = LABELS.map(({ key, name, color, stage, active }) => ({
    key,
    name,
    color,
    stage,
    active,
    set: key === "confirmed",
    pending: false,
  }));
  return {
    id: uuid(3, 90_000 + Number(date.slice(8))),
    connection: ACCOUNTS.alfadocs,
    connection_name: "AlfaDocs",
    vendor: "alfadocs",
    vendor_id: "551200",
    patient: {
      id: patient.id,
      name: patient.name,
      birth_date: patient.birth_date,
      phone: patient.phone,
      vendor_id: "77120",
    },
    foreign: false,
    date,
    start: "10:40:00",
    end: "11:10:00",
    doctor: "Ferri Paolo",
    place: null,
    room: "Poltrona 2",
    purpose: "Igiene orale",
    ...furthest(statuses),
    statuses,
    exclusive: true,
    pending: false,
    pencilled: false,
    pending_state: null,
    arrived_at: null,
    arrived_after: null,
    checked_at: new Date(now.getTime() - 90_000).toISOString(),
    same_name: false,
    same_phone: false,
  };
}
