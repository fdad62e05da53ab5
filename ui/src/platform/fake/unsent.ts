import type { UnsentEntry } from "../bindings";
import { CONNECTION_NAME, uuid } from "./people";

const BASE: Omit<UnsentEntry, "id" | "intent" | "created_at"> = {
  connection_id: uuid(9, 1),
  connection: CONNECTION_NAME,
  vendor: "medsoft",
  author: "Ana",
  action: "set_status",
  patient_name: "Popescu Ion",
  patient_birth_date: "1974-01-31",
  patient: uuid(1, 3),
  status: null,
  value: null,
  date: null,
  start: null,
  doctor: null,
  subject: null,
  state: "waiting",
  attempts: 0,
  next_at: null,
  reason: null,
  vendor_code: null,
  vendor_message: null,
  waits_for: null,
  question: null,
  may: [],
  form: null,
};

/** One entry of every kind a person can meet. */
export function entries(now: Date): UnsentEntry[] {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const make = (index: number, minutes: number, own: Partial<UnsentEntry>): UnsentEntry => ({
    ...BASE,
    id: uuid(4, index),
    intent: uuid(5, index),
    created_at: before(minutes),
    ...own,
  });
  const status = {
    status: "A sosit",
    value: true,
    date: "2026-11-23",
    start: "10:10:00",
    doctor: "Dr Vasiliu Andrei",
  };
  return [
    make(1, 14, {
      ...status,
      state: "asks",
      question: { kind: "label_changed", was: "A sosit", now: "În sala de așteptare" },
      may: ["send", "discard"],
    }),
    make(2, 60, {
      action: "update_patient",
      patient_name: "Matei Elena",
      patient_birth_date: "1959-03-19",
      patient: uuid(1, 13),
      state: "asks",
      question: {
        kind: "conflict",
        fields: [
          { field: "phone", yours: "0721 445 091", theirs: "0721 445 900", before: "0721 445 090" },
          { field: "email", yours: "elena.matei@example.ro", theirs: "", before: "matei13@example.ro" },
        ],
      },
      may: ["send", "discard"],
    }),
    make(3, 95, {
      action: "create_patient",
      patient_name: "Toma Ilinca",
      patient_birth_date: null,
      patient: null,
      state: "refused",
      attempts: 1,
      reason: "vendor-refused",
      vendor_message: "Numarul de telefon nu este valid",
      may: ["send", "discard"],
    }),
    make(4, 4, {
      ...status,
      patient_name: "Rusu Gabriel",
      patient_birth_date: "1985-12-05",
      patient: uuid(1, 8),
      state: "waiting",
      attempts: 2,
      next_at: before(-1),
      reason: "offline",
      may: ["send", "discard"],
    }),
    make(5, 2, {
      action: "gdpr_form",
      patient_name: "Șerban Luminița",
      patient_birth_date: "1968-09-09",
      patient: uuid(1, 16),
      state: "unknown",
      attempts: 1,
    }),
  ];
}
