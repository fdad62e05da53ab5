import { describe, expect, it } from "vitest";
import { authorOf } from "./author";

describe("who did something", () => {
  it("is named, unless it was the desk itself", () => {
    expect(authorOf("Ana Mureșan")).toBe("Ana Mureșan");
    for (const nobody of ["desk", "", null]) expect(authorOf(nobody)).toBeNull();
  });
});
