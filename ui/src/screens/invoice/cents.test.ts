import { describe, expect, it } from "vitest";
import { amountOf, centsOf, changeOf, typedCents } from "./cents";

describe("typed sums", () => {
  it("are read with comma or dot, with blanks and groups", () => {
    const read = [
      "150",
      "150,5",
      "150.05",
      " 1 500 ",
      "1\u00a0500,00",
      "1.500,25",
      "1,500.25",
      "-80",
      "0,07",
    ];
    expect(read.map(typedCents)).toEqual([
      15000n,
      15050n,
      15005n,
      150000n,
      150000n,
      150025n,
      150025n,
      -8000n,
      7n,
    ]);
  });

  it("are not guessed at", () => {
    const doubtful = [
      "",
      "1.500",
      "1,500",
      "12.345.678",
      "1.2.3",
      "abc",
      "5,",
      ",5",
      "1,234",
      "3.141",
      "1e3",
    ];
    expect(doubtful.map(typedCents)).toEqual(doubtful.map(() => null));
  });
});

describe("cents", () => {
  it("go to the desk and come back without losing one", () => {
    const sums = ["0.00", "0.05", "150.00", "-80.05", "9007199254740993.01"];
    expect(sums.map((sum) => amountOf(centsOf(sum)!))).toEqual(sums);
    expect(centsOf("12.5")).toBe(1250n);
    expect(centsOf("12.500")).toBe(1250n);
    expect(centsOf("12.505")).toBeNull();
  });
});

describe("change", () => {
  it("is what was given less what is owed, exactly", () => {
    expect(changeOf("330.10", "400")).toEqual({ kind: "back", amount: "69.90" });
    expect(changeOf("0.30", "0,3")).toEqual({ kind: "back", amount: "0.00" });
    expect(changeOf("330.10", "300,05")).toEqual({ kind: "missing", amount: "30.05" });
  });

  it("is not said of a refund or of what cannot be read", () => {
    expect(changeOf("-80.00", "100")).toBeNull();
    expect(changeOf("330.00", "")).toBeNull();
    expect(changeOf("330.00", "1.000")).toBeNull();
    expect(changeOf("330.00", "-5")).toBeNull();
  });
});
