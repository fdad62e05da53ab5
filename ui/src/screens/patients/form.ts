import type { PatientForm, PatientRecord, Sex } from "../../platform/bindings";

/** A patient form as it stands on the screen. */
export interface PatientText {
  last_name: string;
  first_name: string;
  phone: string;
  phone2: string;
  email: string;
  national_id: string;
  sex: Sex | "";
  preferences: string;
}

/** The fields of the form. */
export type PatientField = keyof PatientText;

/** What a vendor will not take a patient without. */
export const NEEDED = ["last_name", "first_name", "phone"] as const;

/** Nothing typed yet. */
export const EMPTY_PATIENT: PatientText = {
  last_name: "",
  first_name: "",
  phone: "",
  phone2: "",
  email: "",
  national_id: "",
  sex: "",
  preferences: "",
};

/** A form begun from what stood in the search box: digits are a phone, words a family name and given names. */
export function begunWith(text: string): PatientText {
  const words = text.trim();
  if (/^[\d\s+().-]+$/.test(words)) return { ...EMPTY_PATIENT, phone: words };
  const [last_name = "", ...rest] = words.split(/\s+/);
  return { ...EMPTY_PATIENT, last_name, first_name: rest.join(" ") };
}

/** A record as a form. What the vendor does not answer stays empty, and empty leaves it alone. */
export function textOf(record: PatientRecord): PatientText {
  return {
    ...EMPTY_PATIENT,
    last_name: record.last_name,
    first_name: record.first_name,
    phone: record.phone ?? "",
    email: record.email ?? "",
    national_id: record.national_id ?? "",
  };
}

/** The needed fields that are still empty. */
export function missingIn(text: PatientText): PatientField[] {
  return NEEDED.filter((field) => text[field].trim() === "");
}

/** The form as the desk takes it; optional fields left empty are not said at all. */
export function formOf(text: PatientText): PatientForm {
  const { last_name, first_name, phone, phone2, email, national_id, sex, preferences } = text;
  return {
    last_name,
    first_name,
    phone,
    email,
    ...(phone2.trim() ? { phone2 } : {}),
    ...(national_id.trim() ? { national_id } : {}),
    ...(sex ? { sex } : {}),
    ...(preferences.trim() ? { preferences } : {}),
  };
}

/** The form before and after an edit. A national id that was emptied is said as empty, one left alone not at all. */
export function editOf(before: PatientText, after: PatientText): { before: PatientForm; after: PatientForm } {
  const changed = { ...formOf(after) };
  if (after.national_id === before.national_id) delete changed.national_id;
  else changed.national_id = after.national_id;
  return { before: formOf(before), after: changed };
}

/** Whether anything was changed. */
export function differs(before: PatientText, after: PatientText): boolean {
  return (Object.keys(before) as PatientField[]).some(
    (field) => before[field].trim() !== after[field].trim(),
  );
}
