import type { Event } from "./bindings";
import { type Platform, isWireError, toWireError } from "./platform";

const TOKEN = /(?:^#|&)token=([^&]+)/;

/** The token a development host put behind the address, if there is one. */
export function tokenOf(hash: string): string | null {
  return TOKEN.exec(hash)?.[1] ?? null;
}

/** The desk behind the development host: loopback HTTP, a token per run. */
export function web(token: string): Platform {
  return {
    async call(name, request) {
      let answer: unknown;
      let ok: boolean;
      try {
        const response = await fetch("/rpc", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Frontdesk-Token": token },
          body: JSON.stringify({ command: name, payload: request }),
        });
        ok = response.ok;
        answer = await response.json();
      } catch (thrown) {
        throw toWireError(thrown);
      }
      if (!ok || isWireError(answer)) throw toWireError(answer);
      return answer as never;
    },
    events(listener) {
      const source = new EventSource(`/events?token=${encodeURIComponent(token)}`);
      source.addEventListener("message", (message: MessageEvent<string>) => {
        listener(JSON.parse(message.data) as Event);
      });
      // What happened before the line to the host stood, or while it was cut, is not told again.
      source.addEventListener("open", () => listener({ event: "changed", tags: ["everything"] }));
      return () => source.close();
    },
  };
}
