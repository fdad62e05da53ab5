import { expect, it } from "vitest";
import { slipLetters } from "./slipLetters";

it.each([
  ["Recepție 1", "REC1"],
  ["Recepția Nord", "RECNOR"],
  ["Recepția Nordică", "RECNOR"],
  ["front desk 12", "FRODES12"],
  ["", ""],
  ["-", ""],
])("the slips of %s begin with %s", (name, letters) => {
  expect(slipLetters(name)).toBe(letters);
});
