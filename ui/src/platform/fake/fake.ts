import { civilAt } from "../../text/format";
import type {
  AppState,
  AppointmentRow,
  Event,
  PatientHit,
  Preferences,
  StatusTable,
  SyncState,
  UnsentEntry,
  Vendor,
  WireError,
  WorkPoint,
} from "../bindings";
import type { AnswerOf, CommandName, Platform, RequestOf } from "../platform";
import { ACCOUNTS, connectionTo } from "./accounts";
import { answers } from "./answers";
import { LABELS, PLACES, ZONE, rowsOf } from "./day";
import { dentalPatient, dentalRow, dentalTable } from "./dental";
import { invoicesOf, stepInvoices } from "./invoice";
import { CONNECTION, CONNECTION_NAME, people } from "./people";
import { FOR_MANAGERS, OPEN_TO_ALL, type Seated, type Seats, seats, sessionOf } from "./session";
import { entries, more } from "./unsent";
import { troubled, videoOf } from "./video";

/** The moment at which the invented clinic stands still: Monday, 10:18 in Bucharest. */
export const FAKE_NOW = new Date("2026-11-23T08:18:00Z");

/** Everything the invented clinic holds; tests may change it before or while the pages stand. */
export interface World {
  now: Date;
  state: AppState;
  people: PatientHit[];
  days: Map<string, AppointmentRow[]>;
  table: StatusTable;
  /** The statuses of the dental practice, where the clinic has one. */
  dental: StatusTable;
  workPoints: WorkPoint[];
  entries: UnsentEntry[];
  sync: SyncState[];
  /** Who works at the desk, and what opens it. */
  seats: Seats;
  /** Actions by intent, with the way to take them back. */
  done: Map<string, () => void>;
  tell(event: Event): void;
}

/** What a command of the invented clinic does. */
export type Answers = {
  [Name in CommandName]: (world: World, request: RequestOf<Name>) => AnswerOf<Name>;
};

/** A door to an invented clinic, kept in memory. */
export interface Fake extends Platform {
  world: World;
  /** Every call made, in order. */
  calls: { name: CommandName; request: unknown }[];
  /** Lets a command answer otherwise: throw a {@link WireError}, or answer (also later). */
  instead<Name extends CommandName>(
    name: Name,
    answer: (request: RequestOf<Name>) => AnswerOf<Name> | Promise<AnswerOf<Name>>,
  ): void;
  /** Lets a command fail. */
  fails(name: CommandName, code: WireError["code"], params?: Record<string, string>): void;
  tell(event: Event): void;
}

/** How long a step of an invoice takes in a browser, in milliseconds. */
const STEP = 900;

/** Every vendor there is. */
const VENDORS = ["medsoft", "alfadocs", "videodoktor", "gensoft", "ehealth"] as const;

const PREFERENCES: Preferences = {
  language: "en",
  theme: "light",
  compact: false,
  show_purpose: false,
  letter_keys: true,
  places: [],
  hold_seconds: 5,
};

function syncState(now: Date, connection = CONNECTION, connection_name = CONNECTION_NAME): SyncState {
  return {
    connection,
    connection_name,
    phase: "fresh",
    strategy: "all",
    patients_known: 5000,
    patients_expected: 5000,
    patients_checked: 4982,
    complete: true,
    percent: 100,
    seconds_left: null,
    last_full_round: new Date(now.getTime() - 4 * 3_600_000).toISOString(),
    last_contact_at: new Date(now.getTime() - 40_000).toISOString(),
    offline_since: null,
  };
}

const refusal = (code: WireError["code"]) => ({ code, params: {}, correlation: "" }) satisfies WireError;

/** As the real desk: nothing before somebody signs in, and some things for managers only. */
function refuse(world: World, name: CommandName): void {
  const { kind, user } = world.state.session;
  if ((kind === "locked" || kind === "signed_out") && !OPEN_TO_ALL.has(name)) throw refusal("sign-in-needed");
  if (kind === "signed_in" && user?.role !== "manager" && FOR_MANAGERS.has(name))
    throw refusal("not-allowed");
}

/** What an invented clinic is like. */
export interface FakeOptions {
  /** Nothing is connected yet. */
  firstStart?: boolean;
  training?: boolean;
  /** Who sits at the desk; without it the desk has no users. */
  seated?: Seated;
  /** An account of every vendor instead of MedSoft's alone; or of these. */
  all?: boolean | readonly Vendor[];
  now?: Date;
}

function vendorsOf({ firstStart, all }: FakeOptions): readonly Vendor[] {
  if (firstStart) return [];
  if (all === true) return VENDORS;
  return all || ["medsoft"];
}

/** An invented clinic: ready and online unless changed. */
export function fakePlatform(options: FakeOptions = {}): Fake {
  const now = options.now ?? FAKE_NOW;
  const listeners = new Set<(event: Event) => void>();
  const tell = (event: Event) => {
    for (const listener of listeners) listener(event);
  };
  const lately = new Date(now.getTime() - 60_000).toISOString();
  const everybody = people(lately);
  const vendors = vendorsOf(options);
  const dental = vendors.includes("alfadocs") ? dentalPatient(lately) : null;
  const today = civilAt(now, ZONE).date;
  const seated = options.seated ?? "none";
  const atDesk = seats(now, seated);
  const world: World = {
    now,
    state: {
      situation: options.firstStart ? "first_start" : "ready",
      problem: null,
      training: options.training ?? false,
      version: "0.1.0",
      preferences: { ...PREFERENCES },
      system_language: "en",
      session: sessionOf(atDesk, seated),
      desk_name: atDesk.users.length > 0 ? "Recepție 1" : "",
      recovery_made: atDesk.recovery !== null || seated === "none",
      connections: vendors.map((vendor) => connectionTo(vendor, now)),
      zone: ZONE,
      unsent: { unsent: 0, needs_person: 0, oldest: null },
    },
    people: dental ? [...everybody, dental] : everybody,
    days: new Map([
      [
        today,
        [...rowsOf(today, everybody, now), ...(dental ? [dentalRow(today, dental, now)] : [])].toSorted(
          (left, right) => (left.start ?? "").localeCompare(right.start ?? ""),
        ),
      ],
    ]),
    table: {
      labels: structuredClone([...LABELS]),
      exclusive: false,
      confirmed: false,
      checked_at: new Date(now.getTime() - 600_000).toISOString(),
    },
    dental: dentalTable(now),
    workPoints: PLACES.map((name, index) => ({
      vendor_id: index === 0 ? "1" : null,
      name,
      confirmed: false,
    })),
    entries: options.firstStart ? [] : entries(now),
    sync: [
      ...(vendors.includes("medsoft") ? [syncState(now)] : []),
      ...(dental ? [syncState(now, ACCOUNTS.alfadocs, "AlfaDocs")] : []),
    ],
    seats: atDesk,
    done: new Map(),
    tell,
  };
  const replaced = new Map<CommandName, (request: never) => unknown>();
  const calls: Fake["calls"] = [];
  return {
    world,
    calls,
    tell,
    instead: (name, answer) => void replaced.set(name, answer as (request: never) => unknown),
    fails: (name, code, params = {}) =>
      void replaced.set(name, () => {
        throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
      }),
    async call(name, request) {
      calls.push({ name, request });
      refuse(world, name);
      const other = replaced.get(name);
      const own = answers[name];
      if (!other && !own) throw { code: "bad-request", params: {}, correlation: "" } satisfies WireError;
      const answer = other ? await other(request as never) : own?.(world, request);
      // As over a real wire: nobody holds on to the other side's objects.
      return structuredClone(answer) as never;
    },
    events(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The invented clinic in a browser, for drawing pages without a core: `?first`, `?training`, `?ro`, `?dark`, `?all` … */
export function browserFake(): Fake {
  const asked = new URLSearchParams(window.location.search);
  const fake = fakePlatform({
    firstStart: asked.has("first"),
    training: asked.has("training"),
    all: asked.has("all"),
    seated: (asked.get("seated") as Seated | null) ?? "none",
  });
  const { state } = fake.world;
  const problem = asked.get("problem") as WireError["code"] | null;
  if (problem) {
    state.situation = "problem";
    state.problem = { code: problem, params: {}, correlation: "4a7c09e2" };
  }
  if (asked.has("ro")) state.preferences.language = "ro";
  if (asked.has("dark")) state.preferences.theme = "dark";
  if (asked.has("contrast")) state.preferences.theme = "contrast";
  if (asked.has("compact")) state.preferences.compact = true;
  if (asked.has("trouble")) troubled(fake.world);
  if (asked.has("more")) fake.world.entries.push(...more(fake.world.now));
  if (asked.has("empty")) videoOf(fake.world).visits = [];
  if (asked.has("invoices"))
    for (const point of fake.world.workPoints) point.confirmed = point.vendor_id !== null;
  if (asked.has("lost")) invoicesOf(fake.world).trouble = { at: "invoice", question: { kind: "look_there" } };
  // Steps that the desk takes by itself.
  setInterval(() => stepInvoices(fake.world), STEP);
  if (asked.has("filling")) {
    Object.assign(fake.world.sync[0] ?? {}, {
      phase: "appointments",
      complete: false,
      percent: 38,
      patients_checked: 1890,
      seconds_left: 1500,
    });
  }
  if (asked.has("offline")) {
    const since = new Date(fake.world.now.getTime() - 240_000).toISOString();
    Object.assign(state.connections[0] ?? {}, { health: "offline", offline_since: since });
    Object.assign(fake.world.sync[0] ?? {}, { phase: "offline", offline_since: since });
  }
  return fake;
}
