import type { Accepted } from "../bindings";
import type { World } from "./fake";

/** What the desk says of an action it has taken on and holds back for a moment. */
export function accepted(world: World, intent: string): Accepted {
  return {
    intent,
    entry: crypto.randomUUID(),
    state: "held",
    held_until: new Date(world.now.getTime() + world.state.preferences.hold_seconds * 1000).toISOString(),
  };
}
