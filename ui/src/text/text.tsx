import type { FluentVariable } from "@fluent/bundle";
import { type ReactNode, createContext, useContext, useMemo } from "react";
import type { WireError } from "../platform/bindings";
import { type Language, bundleOf } from "./catalogues";
import { VENDOR_NAMES } from "./vendors";
import { type Format, formatFor } from "./format";

/** Says a message in the language of the window. */
export type Say = (id: string, values?: Record<string, FluentVariable>) => string;

/** Words, dates and numbers in the language of the window. */
export interface Text {
  language: Language;
  t: Say;
  format: Format;
  /** What an error means, in words. */
  error: (error: WireError) => string;
}

const TextContext = createContext<Text | null>(null);

/**
 * The words of a language; also usable outside the pages (tests). `vendor` is said where a sentence speaks of
 * no one connection.
 */
export function textFor(language: Language, zone: string, vendor = VENDOR_NAMES.medsoft): Text {
  const bundle = bundleOf(language);
  const t: Say = (id, values) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, { vendor, ...values }, []) : id;
  };
  return {
    language,
    t,
    format: formatFor(language, zone),
    error: (error) =>
      t(`error-${error.code}`, {
        field: "",
        reason: "",
        ...error.params,
        connection: error.params["connection"] || vendor,
        vendor: error.params["connection"] || vendor,
        said: error.params["vendor_message"] ? 1 : 0,
        // Sentences follow the number.
        left: Number(error.params["left"] ?? 0),
        seconds: Number(error.params["seconds"] ?? 0),
        // Quoted inside a sentence of ours, which ends by itself.
        vendor_message: (error.params["vendor_message"] ?? "").replace(/[\s.]+$/, ""),
      }),
  };
}

/** Gives the pages their words. */
export function TextProvider({
  language,
  zone,
  vendor,
  children,
}: {
  language: Language;
  zone: string;
  vendor: string;
  children: ReactNode;
}) {
  const text = useMemo(() => textFor(language, zone, vendor), [language, zone, vendor]);
  return <TextContext value={text}>{children}</TextContext>;
}

/** Words about one connection: its name is said wherever no other is given. */
export function WordsAbout({ name, children }: { name: string; children: ReactNode }) {
  const outer = useText();
  const text = useMemo<Text>(
    () => ({
      ...outer,
      t: (id, values) => outer.t(id, { vendor: name, ...values }),
      error: (error) => outer.error({ ...error, params: { connection: name, ...error.params } }),
    }),
    [outer, name],
  );
  return <TextContext value={text}>{children}</TextContext>;
}

/** The words of the window. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error("no TextProvider");
  return text;
}
