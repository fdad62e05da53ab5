import { useEffect, useRef, useState } from "react";
import type { Duplicate, PatientForm } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import type { PatientText } from "./form";

interface Duplicates {
  found: readonly Duplicate[];
  /** Looks again after a field was left; a form that says too little finds nobody. */
  look(text: PatientText): void;
  /** Looks before creating; answers whether somebody turned up who was not shown yet. */
  anybodyNew(text: PatientText): Promise<boolean>;
}

/** Who may be the same person as the one in the form. Advisory: when the look-up fails, nobody is held up. */
export function useDuplicates(text: PatientText, formOf: (text: PatientText) => PatientForm): Duplicates {
  const ask = useAct("patient_duplicates");
  const [found, setFound] = useState<readonly Duplicate[]>([]);
  const latest = useRef("");

  const asked = async (typed: PatientText): Promise<readonly Duplicate[]> => {
    const of = said(typed);
    latest.current = of;
    if (!tellsEnough(typed)) return [];
    return await ask(formOf(typed)).catch(() => []);
  };
  const look = (typed: PatientText) => {
    if (said(typed) === latest.current) return;
    void asked(typed).then((answer) => {
      // What was typed meanwhile has its own answer coming.
      if (latest.current === said(typed)) setFound(answer);
    });
  };
  const anybodyNew = async (typed: PatientText) => {
    const answer = await asked(typed);
    const shown = new Set(found.map((each) => each.patient.id));
    setFound(answer);
    return answer.some((each) => !shown.has(each.patient.id));
  };

  // A half-typed form that stands again after a walk elsewhere is looked up again.
  const first = useRef({ look, text });
  useEffect(() => first.current.look(first.current.text), []);
  return { found, look, anybodyNew };
}

function said({ last_name, first_name, phone, email, national_id }: PatientText): string {
  return JSON.stringify([last_name, first_name, phone, email, national_id].map((each) => each.trim()));
}

function tellsEnough({ last_name, first_name, phone, national_id }: PatientText): boolean {
  const named = last_name.trim().length > 1 && first_name.trim() !== "";
  return named || phone.replace(/\D/g, "").length > 5 || national_id.trim().length > 5;
}
