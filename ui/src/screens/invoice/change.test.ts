import { describe, expect, it } from "vitest";
import { changeOf } from "./change";

describe("change", () => {
  it("is what was given less what is owed, exactly", () => {
    expect(changeOf("330.10", "400")).toEqual({ kind: "back", amount: "69.90" });
    expect(changeOf("0.30", "0,3")).toEqual({ kind: "back", amount: "0.00" });
    expect(changeOf("330.10", "300,05")).toEqual({ kind: "missing", amount: "30.05" });
    expect(changeOf("9007199254740993.01", "9007199254740993.02")).toEqual({ kind: "back", amount: "0.01" });
  });

  it("is not said of a refund, or of what cannot be read without a doubt", () => {
    expect(changeOf("-80.00", "100")).toBeNull();
    expect(changeOf("0.00", "100")).toBeNull();
    expect(changeOf("330.00", "")).toBeNull();
    expect(changeOf("330.00", "1.000")).toBeNull();
    expect(changeOf("330.00", "-5")).toBeNull();
  });
});
