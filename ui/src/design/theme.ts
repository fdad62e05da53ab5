import { useEffect, useSyncExternalStore } from "react";
import type { Preferences, Theme } from "../platform/bindings";

const DARK = "(prefers-color-scheme: dark)";
const CONTRAST = "(prefers-contrast: more)";

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Puts theme, density and language on the page. */
export function useAppearance(preferences: Pick<Preferences, "theme" | "compact">, language: string): void {
  const dark = useMedia(DARK);
  const contrast = useMedia(CONTRAST);
  const system: Theme = contrast ? "contrast" : dark ? "dark" : "light";
  const theme = preferences.theme === "system" ? system : preferences.theme;
  useEffect(() => {
    const root = document.documentElement;
    root.dataset["theme"] = theme;
    root.dataset["density"] = preferences.compact ? "compact" : "normal";
    root.lang = language;
  }, [theme, preferences.compact, language]);
}
