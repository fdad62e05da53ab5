import { useEffect, useState } from "react";
import { useAppState } from "./desk";
import { Drafts } from "./drafts";
import { useSitting } from "./session";

/** Whose window this is just now: what belongs to one of them is never shown to another. */
export function useSittingKey(): string {
  const { training } = useAppState();
  const { session } = useSitting();
  if (training) return "training";
  const { user } = session;
  if (!user) return "desk";
  // Behind emergency access stands whoever says so, each time.
  return user.id ?? `emergency ${user.until} ${user.name}`;
}

/**
 * The half-typed work of whoever sits here. That of the others waits for them in memory, where nothing of it is drawn,
 * until the desk has no users any more.
 */
export function useDraftsOfSitting(): Drafts {
  const { people } = useSitting();
  const key = useSittingKey();
  const [all] = useState(() => new Map<string, Drafts>());
  useEffect(() => {
    for (const other of all.keys())
      if (other !== key && (!people || other.startsWith("emergency"))) all.delete(other);
  }, [people, key, all]);
  const known = all.get(key);
  if (known) return known;
  const fresh = new Drafts();
  all.set(key, fresh);
  return fresh;
}
