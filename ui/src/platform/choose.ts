import type { Platform } from "./platform";
import { tokenOf, web } from "./web";

/** The door of this run: the window's own, a development host's, or (in development only) the invented clinic's. */
export async function choosePlatform(): Promise<{ platform: Platform; clock?: () => Date }> {
  if ("__TAURI_INTERNALS__" in window) return { platform: (await import("./tauri")).tauri };
  const token = tokenOf(window.location.hash);
  if (import.meta.env.DEV && !token) {
    const fake = (await import("./fake/fake")).browserFake();
    return { platform: fake, clock: () => fake.world.now };
  }
  return { platform: web(token ?? "") };
}
