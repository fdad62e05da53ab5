import { type Platform, isWireError } from "./platform";

/** The door to the desk, with somebody who hears when it answers that nobody is signed in. */
export interface Watched extends Platform {
  /** Listens to such answers; answers the way to stop. */
  refused(listener: () => void): () => void;
  /** Somebody has signed in: what was asked before them says nothing about them. */
  newSitting(): void;
}

/** Watches what the desk answers. */
export function watched(platform: Platform): Watched {
  const listeners = new Set<() => void>();
  let sitting = 0;
  return {
    async call(name, request) {
      const asked = sitting;
      try {
        return await platform.call(name, request);
      } catch (thrown) {
        if (asked === sitting && isWireError(thrown) && thrown.code === "sign-in-needed")
          for (const listener of listeners) listener();
        throw thrown;
      }
    },
    events: (listener) => platform.events(listener),
    refused(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    newSitting: () => {
      sitting += 1;
    },
  };
}
