import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../text/catalogues";
import { textFor } from "../../text/text";
import { codeWords, videoError } from "./words";

/** The codes of the vendor's document. */
const CODES = "X000 X001 X002 X003 X004 X005 X010 X011 X012 X013 X014 X020 X021 X022 X023 X024".split(" ");

describe.each(LANGUAGES)("the vendor's codes (%s)", (language) => {
  const text = textFor(language, "Europe/Prague");

  it.each(CODES)("%s has words of its own, and what to do", (code) => {
    const words = codeWords(text, code) ?? "";
    expect(words).not.toContain("video-code");
    // What happened and what to do: two sentences at least.
    expect(words.match(/\.(\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
    const others = CODES.filter((other) => other !== code).map((other) => codeWords(text, other));
    expect(others).not.toContain(words);
  });

  it("says another code as the error it came with", () => {
    expect(codeWords(text, "X006")).toBeNull();
    expect(codeWords(text, "x004 or so")).toBeNull();
    expect(codeWords(text, null)).toBeNull();
    const error = { code: "vendor-refused" as const, params: { vendor_code: "X099" }, correlation: "" };
    expect(videoError(text, error, "Ordinace")).toContain("Ordinace");
  });

  it("puts the code before the error it came with", () => {
    const error = { code: "vendor-busy" as const, params: { vendor_code: "X000" }, correlation: "" };
    expect(videoError(text, error)).toBe(codeWords(text, "X000"));
  });
});
