import { civilAt } from "../../text/format";
import type { AppointmentRow, PatientHit, Stage, StatusLabel, StatusMark } from "../bindings";
import { CONNECTION, CONNECTION_NAME, uuid } from "./people";

/** The zone of the invented clinic. */
export const ZONE = "Europe/Bucharest";

const label = (
  key: string,
  name: string,
  color: string | null,
  stage: Stage | null,
  active = true,
): StatusLabel => ({
  key,
  name,
  color,
  active,
  displayed: stage !== "cancelled",
  success: stage === "done",
  stage,
});

/** Ten statuses as a clinic names them; two are not in use. */
export const LABELS: readonly StatusLabel[] = [
  label("1", "Confirmat telefonic", "#7fb3d5", "confirmed"),
  label("2", "A sosit", "#f5b041", "arrived"),
  label("3", "În cabinet", "#5d6de8", "with_doctor"),
  label("4", "Consultat", "#52be80", "done"),
  label("5", "Nu s-a prezentat", "#ec7063", "missed"),
  label("6", "Anulat de pacient", "#a04000", "cancelled"),
  label("7", "Vechi - fișă tipărită", "#aab7b8", null, false),
  label("8", "Trimis la laborator", "#af7ac5", null),
  label("9", "Rezervat", null, null, false),
  label("10", "Reprogramat", "#839192", "cancelled"),
];

const ORDER: readonly Stage[] = [
  "expected",
  "confirmed",
  "arrived",
  "with_doctor",
  "done",
  "missed",
  "cancelled",
];

/** The furthest stage among the marks that are set, and the clinic's name of it. */
export function furthest(statuses: readonly StatusMark[]): { stage: Stage; stage_name: string | null } {
  let best: StatusMark | null = null;
  for (const mark of statuses) {
    if (mark.set && mark.stage && (!best?.stage || ORDER.indexOf(mark.stage) > ORDER.indexOf(best.stage)))
      best = mark;
  }
  return { stage: best?.stage ?? "expected", stage_name: best?.name ?? null };
}

const DOCTORS = ["Dr Vasiliu Andrei", "Dr Ionescu Elena", "Dr Marinescu Radu"] as const;
const PURPOSES = [
  "Consultație",
  "Control",
  "EKG",
  "Ecografie abdominală",
  "Recoltare analize",
  null,
] as const;
/** The work points of the invented clinic. */
export const PLACES = ["Punct de lucru 1", "Punct de lucru 2"] as const;

function marks(set: readonly string[]): StatusMark[] {
  return LABELS.map(({ key, name, color, stage, active }) => ({
    key,
    name,
    color,
    stage,
    active,
    set: set.includes(key),
    pending: false,
  }));
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00`;
}

function statusesAt(index: number, minutesAgo: number): string[] {
  if (index === 7) return ["1", "6"];
  if (minutesAgo > 150 && index % 9 === 4) return ["5"];
  if (minutesAgo > 45) return ["1", "2", "3", "4"];
  if (minutesAgo > 25) return index % 3 === 0 ? ["2", "3"] : ["2", "3", "7"];
  if (minutesAgo > -12) return index % 4 === 1 ? ["1"] : ["1", "2"];
  return index % 3 === 0 ? ["1"] : [];
}

/** The rows of one day. */
export function rowsOf(date: string, everybody: readonly PatientHit[], now: Date): AppointmentRow[] {
  const here = civilAt(now, ZONE);
  const minute = Number(here.time.slice(0, 2)) * 60 + Number(here.time.slice(3, 5));
  const offset = date === here.date ? 0 : date < here.date ? 2000 : -2000;
  const rows = everybody.map((patient, index): AppointmentRow => {
    // Three doctors work beside each other, so a new visit begins every ten minutes or so.
    const start = 480 + Math.floor((index * 9) / 5) * 5;
    const length = [30, 20, 30, 15, 45, 20][index % 6] ?? 30;
    const ago = minute - start + offset;
    const statuses = marks(statusesAt(index, ago));
    const arrived = statuses.some((mark) => mark.stage === "arrived" && mark.set);
    return {
      id: uuid(3, index + Number(date.slice(8)) * 1000),
      connection: CONNECTION,
      connection_name: CONNECTION_NAME,
      vendor: "medsoft",
      vendor_id: index === 12 ? null : String(88100 + index),
      patient: {
        id: patient.id,
        name: patient.name,
        birth_date: patient.birth_date,
        phone: patient.phone,
        vendor_id: patient.sources[0]?.vendor_id ?? null,
      },
      foreign: index === 16,
      date,
      start: clock(start),
      end: clock(start + length),
      doctor: DOCTORS[index % 3] ?? null,
      place: PLACES[index % 5 === 4 ? 1 : 0] ?? null,
      room: `Cabinet ${(index % 3) + 1}`,
      purpose: PURPOSES[index % 6] ?? null,
      ...furthest(statuses),
      statuses,
      pending: false,
      pencilled: false,
      pending_state: null,
      arrived_at: arrived ? new Date(now.getTime() - Math.max(2, ago + 6) * 60_000).toISOString() : null,
      arrived_after: null,
      checked_at: new Date(now.getTime() - 90_000).toISOString(),
      same_name: patient.name === "Popescu Ion",
      same_phone: patient.phone === "0721 445 090",
      exclusive: false,
    };
  });
  return rows.toSorted((left, right) => (left.start ?? "").localeCompare(right.start ?? ""));
}
