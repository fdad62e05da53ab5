import { describe, expect, it } from "vitest";
import { FAKE_NOW } from "../../platform/fake/fake";
import { rowsOf } from "../../platform/fake/day";
import { people } from "../../platform/fake/people";
import {
  arrivalSeen,
  countGroups,
  digitsOf,
  nextStatus,
  ofPlaces,
  placeOfNow,
  statusOfDigit,
  waitingMinutes,
} from "./model";

const rows = rowsOf("2026-11-23", people(FAKE_NOW.toISOString()), FAKE_NOW);
const waiting = rows.find((row) => row.stage === "arrived" && !row.foreign);
const expected = rows.find((row) => row.stage === "expected");

describe("a day", () => {
  it("counts every own row once and leaves rows of other patients out", () => {
    const { counts } = countGroups(rows, FAKE_NOW);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(rows.filter((row) => !row.foreign).length);
    expect(total).toBe(rows.length - 1);
  });

  it("says the longest wait in whole minutes, and none for those who do not wait", () => {
    expect(waiting && waitingMinutes({ ...waiting, arrived_at: "2026-11-23T07:58:30Z" }, FAKE_NOW)).toBe(19);
    expect(expected && waitingMinutes(expected, FAKE_NOW)).toBeNull();
    const one = rows.map((row) => ({
      ...row,
      arrived_at: row === waiting ? "2026-11-23T07:00:00Z" : row.arrived_at,
    }));
    expect(countGroups(one, FAKE_NOW).longest?.minutes).toBe(78);
  });

  it("calls a wait exact only where the arrival was ticked here or seen to happen", () => {
    const set = {
      active: true,
      set: true,
      name: "A sosit",
      key: "2",
      color: null,
      stage: "arrived",
    } as const;
    const row = { ...rows[0]!, stage: "arrived" as const, arrived_at: "2026-11-23T08:08:00Z" };
    const found = { ...row, arrived_after: null, statuses: [{ ...set, pending: false }] };
    const ticked = { ...found, statuses: [{ ...set, pending: true }] };
    const seen = { ...found, arrived_after: "2026-11-23T08:07:00Z" };
    expect([found, ticked, seen].map(arrivalSeen)).toEqual([false, true, true]);
    expect(countGroups([seen, ticked], FAKE_NOW).longest).toEqual({ minutes: 10, atLeast: false });
    const shorter = { ...found, arrived_at: "2026-11-23T08:16:00Z" };
    expect(countGroups([seen, shorter], FAKE_NOW).longest).toEqual({ minutes: 10, atLeast: true });
  });

  it("puts the line of now before the first visit to come", () => {
    expect(placeOfNow(rows, 0)).toBe(0);
    expect(placeOfNow(rows, 24 * 60)).toBe(rows.length);
    const index = placeOfNow(rows, 618);
    expect((rows[index - 1]?.start ?? "99").slice(0, 5) <= "10:18").toBe(true);
    expect((rows[index]?.start ?? "") > "10:18").toBe(true);
  });

  it("keeps rows without a place when a desk looks after one place", () => {
    const some = [
      { ...rows[0], place: null },
      { ...rows[1], place: "A" },
      { ...rows[2], place: "B" },
    ] as typeof rows;
    expect(ofPlaces(some, ["A"]).map((row) => row.place)).toEqual([null, "A"]);
    expect(ofPlaces(some, [])).toHaveLength(3);
  });

  it("offers the next stage that the clinic has a status for", () => {
    expect(expected && nextStatus(expected)?.key).toBe("2");
    const without = expected && {
      ...expected,
      statuses: expected.statuses.filter((mark) => mark.key !== "2"),
    };
    expect(without && nextStatus(without)?.key).toBe("3");
    expect(nextStatus({ ...rows[0], stage: "cancelled" } as (typeof rows)[0])).toBeNull();
  });

  it("numbers the statuses, ten by the digit 0, and never reaches one that is not in use", () => {
    const like = expected!.statuses[0]!;
    const of = (keys: string[]) => digitsOf(keys.map((key) => ({ ...like, key })));
    expect([...of(["1", "9", "10", "11"]).values()]).toEqual(["1", "9", "0"]);
    expect([...of(["confirmed", "waiting", "in_care"]).entries()]).toEqual([
      ["confirmed", "1"],
      ["waiting", "2"],
      ["in_care", "3"],
    ]);
    expect(expected && statusOfDigit(expected, "0")?.key).toBe("10");
    expect(expected && statusOfDigit(expected, "7")).toBeNull();
  });
});
