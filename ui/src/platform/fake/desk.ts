import type { Autostart, ClinicPart, ClinicShare, DeskSettings, SheetState, WireError } from "../bindings";
import type { Answers, World } from "./fake";

/** What the invented clinic keeps of the desk itself: settings, the down-time sheet, starting with the computer. */
export interface DeskKept {
  settings: DeskSettings;
  sheet: SheetState;
  /** The staff PIN that opens the sheet. */
  pin: string;
  autostart: Autostart;
  /** What stands in any clinic file that is read. */
  file: ClinicPart[];
  /** What the file on the share brings. */
  share: ClinicShare;
}

const KEPT = new WeakMap<World, DeskKept>();

/** What the invented clinic keeps of the desk itself; tests may change it. */
export function deskOf(world: World): DeskKept {
  const known = KEPT.get(world);
  if (known) return known;
  const made: DeskKept = {
    settings: {
      name: "Recepție 1",
      lock_after_minutes: 5,
      log_months: 24,
      full_record_months: null,
      sheet_days: 2,
      sheet_language: null,
      desks: [],
      clinic_file: null,
    },
    sheet: {
      made_at: new Date(world.now.getTime() - 11 * 60_000).toISOString(),
      days: 2,
      pin_set: true,
      problem: null,
      wait_until: null,
    },
    pin: "481516",
    autostart: { possible: true, on: false },
    file: [
      { kind: "connection", name: "MedSoft", vendor: "medsoft", state: "same", key_wanted: false },
      { kind: "connection", name: "Cabinet Padova", vendor: "alfadocs", state: "new", key_wanted: true },
      { kind: "user", name: "Ana Marin", state: "changed" },
      { kind: "user", name: "Dan Pop", state: "newer_here" },
      { kind: "settings", state: "changed" },
      { kind: "template", document: "receipt", state: "new", refused: null },
      {
        kind: "template",
        document: "slip",
        state: "new",
        refused: { line: 3, message: "unknown variable: logo" },
      },
    ],
    share: { looked_at: null, problem: null, waiting: null },
  };
  KEPT.set(world, made);
  return made;
}

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

const isIn = ({ state }: World) => state.session.kind === "open" || state.session.kind === "signed_in";

/** The desk's own commands: settings, sheet, clinic file. */
export const deskAnswers: Partial<Answers> = {
  desk_settings: (world) => deskOf(world).settings,
  desk_settings_set: (world, settings) => {
    const kept = deskOf(world);
    kept.settings = structuredClone(settings);
    kept.sheet.days = settings.sheet_days;
    world.state.desk_name = settings.name;
    world.state.session.lock_after_minutes = settings.lock_after_minutes;
    return kept.settings;
  },
  clinic_export: () => ({ name: "clinic-2026-11-23.frontdesk" }),
  clinic_import: (world, { passphrase, preview }) => {
    const kept = deskOf(world);
    if (passphrase === "a wrong passphrase") fail("file-unreadable");
    if (!preview)
      kept.file = kept.file.map((part) => ({
        ...part,
        state: part.state === "newer_here" ? part.state : "same",
      }));
    return {
      from: "Recepție 2",
      made_at: new Date(world.now.getTime() - 3 * 3_600_000).toISOString(),
      parts: kept.file,
      done: !preview,
    };
  },
  clinic_share: (world) => deskOf(world).share,
  clinic_share_accept: (world) => {
    const kept = deskOf(world);
    const taken = kept.share.waiting ?? fail("not-found");
    kept.share = { ...kept.share, waiting: null };
    return { ...taken, done: true };
  },
  sheet_state: (world) => deskOf(world).sheet,
  sheet_open: (world, { pin }) => {
    const { sheet, pin: right } = deskOf(world);
    if (sheet.made_at === null) fail("not-found");
    if (!isIn(world) && pin !== right) fail("wrong-password", { left: "2" });
    return { name: "down-time-sheet.pdf" };
  },
  sheet_save: () => ({ name: "down-time-sheet-2026-11-23.pdf" }),
  sheet_make: (world) => {
    const { sheet } = deskOf(world);
    return Object.assign(sheet, { made_at: world.now.toISOString(), problem: null });
  },
  sheet_pin: (world, { pin }) => {
    const kept = deskOf(world);
    if (!/^\d{6,10}$/.test(pin)) fail("invalid-field", { field: "pin", reason: "too-short" });
    kept.pin = pin;
    return Object.assign(kept.sheet, { pin_set: true });
  },
  autostart: (world) => deskOf(world).autostart,
  autostart_set: (world, { on }) => Object.assign(deskOf(world).autostart, { on }),
};
