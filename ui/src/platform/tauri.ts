import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Event } from "./bindings";
import { type Platform, toWireError } from "./platform";

/** The desk behind the application's own window. */
export const tauri: Platform = {
  async call(name, request) {
    try {
      return await invoke("rpc", { command: name, payload: request });
    } catch (thrown) {
      throw toWireError(thrown);
    }
  },
  events(listener) {
    let stopped = false;
    const stop = listen<Event>("frontdesk-event", ({ payload }) => {
      if (!stopped) listener(payload);
    });
    // What happened between the first reading and now has been told to nobody.
    void stop.then(() => {
      if (!stopped) listener({ event: "changed", tags: ["everything"] });
    });
    return () => {
      stopped = true;
      void stop.then((unlisten) => unlisten());
    };
  },
};
