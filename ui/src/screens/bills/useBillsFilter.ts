import type { BillDirection, BillKind, BillsRequest } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { addDays, civilAt } from "../../text/format";
import type { Chosen } from "../money/PersonField";

/** Which bills are looked at. */
export interface BillsFilter {
  /** The connection; empty: the first. */
  connection: string;
  from: string;
  to: string;
  kind: BillKind | null;
  direction: BillDirection | null;
  /** The vendor's id of a care plan. */
  carePlan: string;
  person: Chosen | null;
}

/** How far back unless said otherwise, in days. */
const BACK = 30;

/** Which bills are looked at; it survives a walk to another screen. */
export function useBillsFilter(): {
  filter: BillsFilter;
  change(changes: Partial<BillsFilter>): void;
  /** What the desk is asked, from what it keeps. */
  request(connection: string): BillsRequest;
} {
  const today = civilAt(useNow(), useZone()).date;
  const [kept, setKept] = useDraft<BillsFilter>("bills-filter");
  const filter = kept ?? {
    connection: "",
    from: addDays(today, -BACK),
    to: today,
    kind: null,
    direction: null,
    carePlan: "",
    person: null,
  };
  const { from, to, kind, direction, person } = filter;
  const carePlan = filter.carePlan.trim();
  return {
    filter,
    change: (changes) => setKept({ ...filter, ...changes }),
    request: (connection) => ({
      connection,
      from,
      to,
      ...(kind ? { kind } : {}),
      ...(direction ? { direction } : {}),
      ...(carePlan ? { care_plan: carePlan } : {}),
      ...(person ? { patient: person.id } : {}),
      refresh: false,
    }),
  };
}

/** Turns the list of bills to those of one care plan. */
export function useBillsOfCarePlan(): { show(carePlan: string): void } {
  const { change } = useBillsFilter();
  const [, setTab] = useDraft<string>("money-tab");
  return {
    show: (carePlan) => {
      change({ carePlan, person: null, kind: null, direction: null });
      setTab("bills");
    },
  };
}

/** Turns the list of bills to those of one person at one account. */
export function useBillsOfPerson(): { show(connection: string, person: Chosen): void } {
  const { change } = useBillsFilter();
  const [, setTab] = useDraft<string>("money-tab");
  return {
    show: (connection, person) => {
      change({ connection, person, carePlan: "", kind: null, direction: null });
      setTab("bills");
    },
  };
}
