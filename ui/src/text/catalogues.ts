import { FluentBundle, FluentResource } from "@fluent/bundle";

/** The languages of the window. */
export const LANGUAGES = ["en", "ro"] as const;
/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** How dates and numbers are written in each. */
export const LOCALES: Record<Language, string> = { en: "en-GB", ro: "ro-RO" };

const FILES = import.meta.glob<string>("../../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Every catalogue file of a language: name and text. */
export function filesOf(language: Language): [string, string][] {
  return Object.entries(FILES).filter(([path]) => path.includes(`/locales/${language}/`));
}

const bundles = new Map<Language, FluentBundle>();

/** The messages of a language. */
export function bundleOf(language: Language): FluentBundle {
  const known = bundles.get(language);
  if (known) return known;
  // Isolation marks would only get in the way: both languages run left to right.
  const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
  for (const [, text] of filesOf(language)) bundle.addResource(new FluentResource(text));
  bundles.set(language, bundle);
  return bundle;
}

/** The language of the window: what the person chose, else what the system asks for, else English. */
export function languageFor(chosen: string, system: string): Language {
  const wanted = [chosen, system].map((tag) => tag.toLowerCase().split(/[-_.]/)[0]);
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => language === tag);
    if (found) return found;
  }
  return "en";
}
