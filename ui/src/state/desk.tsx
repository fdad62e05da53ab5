import { type ReactNode, createContext, useContext } from "react";
import type { AppState, Preferences } from "../platform/bindings";
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

/** The zone of the first connection, else the computer's. */
export function zoneOf(state: AppState): string {
  return state.connections[0]?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
