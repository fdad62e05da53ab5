import type { PatientForm, PatientRecord, PatientRules, Sex, WireError } from "../../platform/bindings";
import { fieldProblems, fieldWords } from "../../text/field";
import type { Say } from "../../text/text";
import { birthText, readBirth } from "./birth";

/** A patient form as it stands on the screen. */
export interface PatientText {
  last_name: string;
  first_name: string;
  birth_date: string;
  phone: string;
  phone2: string;
  email: string;
  national_id: string;
  sex: Sex | "";
  preferences: string;
}

/** The fields of the form. */
export type PatientField = keyof PatientText;

/** Where the patient is kept, or will be: what is taken there, and the day it is. */
export interface Keeping {
  rules: PatientRules;
  today: string;
}

/** Where nobody can be written down. */
export const KEEPS_NOTHING: PatientRules = {
  phone_required: false,
  phone2: false,
  birth_date: false,
  national_id: false,
  sex: false,
  preferences: false,
};

/** Nothing typed yet. */
export const EMPTY_PATIENT: PatientText = {
  last_name: "",
  first_name: "",
  birth_date: "",
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
    birth_date: record.birth_date ? birthText(record.birth_date) : "",
    phone: record.phone ?? "",
    email: record.email ?? "",
    national_id: record.national_id ?? "",
  };
}

/** A form of the desk as it stands on the screen. */
export function textOfForm(form: PatientForm): PatientText {
  return {
    last_name: form.last_name,
    first_name: form.first_name,
    birth_date: form.birth_date ? birthText(form.birth_date) : "",
    phone: form.phone,
    phone2: form.phone2 ?? "",
    email: form.email,
    national_id: form.national_id ?? "",
    sex: form.sex ?? "",
    preferences: form.preferences ?? "",
  };
}

/** What is wrong with each field: its name to the reason. */
export type Slips = Partial<Record<PatientField, string>>;

/** What is missing or cannot be read. `before`: the form when editing began. */
export function slipsIn(text: PatientText, { rules, today }: Keeping, before?: PatientText): Slips {
  const needed: PatientField[] = ["last_name", "first_name"];
  if (rules.phone_required) needed.push("phone");
  const slips: Slips = {};
  // A vendor that takes birth dates has no word for none: one can be replaced, not taken away.
  if (rules.birth_date && before?.birth_date && !text.birth_date.trim())
    slips.birth_date = "cannot-be-cleared";
  for (const field of needed) if (text[field].trim() === "") slips[field] = "required";
  const born = text.birth_date.trim();
  if (rules.birth_date && born && !readBirth(born, today)) slips.birth_date = "not-a-date";
  return slips;
}

/** The others, once a field is being mended. */
export function without(slips: Slips, field: PatientField): Slips {
  return Object.fromEntries(Object.entries(slips).filter(([each]) => each !== field));
}

/** What is wrong, in words beside each field: slips found here, or what the desk refused. */
export function slipWords(
  t: Say,
  slips: Slips,
  problem: WireError | null,
): Partial<Record<PatientField, string>> {
  const words = fieldProblems<PatientField>(t, [], problem);
  for (const [field, reason] of Object.entries(slips)) words[field as PatientField] = fieldWords(t, reason);
  return words;
}

/** The form as the desk takes it; optional fields that are left empty, or not kept there, are not said at all. */
export function formOf(text: PatientText, { rules, today }: Keeping): PatientForm {
  const { last_name, first_name, phone, phone2, email, national_id, sex, preferences } = text;
  const birth_date = rules.birth_date ? readBirth(text.birth_date, today) : null;
  return {
    last_name,
    first_name,
    phone,
    email,
    ...(birth_date ? { birth_date } : {}),
    ...(rules.phone2 && phone2.trim() ? { phone2 } : {}),
    ...(rules.national_id && national_id.trim() ? { national_id } : {}),
    ...(rules.sex && sex ? { sex } : {}),
    ...(rules.preferences && preferences.trim() ? { preferences } : {}),
  };
}

/** The form before and after an edit. A national id that was emptied is said as empty, one left alone not at all. */
export function editOf(
  before: PatientText,
  after: PatientText,
  keeping: Keeping,
): { before: PatientForm; after: PatientForm } {
  const changed = formOf(after, keeping);
  if (after.national_id === before.national_id) delete changed.national_id;
  else if (keeping.rules.national_id) changed.national_id = after.national_id;
  return { before: formOf(before, keeping), after: changed };
}

/**
 * A form of the desk changed on the screen. Of an existing patient (`changing`) a national id that was not touched is
 * said as it was, and one that was emptied as empty.
 */
export function changedForm(
  form: PatientForm,
  after: PatientText,
  keeping: Keeping,
  changing: boolean,
): PatientForm {
  const changed = formOf(after, keeping);
  if (!changing || !keeping.rules.national_id) return changed;
  if (after.national_id !== (form.national_id ?? "")) return { ...changed, national_id: after.national_id };
  const { national_id: _, ...rest } = changed;
  return form.national_id === undefined ? rest : { ...rest, national_id: form.national_id };
}

/** Whether anything was changed. The same birth date written otherwise is no change. */
export function differs(before: PatientText, after: PatientText, { today }: Keeping): boolean {
  const born = (text: PatientText) => readBirth(text.birth_date, today) ?? text.birth_date.trim();
  return (Object.keys(before) as PatientField[]).some((field) =>
    field === "birth_date" ? born(before) !== born(after) : before[field].trim() !== after[field].trim(),
  );
}
