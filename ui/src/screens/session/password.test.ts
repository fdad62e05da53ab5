import { describe, expect, it } from "vitest";
import { strengthOf } from "./password";

describe("how good a password is", () => {
  it.each([
    ["ana", "short"],
    ["123456789", "short"],
    ["1234567890", "weak"],
    ["aaaaaaaaaaaaaaaaaaaa", "weak"],
    ["muresan-muresan", "weak"],
    ["Mureșan7x!plw", "weak"],
    ["qwertyuiopas", "weak"],
    ["plapumarosie", "fair"],
    ["Plapuma7!rosie", "strong"],
    ["cal verde fericit", "strong"],
  ])("%s is %s", (password, strength) => {
    expect(strengthOf(password, "Ana Mureșan")).toBe(strength);
  });
});
