import { useEffect, useMemo, useState } from "react";
import type { FieldProblem, LabForm } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { cleaned, light, onScreen } from "./form";

// How long a person may pause between two letters, in milliseconds.
const PAUSE = 250;

function useLater<Value>(value: Value): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

/** What the desk finds in a form while it is typed. */
export interface Check {
  problems: readonly FieldProblem[];
  /** What would be sent; `null` while something is missing. */
  json: string | null;
  /** Whether anything is known yet. */
  ready: boolean;
}

/** Asks the desk about a form whenever typing pauses; nothing is sent. */
export function useCheck(connection: string, form: LabForm): Check {
  const later = useLater(form);
  const clean = useMemo(() => cleaned(later), [later]);
  const request = useMemo(() => ({ connection, form: light(clean.form) }), [connection, clean]);
  const { data } = useRead("lab_preview", request, { keep: true, enabled: connection !== "" });
  return useMemo(
    () => ({
      problems: data?.problems.map((problem) => onScreen(problem, clean.rows)) ?? [],
      json: data?.json ?? null,
      ready: data !== undefined,
    }),
    [data, clean],
  );
}
