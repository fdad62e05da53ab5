import {
  QueryClient,
  QueryClientProvider,
  keepPreviousData,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import {
  type AppState,
  type Connection,
  type Event,
  type SessionState,
  type SyncState,
  type Tag,
  type WireError,
  commandTags,
} from "./bindings";
import type { AnswerOf, CommandName, Platform, RequestOf } from "./platform";
import { type Watched, watched } from "./watched";

const PlatformContext = createContext<Watched | null>(null);

function usePlatform(): Watched {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error("no DeskProvider");
  return platform;
}

/** A cache for one run of the pages: nothing is stale until the desk says so. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: "always" },
    },
  });
}

const SYNC_STATE = ["sync_state", {}];
const APP_STATE = ["app_state", {}];
/** What holds nothing of a patient, and is asked while nobody is signed in. */
const WITHOUT_PATIENTS: readonly unknown[] = ["app_state", "sheet_state", "store_backups"];

async function invalidate(client: QueryClient, tags: readonly Tag[], except?: CommandName): Promise<void> {
  if (tags.length === 0) return;
  const all = tags.includes("everything");
  const stale = ({ queryKey }: { queryKey: readonly unknown[] }) => {
    if (queryKey[0] === except) return false;
    const reads = commandTags[queryKey[0] as CommandName].reads;
    return all || reads.includes("everything") || reads.some((tag) => tags.includes(tag));
  };
  // A first answer on its way may be from before the change, and the cache does not ask twice for one: it
  // is asked again once it is there.
  const onTheWay = client
    .getQueryCache()
    .findAll({ predicate: stale, fetchStatus: "fetching" })
    .filter(({ state }) => state.data === undefined);
  await client.invalidateQueries({ predicate: stale });
  if (onTheWay.length > 0) {
    await client.invalidateQueries({ predicate: (query) => onTheWay.includes(query) });
  }
}

/** Gives the pages their door to the desk and keeps the cache in step with its events. */
export function DeskProvider({
  platform,
  client,
  children,
}: {
  platform: Platform;
  client: QueryClient;
  children: ReactNode;
}) {
  useEffect(
    () =>
      platform.events((event) => {
        if (event.event === "changed") void invalidate(client, event.tags);
        if (event.event === "sync") {
          const before = client
            .getQueryData<SyncState[]>(SYNC_STATE)
            ?.find((state) => state.connection === event.state.connection);
          client.setQueryData<SyncState[]>(SYNC_STATE, (states) =>
            states?.map((state) => (state.connection === event.state.connection ? event.state : state)),
          );
          // Lists say what they were made from, so they follow the turns of the reading, not its every step.
          if (before?.complete !== event.state.complete || before.phase !== event.state.phase) {
            void invalidate(client, ["sync"], "sync_state");
          }
        }
      }),
    [platform, client],
  );
  const door = useMemo(() => watched(platform), [platform]);
  return (
    <PlatformContext value={door}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </PlatformContext>
  );
}

/** What a read gives a screen: known data at once, an error beside it if re-reading failed. */
export interface Read<Answer> {
  data: Answer | undefined;
  error: WireError | null;
  /** The data shown belongs to an earlier request (only with `keep`). */
  earlier: boolean;
  again: () => void;
}

/** Reads through a command and follows the desk's changes. `keep` goes on showing the answer to the former request. */
export function useRead<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
  options: { enabled?: boolean; keep?: boolean } = {},
): Read<AnswerOf<Name>> {
  const platform = usePlatform();
  const query = useQuery<AnswerOf<Name>, WireError>({
    queryKey: [name, request],
    queryFn: () => platform.call(name, request),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
  return {
    data: query.data as AnswerOf<Name> | undefined,
    error: query.error,
    earlier: query.isPlaceholderData,
    again: () => void query.refetch(),
  };
}

/** A function that calls a command and makes stale what it wrote. Rejects with a WireError. */
export function useAct<Name extends CommandName>(
  name: Name,
): (request: RequestOf<Name>) => Promise<AnswerOf<Name>> {
  const platform = usePlatform();
  const client = useQueryClient();
  return useCallback(
    (request) =>
      platform.call(name, request).finally(() => {
        // Also after a refusal: what is on the screen may be why.
        void invalidate(client, commandTags[name].writes);
      }),
    [platform, client, name],
  );
}

/**
 * Puts an account that was just saved among the others, before anything is read again: its card stands at once, and does
 * not move the page later, under the hands of whoever goes on.
 */
export function useHasConnection(): (connection: Connection) => void {
  const client = useQueryClient();
  return useCallback(
    (connection) =>
      client.setQueryData<AppState>(APP_STATE, (state) => {
        if (!state || state.connections.some(({ id }) => id === connection.id)) return state;
        const connections = [...state.connections, connection].toSorted((one, other) =>
          one.name < other.name ? -1 : 1,
        );
        return { ...state, connections };
      }),
    [client],
  );
}

/** What the pages keep of the desk, where people come and go. */
export interface Kept {
  /** The session as a command has just answered it, before anything is read again. */
  hasSession(session: SessionState): void;
  /** Somebody has signed in: refusals of what was asked before count no more. */
  newSitting(): void;
  /** Drops every answer that may hold something of a patient. */
  forget(): void;
}

/** What the pages keep of the desk, where people come and go. */
export function useKept(): Kept {
  const platform = usePlatform();
  const client = useQueryClient();
  return useMemo(
    () => ({
      hasSession(session) {
        client.setQueryData<AppState>(APP_STATE, (state) => state && { ...state, session });
        // An answer on its way may be from before: it is dropped, and the rest of the state asked again.
        void client.invalidateQueries({ queryKey: APP_STATE });
      },
      newSitting: () => platform.newSitting(),
      forget: () =>
        client.removeQueries({ predicate: ({ queryKey }) => !WITHOUT_PATIENTS.includes(queryKey[0]) }),
    }),
    [platform, client],
  );
}

/** Listens to the desk answering that nobody is signed in. */
export function useRefused(listener: () => void): void {
  const platform = usePlatform();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => platform.refused(() => latest.current()), [platform]);
}

/** Listens to the desk's events for as long as the component stands. */
export function useDeskEvents(listener: (event: Event) => void): void {
  const platform = usePlatform();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => platform.events((event) => latest.current(event)), [platform]);
}
