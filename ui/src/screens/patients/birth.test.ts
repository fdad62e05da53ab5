import { describe, expect, it } from "vitest";
import { birthText, readBirth } from "./birth";

const TODAY = "2026-11-23";

describe("a birth date as it is typed", () => {
  it.each([
    ["31.01.1974", "1974-01-31"],
    ["31. 1. 1974", "1974-01-31"],
    ["31/1/74", "1974-01-31"],
    [" 31-01-1974 ", "1974-01-31"],
    ["31 01 1974", "1974-01-31"],
    ["1974-01-31", "1974-01-31"],
    ["1974/1/31", "1974-01-31"],
    ["31011974", "1974-01-31"],
    ["19740131", "1974-01-31"],
    ["20122012", "2012-12-20"],
    ["20101012", "2010-10-12"],
    ["310174", "1974-01-31"],
    ["29.02.2024", "2024-02-29"],
    ["29.02.0024", "0024-02-29"],
    // The last year of two digits that has begun.
    ["23.11.26", "2026-11-23"],
    ["24.11.26", "1926-11-24"],
    ["24.11.2026", "2026-11-24"],
    // A month by its name, in any language of the window, whole or begun.
    ["31 ian 1974", "1974-01-31"],
    ["3 martie 1974", "1974-03-03"],
    ["3 Mar 74", "1974-03-03"],
    ["3.mai.1974", "1974-05-03"],
    ["31 ian. 1974", "1974-01-31"],
    ["March 3, 1974", "1974-03-03"],
    ["1974 Dec 7", "1974-12-07"],
    ["7noi1974", "1974-11-07"],
  ])("%s is %s", (text, date) => expect(readBirth(text, TODAY)).toBe(date));

  it.each([
    "",
    "1974",
    "01.1974",
    "31.02.1974",
    "29.02.1900",
    "13.13.1974",
    "31.01.974",
    "31.1.1974.5",
    "3101197",
    "001.01.1974",
    "31 feb 1974",
    "3 ma 1974",
    "3 marta 1974",
    "3 martie",
    "3 mar mar 1974",
    "3 mar 1974 1",
    "anna",
  ])("%s is none", (text) => expect(readBirth(text, TODAY)).toBeNull());

  it("is written as it may be typed", () => {
    expect(birthText("1974-01-31")).toBe("31.01.1974");
    expect(readBirth(birthText("0974-01-31"), TODAY)).toBe("0974-01-31");
  });
});
