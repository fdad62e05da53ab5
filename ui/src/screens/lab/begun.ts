import type { LabEvent, LabForm } from "../../platform/bindings";
import { useDraft } from "../../state/drafts";

/** An order that is being typed: a new one, or what is told next about one. */
export interface Begun {
  /** Its place among the half-typed ones. */
  key: string;
  /** By which account; fixed for an order that was sent before. */
  connection: string;
  /** The person it was begun from. */
  patient: string | null;
  /** The order it is about; none for a new one. */
  order: string | null;
  /** The unsent entry that it changes. */
  entry?: string;
  form: LabForm;
  /** Somebody has typed in it. */
  typed: boolean;
}

/** What a form is about: a new order, a change of one that was sent, or something that has not been sent yet. */
export type Subject =
  | { kind: "entry"; entry: string; connection: string }
  | { kind: "new"; patient: string | null }
  | { kind: "change"; order: string; connection: string; event: LabEvent };

/** Where the half-typed form of a subject is kept: one for each patient, and for each kind of change of an order. */
export function keyOf(subject: Subject): string {
  if (subject.kind === "entry") return `entry ${subject.entry}`;
  return subject.kind === "new" ? `new ${subject.patient ?? ""}` : `${subject.event} ${subject.order}`;
}

/** What a half-typed form is about. */
export function subjectOf({ entry, order, connection, patient, form }: Begun): Subject {
  if (entry) return { kind: "entry", entry, connection };
  return order ? { kind: "change", order, connection, event: form.event } : { kind: "new", patient };
}

interface AllBegun {
  all: readonly Begun[];
  find(key: string): Begun | undefined;
  keep(begun: Begun): void;
  drop(key: string): void;
}

/** The half-typed orders, kept while the person goes elsewhere. */
export function useBegun(): AllBegun {
  const [kept = [], set] = useDraft<readonly Begun[]>("lab-begun");
  return {
    all: kept,
    find: (key) => kept.find((each) => each.key === key),
    keep: (begun) =>
      set(
        kept.some((each) => each.key === begun.key)
          ? kept.map((each) => (each.key === begun.key ? begun : each))
          : [...kept, begun],
      ),
    drop: (key) => set(kept.filter((each) => each.key !== key)),
  };
}

/** The form that stands in the place of the list, also after a walk to another screen. */
export function useOpenForm(): [Subject | null, (subject: Subject | null) => void] {
  const [subject, set] = useDraft<Subject>("lab-form");
  return [subject ?? null, (next) => set(next ?? undefined)];
}
