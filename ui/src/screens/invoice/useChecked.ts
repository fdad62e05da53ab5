import { useState } from "react";
import type { Amount, FieldProblem, InvoiceDesk, TotalLine, WireError } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { slipProblem } from "../money/slips";
import { type Typed, formOf, typedProblems } from "./form";

/** What a half-typed invoice comes to, as the desk counts it, and what is wrong with it. */
export interface Checked {
  /** Sums of the lines, in their order; empty while the desk counts. */
  lines: readonly TotalLine[];
  /** The total of exactly what stands in the form; `null` while it is not known. */
  total: Amount | null;
  /** The vendor's word that it noted a payment with before, and will be asked about. */
  askedAbout: string | null;
  /** What is wrong at a place of the form, in words. */
  problem: (path: string) => string | null;
  /** What is wrong and stands at no place of the form. */
  rest: readonly string[];
  /** The desk counts what was typed last. */
  counting: boolean;
  /** Why the desk could not count. */
  unread: WireError | null;
  /** Counts again, as after the price list changed. */
  again: () => void;
  /** How many things are wrong, once somebody wanted to issue it. */
  missing: number;
  /** Says from now on also what is missing; answers whether nothing is. */
  show: () => boolean;
}

const PLACES = /^(lines(\.\d+(\.\w+)?)?|work_point|taking|payment\.(method|fiscal_receipt|card_slip))$/;

/** Asks the desk about an invoice while it is typed; nothing is sent. `found` is what it refused at last. */
export function useChecked(
  { record, slips, open_deposit: deposit }: InvoiceDesk,
  typed: Typed,
  workPoint: string,
  found: FieldProblem | null,
): Checked {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const request = { record, form: formOf(typed, workPoint, deposit) };
  const { data, earlier, error, again } = useRead("invoice_check", request, { keep: true });
  const current = data && !earlier ? data : null;
  const typing = typedProblems(typed);
  const readable = typing.every(({ reason }) => reason === "required");
  const slip = slipProblem(typed.taking, slips, readable ? (current?.total ?? null) : null);
  const own = slip ? [...typing, slip] : typing;
  // What cannot be read here is said here; the desk's own word for it says less.
  const theirs = (data?.problems ?? []).filter(({ field }) => !own.some((each) => each.field === field));
  const problems = [...own, ...theirs, ...(found ? [found] : [])];
  // A sum that only the vendor knows cannot be asked for.
  const unknown = readable && current?.problems.length === 0 && current.total === null;
  const said = problems.filter(({ reason }) => all || reason !== "required");
  const words = ({ field, reason }: FieldProblem) =>
    fieldWords(t, reason === "not-a-number" && field.endsWith(".price") ? "not-an-amount" : reason);
  return {
    lines: current?.lines ?? [],
    total: readable ? (current?.total ?? null) : null,
    askedAbout: current?.asked_about ?? null,
    problem: (path) => {
      const one = said.find(({ field }) => field === path);
      return one ? words(one) : null;
    },
    rest: [
      ...said.filter(({ field }) => !PLACES.test(field)).map(words),
      ...(unknown ? [t("invoice-no-total")] : []),
    ],
    counting: current === null && !error,
    unread: error,
    again,
    missing: all ? said.length : 0,
    show: () => {
      setAll(true);
      return problems.length === 0 && current !== null && current.total !== null;
    },
  };
}
