import type { AuditLine, AuditQuery, AuditVerdict } from "../bindings";
import type { Answers, World } from "./fake";
import { CONNECTION, uuid } from "./people";

interface Log {
  lines: AuditLine[];
  verdict: AuditVerdict;
}

const KEPT = new WeakMap<World, Log>();
/** Fewer than the desk gives, so that the next page can be tried. */
const AT_ONCE = 30;

const PLAIN: AuditLine = {
  seq: 0,
  at: "",
  user: uuid(9, 1),
  user_name: "Ana Marin",
  desk: "Recepție 1",
  emergency: false,
  act: "patient_opened",
  person: null,
  patient_name: null,
  appointment: null,
  connection: null,
  changes: [],
  reason: null,
  outcome: null,
  erased: false,
};

const ABOUT = {
  elena: { person: uuid(1, 13), patient_name: "Matei Elena" },
  ion: { person: uuid(1, 3), patient_name: "Popescu Ion" },
  rusu: { person: uuid(1, 8), patient_name: "Rusu Gabriel" },
} as const;

const change = (field: string, was: string | null, is: string | null, theirs: string | null = null) => ({
  field,
  before: was,
  after: is,
  theirs,
});

function invented(now: Date): AuditLine[] {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const own: Partial<AuditLine>[] = [
    { act: "signed_in", at: before(140) },
    { act: "patient_opened", ...ABOUT.elena, at: before(70) },
    {
      act: "patient_edited",
      ...ABOUT.elena,
      at: before(60),
      connection: CONNECTION,
      changes: [
        change("phone", "0721 445 090", "0721 445 091", "0721 445 900"),
        change("email", "matei13@example.ro", null),
        change("birth_date", "1959-03-18", "1959-03-19"),
      ],
      outcome: { state: "done", reason: null, vendor_message: null, at: before(58) },
    },
    {
      act: "patient_created",
      patient_name: "Toma Ilinca",
      at: before(55),
      connection: CONNECTION,
      outcome: {
        state: "refused",
        reason: "vendor-refused",
        vendor_message: "Numarul de telefon nu este valid",
        at: before(54),
      },
    },
    {
      act: "status_set",
      ...ABOUT.ion,
      user: uuid(9, 2),
      user_name: "Dan Pop",
      at: before(14),
      connection: CONNECTION,
      changes: [change("A sosit", "false", "true")],
      outcome: { state: "asks", reason: null, vendor_message: null, at: null },
    },
    {
      act: "unsent_discarded",
      ...ABOUT.rusu,
      at: before(12),
      reason: "Introdus din greșeală",
      outcome: { state: "discarded", reason: null, vendor_message: null, at: before(12) },
    },
    {
      act: "emergency_access",
      user: null,
      user_name: "",
      emergency: true,
      at: before(10),
      reason: "Dr Vasiliu, colegele lipsesc",
    },
    { act: "refused", user: uuid(9, 2), user_name: "Dan Pop", at: before(8), reason: "access_log" },
    { act: "settings_changed", at: before(6), changes: [change("lock_after_minutes", "10", "5")] },
    { act: "patient_opened", person: uuid(1, 20), erased: true, at: before(5) },
    { act: "records_thinned", user: null, user_name: "", at: before(4) },
  ];
  const old = Array.from({ length: 32 }, (_, index): Partial<AuditLine> => ({
    act: "patient_opened",
    ...ABOUT.ion,
    at: before(2000 - index * 20),
  }));
  return [...old, ...own].map((line, index) => ({ ...PLAIN, ...line, seq: index + 1 })).toReversed();
}

/** The invented access log; tests may change it. */
export function logOf(world: World): Log {
  const known = KEPT.get(world);
  if (known) return known;
  const lines = invented(world.now);
  const made = { lines, verdict: { lines: lines.length, ok: true, problem: null, at_line: null, erased: 1 } };
  KEPT.set(world, made);
  return made;
}

function chosen(world: World, query: AuditQuery): AuditLine[] {
  return logOf(world).lines.filter(
    (line) =>
      (query.from === null || line.at.slice(0, 10) >= query.from) &&
      (query.to === null || line.at.slice(0, 10) <= query.to) &&
      (query.user === null || line.user === query.user) &&
      (query.person === null || line.person === query.person) &&
      (query.act === null || line.act === query.act) &&
      (query.before === null || line.seq < query.before),
  );
}

const VIEWS: ReadonlySet<string> = new Set(["patient_opened", "patient_refreshed"]);

/** The commands of the access log. */
export const auditAnswers: Partial<Answers> = {
  access_log: (world, query) => {
    const lines = chosen(world, query);
    return { lines: lines.slice(0, AT_ONCE), more: lines.length > AT_ONCE };
  },
  patient_history: (world, { id }) =>
    logOf(world).lines.filter((line) => line.person === id && !VIEWS.has(line.act)),
  access_log_verify: (world) => logOf(world).verdict,
  access_log_export: () => ({ name: "access-log-2026-11-23.csv" }),
};
