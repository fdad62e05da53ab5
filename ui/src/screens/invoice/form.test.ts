import { describe, expect, it } from "vitest";
import type { PriceItem } from "../../platform/bindings";
import { blank, formOf, readSearch, typedProblems, withItem } from "./form";

const item = (own: Partial<PriceItem> = {}): PriceItem => ({
  kind: "service",
  code: "12",
  name: "Consultație",
  price: { amount: "250.00", currency: "RON" },
  price_may_change: true,
  takes_quantity: true,
  favourite: false,
  ...own,
});

describe("the search of the price list", () => {
  it("reads how many stands before a star, and nothing else as a number", () => {
    expect(readSearch("3* cons")).toEqual({ quantity: 3, sought: "cons" });
    expect(readSearch("2x ECG")).toEqual({ quantity: 2, sought: "ECG" });
    expect(readSearch(" 12 ")).toEqual({ quantity: 1, sought: "12" });
    expect(readSearch("0* cons")).toEqual({ quantity: 1, sought: "0* cons" });
    expect(readSearch("3*")).toEqual({ quantity: 3, sought: "" });
  });
});

describe("lines", () => {
  it("hold a service once, however often it is added", () => {
    const lines = withItem(withItem([], item(), 1), item(), 2);
    expect(lines.map(({ code, quantity }) => [code, quantity])).toEqual([["12", "3"]]);
  });

  it("tell a product from a service of the same code", () => {
    expect(withItem(withItem([], item(), 1), item({ kind: "product" }), 1)).toHaveLength(2);
  });

  it("never hold more than one of a contract", () => {
    const contract = item({ kind: "contract", takes_quantity: false });
    expect(withItem(withItem([], contract, 5), contract, 1).map(({ quantity }) => quantity)).toEqual(["1"]);
  });
});

describe("the form", () => {
  const lines = withItem([], item(), 2);

  it("says a typed price with a dot, and leaves the list's alone", () => {
    const typed = { ...blank(), lines };
    expect(formOf(typed, "1", null).lines).toEqual([{ kind: "service", code: "12", quantity: 2 }]);
    const dearer = { ...typed, lines: lines.map((line) => ({ ...line, price: "1 200,5" })) };
    expect(formOf(dearer, "1", null).lines[0]?.price).toBe("1200.50");
  });

  it("carries numbers only where that way of paying has them", () => {
    const typed = { ...blank(), lines, fiscalReceipt: " 77 ", cardSlip: "A9" };
    expect(formOf({ ...typed, method: "cash" }, "1", null).payment).toEqual({
      method: "cash",
      fiscal_receipt: "77",
    });
    expect(formOf({ ...typed, method: "card" }, "1", null).payment).toEqual({
      method: "card",
      fiscal_receipt: "77",
      card_slip: "A9",
    });
    expect(formOf({ ...typed, method: "transfer" }, "1", null).payment).toEqual({ method: "transfer" });
  });

  it("wants what nobody has chosen and what can be read", () => {
    const typed = {
      ...blank(),
      lines: lines.map((line) => ({ ...line, quantity: "0", price: "1.500" })),
    };
    expect(typedProblems(typed)).toEqual([
      { field: "lines.0.quantity", reason: "not-a-quantity" },
      { field: "lines.0.price", reason: "not-an-amount" },
      { field: "payment.method", reason: "required" },
    ]);
    expect(typedProblems({ ...blank(), lines, method: "card" })).toEqual([]);
  });
});
