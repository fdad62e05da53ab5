import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCE = join(import.meta.dirname, "..");
const CSS = readFileSync(join(SOURCE, "design/tokens.css"), "utf8");
const STYLES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css") && !path.endsWith("tokens.css"))
  .map((path) => [path, readFileSync(join(SOURCE, path), "utf8")] as const);

function tokensOf(theme: string): Record<string, string> {
  const block = new RegExp(`data-theme="${theme}"\\] \\{([^}]+)\\}`).exec(CSS)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

// Every pair of text and ground that the stylesheets put together.
const GROUNDS = ["ground", "surface", "surface-hover", "field", "accent-weak"];
const PAIRS: [string, string][] = [
  ...["ink", "ink-soft", "ink-faint", "accent-text"].flatMap((text) =>
    GROUNDS.map((ground): [string, string] => [text, ground]),
  ),
  ...["amber", "blue", "green", "red", "violet"].flatMap((text): [string, string][] => [
    [text, `${text}-weak`],
    [text, "surface"],
    [text, "ground"],
  ]),
  ["accent-ink", "accent"],
  ["accent-ink", "accent-hover"],
  ["now-ink", "now"],
  ["training-ink", "training"],
  ["float-ink", "float"],
  ["float-accent", "float"],
  ["ink", "amber-weak"],
  ["ink", "red-weak"],
  ["ink", "green-weak"],
];

describe.each(["light", "dark", "contrast"])("the %s theme", (theme) => {
  const tokens = tokensOf(theme);

  it("has every colour the light one has", () => {
    expect(Object.keys(tokens).toSorted()).toEqual(Object.keys(tokensOf("light")).toSorted());
    expect(Object.keys(tokens).length).toBeGreaterThan(30);
  });

  it("keeps text readable: 4.5 to 1 or more", () => {
    const poor = PAIRS.map(([text, ground]) => ({
      text,
      ground,
      ratio: contrast(tokens[text] ?? "", tokens[ground] ?? ""),
    }))
      .filter(({ ratio }) => !(ratio >= 4.5))
      .map(({ text, ground, ratio }) => `${text} on ${ground}: ${ratio.toFixed(2)}`);
    expect(poor).toEqual([]);
  });

  it("draws the frames of fields so that they can be seen: 3 to 1 or more", () => {
    expect(contrast(tokens["field-line"] ?? "", tokens["field"] ?? "")).toBeGreaterThanOrEqual(3);
    expect(contrast(tokens["focus"] ?? "", tokens["surface"] ?? "")).toBeGreaterThanOrEqual(3);
  });
});

describe("the stylesheets", () => {
  it("use tokens only: no colour and no text size of their own", () => {
    const found = STYLES.flatMap(([path, text]) =>
      [...text.matchAll(/#[0-9a-f]{3,8}\b|font-size:\s*[0-9][^;]*|font-weight:\s*[0-9][^;]*/gi)].map(
        ([match]) => `${path}: ${match}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
