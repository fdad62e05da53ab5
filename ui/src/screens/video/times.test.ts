import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { videoOf } from "../../platform/fake/video";
import { byDay, httpsLink, standingOf } from "./model";
import { readTime, slotsOf, takenBy, whyNot } from "./times";

const NOW = { date: "2026-11-23", time: "10:18:00" };
const NONE: ReadonlySet<string> = new Set();

const reasonAt = (time: string) => whyNot("2026-11-24", time, NOW, NONE);
const pending = (state: string, removing: boolean) => ({ pending: { entry: "e", removing, state } });

describe("the times of a day", () => {
  it("leaves out what has gone by, to the minute", () => {
    expect(whyNot("2026-11-23", "10:18", NOW, NONE)).toBe("past");
    expect(whyNot("2026-11-23", "10:19", NOW, NONE)).toBeNull();
    expect(whyNot("2026-11-22", "23:00", NOW, NONE)).toBe("past");
    expect(whyNot("2026-11-24", "00:00", NOW, NONE)).toBeNull();
  });

  it("leaves out the hour in which the server pauses, and no minute more", () => {
    expect([reasonAt("02:59"), reasonAt("03:00"), reasonAt("03:59"), reasonAt("04:00")]).toEqual([
      null,
      "night",
      "night",
      null,
    ]);
  });

  it("leaves out times of visits that stay, of the same account only", () => {
    const { world } = fakePlatform({ all: true });
    const { visits } = videoOf(world);
    const account = visits[0]?.connection ?? "";
    const taken = takenBy(visits, account);
    expect(whyNot("2026-11-24", "09:15", NOW, taken)).toBe("taken");
    // That visit is being removed, so its time comes free.
    expect(whyNot("2026-11-24", "10:00", NOW, taken)).toBeNull();
    expect(takenBy(visits, "another").size).toBe(0);
  });

  it("offers every quarter of an hour", () => {
    const slots = slotsOf("2026-11-24", NOW, NONE);
    expect(slots).toHaveLength(96);
    expect(slots.filter(({ why }) => why !== null).map(({ time }) => time)).toEqual([
      "03:00",
      "03:15",
      "03:30",
      "03:45",
    ]);
  });
});

describe("a time as people type it", () => {
  it.each([
    ["10:30", "10:30"],
    ["1030", "10:30"],
    ["9.05", "09:05"],
    ["905", "09:05"],
    [" 14 15 ", "14:15"],
    ["24:00", null],
    ["10:60", null],
    ["10", null],
    ["ten", null],
    ["", null],
  ])("%s", (typed, read) => expect(readTime(typed)).toBe(read));

  it("takes an hour alone for that hour once typing is over", () => {
    expect(readTime("10", true)).toBe("10:00");
    expect(readTime("25", true)).toBeNull();
  });
});

describe("how a visit stands", () => {
  const { world } = fakePlatform({ all: true });
  const [first] = videoOf(world).visits;
  if (!first) throw new Error("no visit");
  const at = (start: string | null, own: object = {}) => standingOf({ ...first, start, ...own }, NOW);

  it("follows the hour", () => {
    expect(at("2026-11-23T11:18:00")).toBe("soon");
    expect(at("2026-11-23T11:19:00")).toBe("booked");
    expect(at("2026-11-23T10:18:00")).toBe("begun");
    expect(at("2026-11-22T10:18:00")).toBe("past");
    expect(at("2026-11-24T00:05:00")).toBe("booked");
    expect(at(null)).toBe("unreadable");
  });

  it("says what is under way before what was", () => {
    expect(at("2026-11-23T12:00:00", pending("queued", false))).toBe("booking");
    expect(at("2026-11-23T12:00:00", pending("held", true))).toBe("removing");
    expect(at("2026-11-23T12:00:00", pending("asks", true))).toBe("asks");
    expect(at("2026-11-23T12:00:00", { active: true })).toBe("open");
    // Nobody is in a visit of yesterday, whatever the vendor says.
    expect(at("2026-11-22T12:00:00", { active: true })).toBe("past");
  });

  it("groups by day, unreadable times first and days gone by apart", () => {
    const visits = [
      null,
      "2026-11-23T09:00:00",
      "2026-11-23T10:00:00",
      "2026-11-25T09:00:00",
      "2026-11-20T09:00:00",
    ];
    const { coming, past } = byDay({
      today: NOW.date,
      visits: visits.map((start, index) => ({ ...first, id: String(index), start })),
    });
    expect(coming.map(({ date, visits: of }) => [date, of.length])).toEqual([
      [null, 1],
      ["2026-11-23", 2],
      ["2026-11-25", 1],
    ]);
    expect(past.map(({ date }) => date)).toEqual(["2026-11-20"]);
  });
});

describe("links", () => {
  it("are https, or none", () => {
    expect(httpsLink("https://a.example/b")).toBe("https://a.example/b");
    for (const other of [
      null,
      "",
      "http://a.example",
      "javascript:alert(1)",
      "https:xxx yyy",
      "httpsxxxxxxxxx",
    ])
      expect([other, httpsLink(other)]).toEqual([other, null]);
  });
});
