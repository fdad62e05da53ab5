import type {
  Backup,
  KeyState,
  PersonAtDesk,
  SessionKind,
  SessionState,
  User,
  UserRole,
  WireError,
} from "../bindings";
import type { CommandName } from "../platform";
import { deskOf } from "./desk";
import type { Answers, World } from "./fake";
import { uuid } from "./people";

/** Somebody of the invented clinic, with what they sign in by. */
export interface KnownUser extends User {
  password: string;
  pin: string | null;
  /** They gave their password within this shift. */
  fresh: boolean;
  wrong: number;
  wait_until: string | null;
}

/** Who works at the invented desk, and what opens it. */
export interface Seats {
  users: KnownUser[];
  emergency: string | null;
  /** The code of emergency access that has begun, and whose it is. */
  begun: { code: string; user: NonNullable<SessionState["user"]> } | null;
  recovery: string | null;
  strict: boolean;
  backups: Backup[];
}

/** Who sits at the invented desk: nobody has users yet, or somebody is signed in, locked out, away. */
export type Seated = "none" | "receptionist" | "manager" | "locked" | "signed_out" | "first_manager";

const TRIES = 3;
const PAUSE = 15;
const EMERGENCY_MINUTES = 30;
const LEAST = 10;

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

function somebody(index: number, name: string, role: UserRole, pin: string | null, now: Date): KnownUser {
  return {
    id: uuid(9, index),
    name,
    role,
    active: true,
    has_pin: pin !== null,
    last_signed_in_at: new Date(now.getTime() - index * 50 * 60_000).toISOString(),
    created_at: new Date(now.getTime() - 90 * 86_400_000).toISOString(),
    password: `${name.split(" ")[0]?.toLowerCase()}-parola-lunga`,
    pin,
    fresh: pin !== null,
    wrong: 0,
    wait_until: null,
  };
}

/** The people of the invented desk. */
export function seats(now: Date, seated: Seated): Seats {
  const users =
    seated === "none" || seated === "first_manager"
      ? []
      : [
          somebody(1, "Ana Mureșan", "receptionist", "2580", now),
          somebody(2, "Ioana Stanciu", "manager", "7391", now),
          somebody(3, "Radu Petrescu", "receptionist", null, now),
          {
            ...somebody(4, "Teodora Manole", "receptionist", null, now),
            active: false,
            last_signed_in_at: null,
          },
        ];
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  return {
    users,
    emergency: users.length > 0 ? "7KQM-3XTR-9PWD" : null,
    begun: null,
    recovery: users.length > 0 ? "4F7Q-KX2M-9TDA-HB3W-R6EY-1ZCV-P8NG" : null,
    strict: false,
    backups: [
      { name: "store-v14.db", made_at: ago(1), bytes: 48_300_000 },
      { name: "store-v13.db", made_at: ago(33), bytes: 44_100_000 },
    ],
  };
}

const KINDS: Record<Seated, SessionKind> = {
  none: "open",
  receptionist: "signed_in",
  manager: "signed_in",
  locked: "locked",
  signed_out: "signed_out",
  first_manager: "first_manager",
};

/** The session of the invented desk at its start. */
export function sessionOf(all: Seats, seated: Seated): SessionState {
  const sitting = seated === "manager" ? all.users[1] : all.users[0];
  const away = seated === "signed_out" || !sitting;
  return {
    kind: KINDS[seated],
    user: away
      ? null
      : { id: sitting.id, name: sitting.name, role: sitting.role, emergency: false, until: null },
    people: peopleOf(all),
    lock_after_minutes: 5,
    has_pin: !away && sitting.has_pin,
    emergency_possible: all.emergency !== null,
  };
}

function peopleOf({ users }: Seats): PersonAtDesk[] {
  return users
    .filter(({ active }) => active)
    .map(({ id, name, pin, fresh, wait_until }) => ({
      id,
      name,
      pin_enough: pin !== null && fresh,
      wait_until,
    }));
}

function renewed(world: World): SessionState {
  const { session } = world.state;
  const own = world.seats.users.find(({ id }) => id === session.user?.id);
  Object.assign(session, {
    people: peopleOf(world.seats),
    lock_after_minutes: deskOf(world).settings.lock_after_minutes,
    has_pin: own?.has_pin ?? false,
    emergency_possible: world.seats.emergency !== null || begunOf(world) !== null,
  });
  if (own && session.user) Object.assign(session.user, { name: own.name, role: own.role });
  return session;
}

/** Emergency access that was locked before its time: its code opens the desk again. */
function begunOf({ seats: { begun }, now, state }: World): Seats["begun"] {
  if (state.session.kind !== "locked" || !begun?.user.until) return null;
  return Date.parse(begun.user.until) > now.getTime() ? begun : null;
}

function sits(world: World, user: KnownUser): SessionState {
  Object.assign(user, { wrong: 0, wait_until: null, last_signed_in_at: world.now.toISOString() });
  const { id, name, role } = user;
  world.seats.begun = null;
  Object.assign(world.state.session, {
    kind: "signed_in",
    user: { id, name, role, emergency: false, until: null },
  });
  return renewed(world);
}

function tries(world: World, user: KnownUser, right: boolean): void {
  const left = user.wait_until ? Date.parse(user.wait_until) - world.now.getTime() : 0;
  if (left > 0) fail("too-many-tries", { seconds: String(Math.ceil(left / 1000)) });
  if (right) return;
  user.wrong += 1;
  if (user.wrong < TRIES) fail("wrong-password", { left: String(TRIES - user.wrong) });
  user.wait_until = new Date(world.now.getTime() + PAUSE * 1000).toISOString();
  renewed(world);
  fail("wrong-password", { left: "0" });
}

function checked(password: string): string {
  if (password.length < LEAST) fail("invalid-field", { field: "password", reason: "too-short" });
  return password;
}

const plain = (typed: string) => typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
const sameCode = (typed: string, code: string | null) => code !== null && plain(typed) === plain(code);

function shown({ users }: Seats): User[] {
  return users.map(({ id, name, role, active, has_pin, last_signed_in_at, created_at }) => ({
    id,
    name,
    role,
    active,
    has_pin,
    last_signed_in_at,
    created_at,
  }));
}

function userOf(world: World, id: string | null | undefined): KnownUser {
  return world.seats.users.find((each) => each.id === id) ?? fail("not-found");
}

function keys({ recovery, strict, backups }: Seats, now: Date): KeyState {
  const made = new Date(now.getTime() - 40 * 86_400_000).toISOString();
  return { recovery_made_at: recovery === null ? null : made, strict, backups };
}

function opened(world: World): World["state"] {
  const ready = world.state.connections.length > 0;
  return Object.assign(world.state, { situation: ready ? "ready" : "first_start", problem: null });
}

function emptied(world: World): World["state"] {
  world.seats = seats(world.now, "none");
  world.entries = [];
  return Object.assign(world.state, {
    situation: "first_start",
    problem: null,
    connections: [],
    desk_name: "",
    recovery_made: false,
    session: sessionOf(world.seats, "none"),
  });
}

/** What may be asked while nobody is signed in. */
export const OPEN_TO_ALL: ReadonlySet<CommandName> = new Set<CommandName>([
  "app_state",
  "session",
  "session_first_manager",
  "session_sign_in",
  "session_unlock",
  "session_lock",
  "session_sign_out",
  "session_emergency",
  "session_reset",
  "store_open_again",
  "store_recover",
  "store_backups",
  "store_restore",
  "store_set_aside",
  "sheet_state",
  "sheet_open",
]);

/** What only a manager may ask. */
export const FOR_MANAGERS: ReadonlySet<CommandName> = new Set<CommandName>([
  "connection_try",
  "connection_add",
  "connection_try_edit",
  "connection_edit",
  "connection_replace_keys",
  "connection_remove",
  "connection_check",
  "connection_check_save",
  "connection_stages_confirm",
  "connection_work_points_confirm",
  "users",
  "user_add",
  "user_edit",
  "user_password",
  "emergency_code",
  "desk_settings_set",
  "clinic_export",
  "clinic_import",
  "key_state",
  "recovery_code",
  "strict_mode",
  "wipe",
  "patient_erase",
  "access_log",
  "access_log_verify",
  "access_log_export",
  "sheet_pin",
  "autostart_set",
]);

/** What the desk answers of sessions, users, keys and settings. */
export const sessionAnswers: Partial<Answers> = {
  session: renewed,
  session_first_manager: (world, { name, password }) => {
    checked(password);
    const first = { ...somebody(1, name.trim(), "manager", null, world.now), password };
    world.seats.users.push(first);
    return sits(world, first);
  },
  session_sign_in: (world, { name, password }) => {
    const user = world.seats.users.find(
      (each) => each.active && each.name.toLowerCase() === name.trim().toLowerCase(),
    );
    if (!user) fail("wrong-password", { left: "2" });
    tries(world, user, user.password === password);
    user.fresh = true;
    return sits(world, user);
  },
  session_unlock: (world, { id, pin }) => {
    const user = userOf(world, id);
    if (user.pin === null || !user.fresh) fail("password-needed");
    if (user.pin !== pin && user.wrong + 1 >= TRIES) {
      Object.assign(user, { fresh: false, wrong: 0 });
      renewed(world);
      fail("password-needed");
    }
    tries(world, user, user.pin === pin);
    return sits(world, user);
  },
  session_lock: (world) => {
    if (world.state.session.kind === "signed_in") world.state.session.kind = "locked";
    return renewed(world);
  },
  session_sign_out: (world) => {
    Object.assign(world.state.session, { kind: "signed_out", user: null });
    return renewed(world);
  },
  session_touched: () => ({}),
  session_password: (world, request) => {
    const user = userOf(world, world.state.session.user?.id);
    tries(world, user, user.password === request.old);
    user.password = checked(request.new);
    return renewed(world);
  },
  session_pin: (world, { password, pin }) => {
    const user = userOf(world, world.state.session.user?.id);
    tries(world, user, user.password === password);
    if (pin !== null && /^(\d)\1*$/.test(pin)) fail("invalid-field", { field: "pin", reason: "too-simple" });
    Object.assign(user, { pin, has_pin: pin !== null, fresh: true });
    return renewed(world);
  },
  session_emergency: (world, { code, reason }) => {
    const begun = begunOf(world);
    if (begun && sameCode(code, begun.code)) {
      Object.assign(world.state.session, { kind: "signed_in", user: { ...begun.user, name: reason } });
      return renewed(world);
    }
    if (!sameCode(code, world.seats.emergency)) fail("wrong-code");
    world.seats.emergency = null;
    const until = new Date(world.now.getTime() + EMERGENCY_MINUTES * 60_000).toISOString();
    const user = { id: null, name: reason, role: "receptionist" as const, emergency: true, until };
    world.seats.begun = { code, user };
    Object.assign(world.state.session, { kind: "signed_in", user });
    return renewed(world);
  },
  session_reset: (world, { code, name, password }) => {
    if (!sameCode(code, world.seats.recovery)) fail("wrong-code");
    const user = world.seats.users.find((each) => each.role === "manager" && each.name === name.trim());
    if (!user) fail("wrong-code");
    user.password = checked(password);
    return sits(world, user);
  },
  users: (world) => shown(world.seats),
  user_add: (world, { name, role, password }) => {
    if (world.seats.users.some((each) => each.name.toLowerCase() === name.trim().toLowerCase()))
      fail("invalid-field", { field: "name", reason: "taken" });
    const index = world.seats.users.length + 1;
    world.seats.users.push({
      ...somebody(index, name.trim(), role, null, world.now),
      password: checked(password),
      last_signed_in_at: null,
      created_at: world.now.toISOString(),
    });
    renewed(world);
    return shown(world.seats);
  },
  user_edit: (world, { id, name, role, active }) => {
    const user = userOf(world, id);
    const others = world.seats.users.some((each) => each.id !== id && each.role === "manager" && each.active);
    if (!others && (role !== "manager" || !active)) fail("last-manager");
    Object.assign(user, { name: name.trim(), role, active });
    renewed(world);
    return shown(world.seats);
  },
  user_password: (world, { id, password }) => {
    Object.assign(userOf(world, id), { password: checked(password), pin: null, has_pin: false });
    renewed(world);
    return shown(world.seats);
  },
  emergency_code: (world) => {
    world.seats.emergency = "M2VD-8RYK-5HQX";
    renewed(world);
    return { code: world.seats.emergency };
  },
  key_state: (world) => keys(world.seats, world.now),
  recovery_code: (world) => {
    world.seats.recovery = "9XKD-T4QA-M7RH-2WCE-Y6BN-V3PF-8GZ5";
    world.state.recovery_made = true;
    return { code: world.seats.recovery };
  },
  strict_mode: (world, { on, code }) => {
    if (!sameCode(code, world.seats.recovery)) fail("wrong-code");
    world.seats.strict = on;
    return keys(world.seats, world.now);
  },
  store_open_again: (world) => world.state,
  store_recover: (world, { code }) => {
    if (!sameCode(code, world.seats.recovery)) fail("wrong-code");
    return opened(world);
  },
  store_backups: (world) => world.seats.backups,
  store_restore: opened,
  store_set_aside: emptied,
  wipe: (world, { password, save_unsent }) => {
    const user = userOf(world, world.state.session.user?.id);
    tries(world, user, user.password === password);
    if (world.entries.length > 0 && !save_unsent) fail("unsent-work");
    return emptied(world);
  },
};
