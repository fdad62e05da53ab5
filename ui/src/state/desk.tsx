import { type ReactNode, createContext, useContext } from "react";
import type { Ability, AppState, Connection, Preferences } from "../platform/bindings";
import { VENDOR_NAMES } from "../text/vendors";
import { useAct } from "../platform/desk";

const StateContext = createContext<AppState | null>(null);

/** Gives the pages the state of the application. */
export function AppStateProvider({ state, children }: { state: AppState; children: ReactNode }) {
  return <StateContext value={state}>{children}</StateContext>;
}

/** The state of the application: connections, preferences, training, counts. */
export function useAppState(): AppState {
  const state = useContext(StateContext);
  if (!state) throw new Error("no AppStateProvider");
  return state;
}

/** The connections that can do something: a screen without one does not exist. */
export function useConnectionsThat(ability: Ability): Connection[] {
  return useAppState().connections.filter((connection) => connection.can.includes(ability));
}

/** This desk's preferences and the way to change some of them. */
export function usePreferences(): [Preferences, (changes: Partial<Preferences>) => Promise<Preferences>] {
  const { preferences } = useAppState();
  const set = useAct("preferences_set");
  return [preferences, (changes) => set({ ...preferences, ...changes })];
}

/** The zone of the clinic: vendor times are civil times in it. */
export function useZone(): string {
  return zoneOf(useAppState());
}

/** Who is meant where a sentence speaks of no one connection: those with patients, else all. */
export function vendorWords(connections: readonly Connection[]): string {
  const withPatients = connections.filter(({ can }) => can.includes("patients"));
  const meant = withPatients.length > 0 ? withPatients : connections;
  return meant.map(({ name }) => name).join(" / ") || VENDOR_NAMES.medsoft;
}

/** The zone in which this desk tells instants. */
export function zoneOf({ zone }: AppState): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
