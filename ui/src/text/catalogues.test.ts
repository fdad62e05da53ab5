import { type Message, type Pattern, parse } from "@fluent/syntax";
import { describe, expect, it } from "vitest";
import { ACTS } from "../screens/audit/words";
import { LANGUAGES, type Language, filesOf } from "./catalogues";

const SOURCES = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}", "!../platform/fake/**", "!../platform/bindings.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
const CODE = Object.values(SOURCES).join("\n");
// Tables for paper and for spreadsheets are written by the core, from the same catalogues.
const RUST = Object.values(
  import.meta.glob<string>("../../../crates/*/src/**/*.rs", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).join("\n");
const BINDINGS =
  Object.values(
    import.meta.glob<string>("../platform/bindings.ts", { query: "?raw", import: "default", eager: true }),
  )[0] ?? "";

interface Found {
  variables: Set<string>;
  categories: string[][];
}

function look(node: unknown, found: Found): void {
  if (Array.isArray(node)) for (const each of node) look(each, found);
  if (typeof node !== "object" || node === null) return;
  const typed = node as {
    type?: string;
    id?: { name: string };
    variants?: { key: { name?: string; value?: string } }[];
  };
  if (typed.type === "VariableReference" && typed.id) found.variables.add(typed.id.name);
  if (typed.type === "SelectExpression" && typed.variants) {
    found.categories.push(typed.variants.map(({ key }) => key.name ?? key.value ?? ""));
  }
  for (const [name, value] of Object.entries(node)) if (name !== "span") look(value, found);
}

function messages(language: Language): Map<string, Found> {
  const all = new Map<string, Found>();
  for (const [path, text] of filesOf(language)) {
    for (const entry of parse(text, { withSpans: false }).body) {
      if (entry.type === "Junk") throw new Error(`${path}: ${entry.content}`);
      if (entry.type !== "Message") continue;
      const { id, value } = entry as Message & { value: Pattern | null };
      if (all.has(id.name)) throw new Error(`${path}: ${id.name} stands twice`);
      const found: Found = { variables: new Set(), categories: [] };
      look(value, found);
      all.set(id.name, found);
    }
  }
  return all;
}

const catalogues = Object.fromEntries(LANGUAGES.map((language) => [language, messages(language)])) as Record<
  Language,
  Map<string, Found>
>;

function shape(language: Language): Record<string, string[]> {
  const all = [...catalogues[language]].map(
    ([id, { variables }]) => [id, [...variables].toSorted()] as const,
  );
  return Object.fromEntries(all.toSorted(([left], [right]) => left.localeCompare(right)));
}

describe("the catalogues", () => {
  it("hold the same messages with the same variables in every language", () => {
    for (const language of LANGUAGES) expect(shape(language)).toEqual(shape("en"));
  });

  it("say plurals in the categories of the language", () => {
    const wanted: Record<Language, string[]> = { en: ["one", "other"], ro: ["one", "few", "other"] };
    for (const language of LANGUAGES) {
      for (const [id, { categories }] of catalogues[language]) {
        for (const keys of categories) {
          if (!keys.includes("one") && !keys.includes("few")) continue;
          expect([language, id, ...wanted[language].filter((key) => !keys.includes(key))]).toEqual([
            language,
            id,
          ]);
        }
      }
    }
  });

  it("are used whole: no message that nothing says", () => {
    const literal = new Set(
      [...CODE.matchAll(/["'`]([a-z][a-zA-Z0-9_-]+)["'`]/g), ...RUST.matchAll(/"([a-z][a-z0-9_-]+)"/g)].map(
        ([, id]) => id,
      ),
    );
    const prefixes = [
      ...CODE.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g),
      ...RUST.matchAll(/"([a-z][a-z0-9-]*-)\{/g),
    ].map(([, prefix]) => prefix ?? "");
    const unused = [...catalogues.en.keys()].filter(
      (id) => !literal.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it("know every message that the pages say", () => {
    const said = [...CODE.matchAll(/\bt\(\s*["']([^"']+)["']/g)].map(([, id]) => id ?? "");
    const conditional = [...CODE.matchAll(/\bt\([^()]*\?\s*"([^"]+)"\s*:\s*"([^"]+)"/g)].flatMap(
      ([, yes, no]) => [yes ?? "", no ?? ""],
    );
    expect([...said, ...conditional].filter((id) => !catalogues.en.has(id))).toEqual([]);
  });

  it("have words for everything that the access log holds", () => {
    const union = /export type AuditAct\s*=([^;]+);/.exec(BINDINGS)?.[1] ?? "";
    const acts = [...union.matchAll(/"([a-z_]+)"/g)].map(([, act]) => act ?? "");
    expect(acts.length).toBeGreaterThan(30);
    expect(acts.filter((act) => !catalogues.en.has(`audit-act-${act.replaceAll("_", "-")}`))).toEqual([]);
    expect(acts.filter((act) => !ACTS.includes(act))).toEqual([]);
  });

  it("have words for every error code", () => {
    const union = /export type ErrorCode\s*=([^;]+);/.exec(BINDINGS)?.[1] ?? "";
    const codes = [...union.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code ?? "");
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !catalogues.en.has(`error-${code}`))).toEqual([]);
  });

  it("keep to the house's tone", () => {
    for (const language of LANGUAGES) {
      for (const [path, text] of filesOf(language)) {
        expect([path, /!|successful|cu succes/i.exec(text)?.[0]]).toEqual([path, undefined]);
        // Romanian is written with comma-below letters, never with the cedilla.
        expect([path, /[şţŞŢ]/.exec(text)?.[0]]).toEqual([path, undefined]);
      }
    }
  });
});
