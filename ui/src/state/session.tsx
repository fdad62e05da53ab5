import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { matches } from "../keys/keys";
import { SHORTCUTS } from "../keys/registry";
import type { SessionState } from "../platform/bindings";
import { useAct, useKept, useRefused } from "../platform/desk";
import { useAppState } from "./desk";
import { useIdle } from "./idle";

/** Who sits at the desk, and how they come and go. */
export interface Sitting {
  session: SessionState;
  /** Nothing of the desk may be seen: it is locked, or nobody has signed in. */
  closed: boolean;
  /** Somebody else is expected at the lock screen than whoever locked. */
  forAnother: boolean;
  /** Somebody can be signed in here: there are users, and this is not training. */
  people: boolean;
  /** Locks at once; `forAnother` where somebody else is to sign in. */
  lock(forAnother?: boolean): void;
  signOut(): void;
  /** Somebody has signed in, as the desk has just answered. */
  entered(session: SessionState): void;
  /** The first manager of a desk without users is made later, for this run. */
  postponed: boolean;
  postpone(later: boolean): void;
}

const SittingContext = createContext<Sitting | null>(null);

/** Keeps who sits at the desk, and closes it at once where nobody may see it any more. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { session } = useAppState();
  const { kind } = session;
  const kept = useKept();
  const lockDesk = useAct("session_lock");
  const leave = useAct("session_sign_out");
  const touch = useAct("session_touched");
  // Closed by the window itself, before the desk has answered that it is.
  const [shut, setShut] = useState(false);
  const [forAnother, setForAnother] = useState(false);
  const [postponed, postpone] = useState(false);
  if (shut && (kind === "open" || kind === "first_manager")) setShut(false);
  const people = kind === "locked" || kind === "signed_out" || kind === "signed_in";
  const closed = people && (shut || kind !== "signed_in");

  const lock = useCallback(
    (another = false) => {
      setShut(true);
      setForAnother(another);
      // Should the desk not answer, the window stays closed until somebody signs in.
      lockDesk({}).then(kept.hasSession, () => undefined);
    },
    [lockDesk, kept],
  );
  const signOut = useCallback(() => {
    setShut(true);
    setForAnother(true);
    leave({}).then(kept.hasSession, () => undefined);
  }, [leave, kept]);
  const entered = useCallback(
    (now: SessionState) => {
      kept.newSitting();
      kept.hasSession(now);
      setShut(false);
      setForAnother(false);
    },
    [kept],
  );

  useRefused(() => setShut(true));
  // Before any field or dialog gets the key.
  const open = people && !closed;
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!SHORTCUTS.some((shortcut) => shortcut.id === "lock" && matches(shortcut, event))) return;
      event.preventDefault();
      lock();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [open, lock]);
  useIdle({
    enabled: open,
    minutes: session.lock_after_minutes,
    onIdle: () => lock(),
    onTouched: () => void touch({}).catch(() => undefined),
  });
  // Before the eye sees anything else, and before the next person asks.
  useLayoutEffect(() => {
    if (closed) kept.forget();
  }, [closed, kept]);

  const value = useMemo(
    () => ({ session, closed, forAnother, people, lock, signOut, entered, postponed, postpone }),
    [session, closed, forAnother, people, lock, signOut, entered, postponed],
  );
  return <SittingContext value={value}>{children}</SittingContext>;
}

/** Who sits at the desk. */
export function useSitting(): Sitting {
  const sitting = useContext(SittingContext);
  if (!sitting) throw new Error("no SessionProvider");
  return sitting;
}
