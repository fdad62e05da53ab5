import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useState,
  useSyncExternalStore,
} from "react";

/** Half-typed work of one person. It lives in memory only: it may hold personal data and must not reach the disk. */
export class Drafts {
  private values = new Map<string, unknown>();
  private listeners = new Set<() => void>();
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  get(key: string): unknown {
    return this.values.get(key);
  }
  set(key: string, value: unknown): void {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
    for (const listener of this.listeners) listener();
  }
}

const DraftsContext = createContext<Drafts | null>(null);

/** Keeps half-typed forms while the person goes elsewhere; `kept` are those of whoever sits here. */
export function DraftsProvider({ kept, children }: { kept?: Drafts; children: ReactNode }) {
  const [own] = useState(() => new Drafts());
  return <DraftsContext value={kept ?? own}>{children}</DraftsContext>;
}

/** All half-typed work of whoever sits here. */
export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error("no DraftsProvider");
  return drafts;
}

/** A value that survives navigation under its key: value (or `undefined`), setter; set `undefined` to drop it. */
export function useDraft<Value>(key: string): [Value | undefined, (value: Value | undefined) => void] {
  const drafts = useDrafts();
  const value = useSyncExternalStore(drafts.subscribe, () => drafts.get(key));
  const set = useCallback((next: Value | undefined) => drafts.set(key, next), [drafts, key]);
  return [value as Value | undefined, set];
}
