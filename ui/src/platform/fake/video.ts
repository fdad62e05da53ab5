import { addDays, civilAt } from "../../text/format";
import type {
  EntryState,
  FieldProblem,
  PatientBrief,
  UnsentEntry,
  VideoClock,
  VideoForm,
  VideoVisit,
  WireError,
} from "../bindings";
import type { Answers, World } from "./fake";
import { uuid } from "./people";
import { entries } from "./unsent";

/** The video visits of an invented clinic; tests may change them before or while the pages stand. */
export interface VideoWorld {
  visits: VideoVisit[];
  clocks: VideoClock[];
  checkedAt: string | null;
}

const worlds = new WeakMap<World, VideoWorld>();

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

function account(world: World, id?: string) {
  const can = world.state.connections.filter((each) => each.can.includes("video"));
  return (id ? can.find((each) => each.id === id) : can[0]) ?? fail("not-found");
}

const civilNow = (world: World) => civilAt(world.now, account(world).zone);

function brief(world: World, index: number): PatientBrief {
  const { id, name, birth_date, phone, sources } = world.people[index] ?? fail("not-found");
  return { id, name, birth_date, phone, vendor_id: sources[0]?.vendor_id ?? null };
}

/** Digits without blanks, dots and the Czech prefix, as the core tidies them. */
function tidied(phone: string | null): string {
  return (phone ?? "").replace(/[\s.-]/g, "").replace(/^(\+|00)420/, "");
}

function visit(world: World, index: number, start: string | null, own: Partial<VideoVisit>): VideoVisit {
  const { id, name } = account(world);
  return {
    id: uuid(12, index),
    connection: id,
    connection_name: name,
    vendor: "videodoktor",
    vendor_id: `vd${7300 + index}`,
    patient: null,
    name: "",
    email: null,
    phone: null,
    birth_year: null,
    start,
    url: `https://videodoktor.example/hovor/q${7300 + index}w`,
    active: false,
    may_report: false,
    pending: null,
    seen_at: new Date(world.now.getTime() - 120_000).toISOString(),
    ...own,
  };
}

const pending = (index: number, state: EntryState, removing = false): VideoVisit["pending"] => ({
  entry: uuid(13, index),
  removing,
  state,
});

function made(world: World): VideoVisit[] {
  const { date } = civilNow(world);
  const of = (index: number): Partial<VideoVisit> => {
    const patient = brief(world, index);
    return {
      patient,
      name: patient.name,
      phone: tidied(patient.phone).slice(-9),
      birth_year: patient.birth_date?.slice(0, 4) ?? null,
    };
  };
  return [
    visit(world, 1, `${date}T08:30:00`, of(0)),
    visit(world, 2, `${date}T09:00:00`, { ...of(4), active: true, email: "jiri4@example.ro" }),
    visit(world, 3, `${date}T09:40:00`, of(2)),
    visit(world, 4, `${date}T11:00:00`, of(3)),
    visit(world, 5, `${date}T13:30:00`, {
      ...of(7),
      vendor_id: null,
      url: null,
      pending: pending(5, "queued"),
    }),
    visit(world, 6, `${addDays(date, 1)}T09:15:00`, {
      name: "Hana Procházková",
      birth_year: "1968",
      email: "hana.prochazkova@posta.example",
    }),
    visit(world, 7, `${addDays(date, 1)}T10:00:00`, { ...of(9), pending: pending(7, "sending", true) }),
    visit(world, 8, `${addDays(date, 4)}T16:00:00`, of(11)),
    visit(world, 9, `${addDays(date, -3)}T10:00:00`, { ...of(12), may_report: true }),
    visit(world, 10, `${addDays(date, -6)}T14:30:00`, {
      name: "Jaroslav Svoboda",
      birth_year: "1951",
      phone: "601000124",
      may_report: true,
    }),
  ];
}

/** The video visits of a world. */
export function videoOf(world: World): VideoWorld {
  const known = worlds.get(world);
  if (known) return known;
  const lately = new Date(world.now.getTime() - 120_000).toISOString();
  const accounts = world.state.connections.filter((each) => each.can.includes("video"));
  const fresh: VideoWorld = {
    visits: accounts.length > 0 ? made(world) : [],
    clocks: accounts.map(({ id, name }) => ({
      connection: id,
      connection_name: name,
      ahead_seconds: 20,
      differs: false,
      checked_at: lately,
    })),
    checkedAt: lately,
  };
  worlds.set(world, fresh);
  return fresh;
}

/** A booking that the vendor refused with one of its codes. */
export function refusedBooking(world: World, code: string): UnsentEntry {
  const [like] = entries(world.now);
  if (!like) fail("not-found");
  return {
    ...like,
    id: uuid(13, 900),
    intent: uuid(14, 900),
    connection: account(world).name,
    action: "book_video",
    patient: world.people[3]?.id ?? null,
    patient_name: "Popescu Ion",
    patient_birth_date: "1974-01-31",
    status: null,
    value: null,
    date: addDays(civilNow(world).date, 1),
    start: "10:00:00",
    doctor: null,
    state: "refused",
    attempts: 1,
    reason: "vendor-refused",
    question: null,
    may: ["send", "discard"],
    vendor_code: code,
  };
}

/** The invented clinic on a bad day: a clock that differs, a vendor that does not answer, a refusal. */
export function troubled(world: World): void {
  const [clock] = videoOf(world).clocks;
  if (clock) Object.assign(clock, { ahead_seconds: 245, differs: true });
  Object.assign(account(world), {
    health: "offline",
    offline_since: new Date(world.now.getTime() - 900_000).toISOString(),
    last_contact_at: new Date(world.now.getTime() - 960_000).toISOString(),
  });
  world.entries.push(refusedBooking(world, "X024"));
}

/** What the invented vendor would refuse of a form. */
export function problemsOf(world: World, connection: string, form: VideoForm): FieldProblem[] {
  const { date, time } = civilAt(world.now, account(world, connection).zone);
  const problems: FieldProblem[] = [];
  const add = (field: string, reason: string) => problems.push({ field, reason });
  const name = form.name.trim();
  if (name === "") add("name", "required");
  else if (name.length < 6) add("name", "too-short");
  else if (name.length > 64) add("name", "too-long");
  if (form.email === "" && form.phone === "") add("email", "no-email-or-phone");
  if (form.email !== "" && !/^\S+@\S+\.\S+$/.test(form.email)) add("email", "bad-email");
  if (form.phone !== "" && !/^\d{9}$/.test(tidied(form.phone))) add("phone", "not-nine-digits");
  if (form.birth_year === "") add("birth_year", "required");
  else if (!/^\d{4}$/.test(form.birth_year)) add("birth_year", "not-a-year");
  if (form.date !== null && form.time !== null) {
    if (`${form.date}T${form.time}` <= `${date}T${time}`) add("time", "past");
    else if (form.time.startsWith("03:")) add("time", "night");
  }
  return problems;
}

const order = (left: VideoVisit, right: VideoVisit) => (left.start ?? "").localeCompare(right.start ?? "");

function listed(world: World, past: boolean) {
  const { visits, clocks, checkedAt } = videoOf(world);
  const { date: today } = civilNow(world);
  const coming = visits.filter((each) => each.start === null || each.start.slice(0, 10) >= today);
  const gone = visits.filter((each) => !coming.includes(each));
  return {
    visits: [...coming.toSorted(order), ...(past ? gone.toSorted(order).toReversed() : [])],
    clocks,
    checked_at: checkedAt,
    today,
  };
}

function accepted(world: World, intent: string, entry: string) {
  const { hold_seconds } = world.state.preferences;
  return {
    intent,
    entry,
    state: "held" as const,
    held_until: new Date(world.now.getTime() + hold_seconds * 1000).toISOString(),
  };
}

/** What the commands about video visits do in the invented clinic. */
export const videoAnswers: Pick<
  Answers,
  | "video_visits"
  | "video_refresh"
  | "video_prefill"
  | "video_check"
  | "video_book"
  | "video_remove"
  | "video_report"
> = {
  video_visits: (world, { past }) => listed(world, past),
  video_refresh: (world, { past }) => {
    videoOf(world).checkedAt = world.now.toISOString();
    return listed(world, past);
  },
  video_prefill: (world, { patient }) => {
    const { name, phone, email, birth_date } =
      world.people.find((each) => each.id === patient) ?? fail("not-found");
    return {
      name,
      email: email ?? "",
      phone: tidied(phone),
      birth_year: birth_date?.slice(0, 4) ?? "",
      date: civilNow(world).date,
      time: null,
    };
  },
  video_check: (world, { connection, form }) => problemsOf(world, connection, form),
  video_book: (world, { intent, connection, patient, form }) => {
    const [problem] = problemsOf(world, connection, form);
    if (problem) fail("invalid-field", { ...problem });
    const { visits } = videoOf(world);
    const at = world.people.findIndex((each) => each.id === patient);
    const index = 100 + visits.length;
    const entry = uuid(13, index);
    const booked = visit(world, index, `${form.date}T${form.time}`, {
      connection,
      connection_name: account(world, connection).name,
      vendor_id: null,
      url: null,
      patient: at === -1 ? null : brief(world, at),
      name: form.name.trim(),
      email: form.email || null,
      phone: tidied(form.phone) || null,
      birth_year: form.birth_year,
      active: null,
      seen_at: null,
      pending: { entry, removing: false, state: "held" },
    });
    visits.push(booked);
    world.done.set(intent, () => {
      videoOf(world).visits = videoOf(world).visits.filter((each) => each.id !== booked.id);
    });
    return { visit: booked.id, accepted: accepted(world, intent, entry) };
  },
  video_remove: (world, { intent, visit: id }) => {
    const found = videoOf(world).visits.find((each) => each.id === id) ?? fail("not-found");
    const entry = uuid(13, 500 + world.done.size);
    found.pending = { entry, removing: true, state: "held" };
    world.done.set(intent, () => void (found.pending = null));
    return accepted(world, intent, entry);
  },
  video_report: (world, { id }) => {
    const found = videoOf(world).visits.find((each) => each.id === id) ?? fail("not-found");
    return { url: found.may_report ? `https://videodoktor.example/vykaz/${found.vendor_id}` : null };
  },
};
