import { describe, expect, it } from "vitest";
import { wrongLine } from "./json";

describe("the line where a text stops being JSON", () => {
  it.each([
    '{"a": [1, -2.5e3, "x\\n", {"b": null}], "c": true}',
    " [] ",
    '"words"',
    '{\n  "id": "{{id}}",\n  "exams": {"$each": "procedures", "$item": "{{.code}}"}\n}',
  ])("is none for %s", (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(wrongLine(text)).toBeNull();
  });

  it.each([
    ['{\n  "a": 1,\n}', 3],
    ['{\n  "a": 1\n  "b": 2\n}', 3],
    ["{\n  a: 1\n}", 2],
    ['{"a": 01}', 1],
    ['{"a": "not\nclosed"}', 1],
    ["[1, 2", 1],
    ["{} {}", 1],
    ["", 1],
  ])("is told for %j", (text, line) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(wrongLine(text)).toBe(line);
  });
});
