import { expect, it } from "vitest";
import { less, signOf, sum, times, typedAmount } from "./decimal";

it("sums and subtracts without a float", () => {
  expect(sum(["0.1", "0.2", "1200"])).toBe("1200.30");
  expect(sum(["10.00", "-10.50"])).toBe("-0.50");
  expect(less("250.00", "250.05")).toBe("-0.05");
  expect(less("250.00", "")).toBeNull();
  expect(times("0.5", 7)).toBe("3.50");
  expect([signOf("-0.01"), signOf("0.00"), signOf("3"), signOf("x")]).toEqual([-1, 0, 1, null]);
});

it("reads amounts as they are typed in any of the countries", () => {
  for (const typed of ["1234.5", "1234,50", "1 234,50", "1.234,50", "1,234.50"])
    expect([typed, typedAmount(typed)]).toEqual([typed, "1234.50"]);
  expect(typedAmount("150")).toBe("150.00");
  expect(typedAmount("007,5")).toBe("7.50");
});

it("takes nothing for an amount that could be another", () => {
  for (const typed of ["", "-5", "1.234", "1,234", "1.234.50", "12,345", "1e3", "five", "1,2,3"])
    expect([typed, typedAmount(typed)]).toEqual([typed, null]);
});
