import { describe, expect, it } from "vitest";
import { addDays, ageOn, civilAt, formatFor } from "./format";

const en = formatFor("en", "Europe/Bucharest");
const ro = formatFor("ro", "Europe/Bucharest");
const NOW = new Date("2026-11-23T08:18:00Z");

describe("writing", () => {
  it("writes civil dates and times as they stand, whatever the computer's zone", () => {
    expect(en.date("1974-01-31")).toBe("31 Jan 1974");
    expect(ro.date("1974-01-31")).toBe("31 ian. 1974");
    expect(en.time("09:05:00")).toBe("09:05");
  });

  it("writes instants at the clinic, with the day when it was another one", () => {
    expect(en.instant("2026-11-23T08:14:00Z", NOW)).toBe("10:14");
    expect(en.instant("2026-11-22T14:02:00Z", NOW)).toBe("22 Nov, 16:02");
  });

  it("knows the clinic's day when the computer is still in yesterday", () => {
    expect(civilAt(new Date("2026-11-22T22:30:00Z"), "Europe/Bucharest")).toEqual({
      date: "2026-11-23",
      time: "00:30:00",
    });
  });

  it("keeps every digit of money, also those a float would lose", () => {
    expect(en.money({ amount: "12345678901234567.89", currency: "RON" })).toBe(
      "12,345,678,901,234,567.89 RON",
    );
    expect(ro.money({ amount: "1250", currency: "RON" })).toBe("1.250,00 RON");
    expect(ro.money({ amount: "-80.00", currency: null })).toBe("-80,00");
    expect(en.money({ amount: "0.125", currency: "RON" })).toBe("0.125 RON");
  });

  it("says minutes as people do", () => {
    expect([5, 60, 125].map((count) => en.minutes(count))).toEqual(["5 min", "1 h", "2 h 5 min"]);
    expect([5, 60, 125].map((count) => en.minutes(count, true))).toEqual(["5+ min", "1+ h", "2 h 5+ min"]);
  });

  it("writes names as people do where a vendor shouts, and leaves other names alone", () => {
    const names = [
      "POPESCU ION",
      "ILIE-ZĂVOIANU ELISABETA",
      "ȚUȚUIANU ȘTEFAN",
      "McCarthy Ann",
      "de la Cruz Ana",
      "Dr. VASILIU",
    ];
    expect(names.map(ro.person)).toEqual([
      "Popescu Ion",
      "Ilie-Zăvoianu Elisabeta",
      "Țuțuianu Ștefan",
      "McCarthy Ann",
      "de la Cruz Ana",
      "Dr. VASILIU",
    ]);
  });

  it("steps over months and the change of the clock", () => {
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  });

  it("counts years of age to the day", () => {
    expect(ageOn("1974-11-23", "2026-11-23")).toBe(52);
    expect(ageOn("1974-11-24", "2026-11-23")).toBe(51);
  });
});
