import type { Page } from "@playwright/test";
import type { VideoVisit } from "../src/platform/bindings";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, prefer, test } from "./test";

interface AtVendor {
  calls: { id: string; name: string; start: string; phone: string | null; email: string | null }[];
  mails: { call: string; what: "invitation" | "cancellation"; to: string }[];
}

/** What the vendor itself has, asked past the desk. */
const atVendor = (desk: Devhost) => desk.admin<AtVendor>("/videodoktor/calls");
const callsOf = async (desk: Devhost, name: string) =>
  (await atVendor(desk)).calls.filter((call) => call.name === name);

/** The day after today in Prague. */
function tomorrow(): string {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Prague" }).format(new Date());
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const rowOf = (page: Page, name: string) => page.getByTestId("video-row").filter({ hasText: name });
const panel = (page: Page) => page.getByRole("complementary", { name: "Details" });

/** The Video screen with its list read. */
async function open(page: Page): Promise<void> {
  await page.getByTestId("nav-video").click();
  await expect(page.getByRole("heading", { level: 1, name: "Video visits" })).toBeVisible();
  await expect(page.getByTestId("video-row").first()).toBeVisible();
}

/** The form for nobody yet, filled in for tomorrow evening, when the invented practice has no visits. */
async function fill(page: Page, name: string, time = "20:15"): Promise<void> {
  await page
    .getByRole("button", { name: /Book a visit/ })
    .first()
    .click();
  await page.getByTestId("video-name").fill(name);
  await page.getByTestId("video-birth_year").fill("1968");
  await page.getByTestId("video-phone").fill("+420 601 000 124");
  await page.getByTestId("video-email").fill("hana@posta.example");
  await page.getByRole("button", { name: "Tomorrow" }).click();
  await page.getByTestId("video-time").fill(time);
}

async function bookedAtVendor(desk: Devhost, page: Page, name: string): Promise<void> {
  await fill(page, name);
  await page.getByTestId("video-book").click();
  await expect.poll(async () => (await callsOf(desk, name)).length).toBe(1);
  await expect(rowOf(page, name)).toHaveAttribute("data-standing", "booked");
}

test.describe("in the training clinic", () => {
  test.use({ situation: "training" });

  test("a visit is booked from a patient, with what the desk knows filled in", async ({
    opened: page,
    desk,
  }) => {
    await prefer(desk, page, { hold_seconds: 0 });
    const { rows } = await desk.call("day", {});
    const row = rows.find((each) => each.patient.birth_date && each.vendor_id && !each.foreign);
    if (!row) throw new Error("nobody is expected today");
    const vendors = await desk.call("connections", {});
    const connection = vendors.find(({ can }) => can.includes("video"))?.id ?? "";
    const known = await desk.call("video_prefill", { connection, patient: row.patient.id });
    await page.locator(`[data-appointment="${row.id}"]`).click();
    await page.keyboard.press("v");
    await expect(page.getByTestId("video-name")).toHaveValue(known.name);
    await expect(page.getByTestId("video-birth_year")).toHaveValue(row.patient.birth_date?.slice(0, 4) ?? "");
    await expect(page.getByTestId("video-patient")).toContainText(row.patient.name, { ignoreCase: true });
    // A foreign phone is none of the vendor's; the address is invented.
    await page.getByTestId("video-phone").fill("");
    await page.getByTestId("video-email").fill("pacient@posta.example");
    await page.getByRole("button", { name: "Tomorrow" }).click();
    await page.getByRole("option", { name: "20:30" }).click();
    await expect(page.getByTestId("video-summary")).toContainText("20:30");
    await picture(page, "video-book");
    await expectAccessible(page);
    await page.getByTestId("video-book").click();
    await expect
      .poll(async () => (await callsOf(desk, known.name)).map(({ start }) => start))
      .toEqual([`${tomorrow()}T20:30:00`]);
    const { mails } = await atVendor(desk);
    expect(mails.filter(({ what }) => what === "invitation").map(({ to }) => to)).toContain(
      "pacient@posta.example",
    );
    // The link comes as soon as it is booked.
    await expect(panel(page).getByRole("button", { name: /Copy link/ })).toBeVisible();
    await expect(panel(page).getByTestId("browser-link")).toHaveAttribute("href", /^https:/);
    await picture(page, "video-booked");
  });

  test("the link is copied, opened in the browser and shown as a code that names the patient", async ({
    opened: page,
    desk,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await prefer(desk, page, { hold_seconds: 0 });
    await open(page);
    await bookedAtVendor(desk, page, "Hana Procházková");
    await rowOf(page, "Hana Procházková").click();
    const { visits } = await desk.call("video_visits", { past: false });
    const url = visits.find(({ name }) => name === "Hana Procházková")?.url;
    await page.keyboard.press("c");
    await expect(page.getByTestId("toast").filter({ hasText: "link copied" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
    const link = panel(page).getByTestId("browser-link");
    await expect(link).toHaveAttribute("href", url ?? "");
    await expect(link).toHaveAttribute("target", "_blank");
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "Link to the video visit" });
    await expect(dialog).toContainText("Hana Procházková");
    await expect(dialog).toContainText("20:15");
    await expect(dialog.getByRole("img")).toBeVisible();
    await expectAccessible(page);
    await picture(page, "video-code");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  test("a booking taken back in its held moment never reaches the vendor, and nobody is written to", async ({
    opened: page,
    desk,
  }) => {
    await prefer(desk, page, { hold_seconds: 30 });
    await open(page);
    await fill(page, "Hana Procházková");
    await page.getByTestId("video-book").click();
    // The remark with the way back stays while it is pointed at.
    await page.getByTestId("toast-undo").hover();
    await expect(rowOf(page, "Hana Procházková")).toHaveAttribute("data-standing", "booking");
    await picture(page, "video-pending");
    await page.getByTestId("toast-undo").click();
    // What was typed is back in the form.
    await expect(page.getByTestId("video-name")).toHaveValue("Hana Procházková");
    await expect(rowOf(page, "Hana Procházková")).toHaveCount(0);
    expect(await callsOf(desk, "Hana Procházková")).toEqual([]);
    expect((await atVendor(desk)).mails).toEqual([]);
  });

  test("a visit is removed after a question that says who is written to", async ({ opened: page, desk }) => {
    await prefer(desk, page, { hold_seconds: 0 });
    await open(page);
    await bookedAtVendor(desk, page, "Hana Procházková");
    await rowOf(page, "Hana Procházková").click();
    await page.keyboard.press("Delete");
    const dialog = page.getByRole("dialog", { name: "Remove this video visit" });
    for (const said of [
      "Hana Procházková",
      "born 1968",
      "20:15",
      "tells the patient and the practice by e-mail",
    ])
      await expect(dialog).toContainText(said);
    await expectAccessible(page);
    await picture(page, "video-remove");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    expect(await callsOf(desk, "Hana Procházková")).toHaveLength(1);
    await page.keyboard.press("Delete");
    await page.getByTestId("video-remove-do").click();
    await expect.poll(async () => (await callsOf(desk, "Hana Procházková")).length).toBe(0);
    const { mails } = await atVendor(desk);
    expect(mails.filter(({ what }) => what === "cancellation").map(({ to }) => to)).toEqual(
      expect.arrayContaining(["hana@posta.example", "practice"]),
    );
    await expect(rowOf(page, "Hana Procházková")).toHaveCount(0);
  });

  test("limits are checked while typing, and nothing that breaks one is sent", async ({
    opened: page,
    desk,
  }) => {
    await open(page);
    const before = (await atVendor(desk)).calls.length;
    await fill(page, "Jana", "03:30");
    await page.getByTestId("video-phone").fill("12345");
    await page.getByTestId("video-birth_year").fill("68");
    await page.getByTestId("video-email").fill("nikdo@nikde");
    for (const said of [
      "This is too short: at least 6 characters.",
      "Nine digits, without a prefix.",
      "Four digits, such as 1974.",
      "This is not an e-mail address.",
      "The server pauses from 03:00 to 04:00. Choose another time.",
    ])
      await expect(page.getByText(said, { exact: true })).toBeVisible();
    await expectAccessible(page);
    await picture(page, "video-limits");
    await page.getByTestId("video-book").click();
    await expect(page.getByTestId("video-name")).toBeFocused();
    await expect(page.getByRole("option", { name: "03:15, not available: pause at night" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await page.getByTestId("video-date").getByRole("button", { name: "Today", exact: true }).click();
    await expect(page.getByRole("option", { name: "00:00, not available: gone by" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    expect((await atVendor(desk)).calls).toHaveLength(before);
  });

  test("a refusal is said in words, with the way to where it is decided", async ({ opened: page, desk }) => {
    await prefer(desk, page, { hold_seconds: 0 });
    await desk.admin("/videodoktor/overload", { start: `${tomorrow()}T20:15:00` });
    await open(page);
    await fill(page, "Hana Procházková");
    await page.getByTestId("video-book").click();
    const wanting = page.getByTestId("video-wanting");
    await expect(wanting).toContainText("Hana Procházková");
    await expect(wanting).toContainText("The server has too many visits at this time. Choose another time.");
    await expectAccessible(page);
    await picture(page, "video-refused");
    await page.getByRole("button", { name: "Show unsent" }).first().click();
    const entry = page.locator('[data-state="refused"]').filter({ hasText: "Hana Procházková" });
    await expect(entry).toContainText("The server has too many visits at this time.");
    await entry.getByRole("button", { name: "Give up" }).click();
    await page.getByRole("dialog").getByText("It is no longer needed").click();
    await page.getByRole("dialog").getByRole("button", { name: "Give up" }).click();
    await expect(entry).toHaveCount(0);
    expect(await callsOf(desk, "Hana Procházková")).toEqual([]);
  });

  test("without a line the list stays, and a booking waits for a person and is then made once", async ({
    opened: page,
    desk,
  }) => {
    await prefer(desk, page, { hold_seconds: 0 });
    await open(page);
    const shown = await page.getByTestId("video-row").count();
    await desk.admin("/down", { down: true });
    await page.getByRole("button", { name: "Ask again" }).click();
    await expect(page.getByTestId("video-offline")).toContainText("The list is as of");
    await expect(page.getByTestId("video-row")).toHaveCount(shown);
    await fill(page, "Hana Procházková");
    await page.getByTestId("video-book").click();
    await expect(page.getByTestId("video-wanting")).toContainText("Hana Procházková");
    await picture(page, "video-offline");
    expect(await callsOf(desk, "Hana Procházková")).toEqual([]);
    await desk.admin("/down", { down: false });
    await page.getByRole("button", { name: "Show unsent" }).first().click();
    await page.getByRole("button", { name: "Decide" }).first().click();
    await page.getByTestId("question-send").click();
    await expect
      .poll(async () => (await callsOf(desk, "Hana Procházková")).length, { timeout: 60_000 })
      .toBe(1);
  });

  test("past visits come on demand, with their reports; today's have none yet", async ({
    opened: page,
    desk,
  }) => {
    await open(page);
    const { visits, today } = await desk.call("video_visits", { past: true });
    const past = visits.find((each: VideoVisit) => each.start !== null && each.start.slice(0, 10) < today);
    if (!past) throw new Error("the invented practice has no past visits");
    await expect(page.locator(`[data-visit="${past.id}"]`)).toHaveCount(0);
    await page.getByTestId("video-row").first().click();
    await expect(panel(page).getByTestId("video-report-later")).toBeVisible();
    await page.getByRole("button", { name: "Show past visits" }).click();
    await page.locator(`[data-visit="${past.id}"]`).click();
    await expect(panel(page).getByText(/link is not given out/)).toBeVisible();
    await panel(page)
      .getByRole("button", { name: /for the report/ })
      .click();
    await expect(panel(page).getByTestId("browser-link")).toHaveAttribute("href", /^https:.*vykaz/);
    await picture(page, "video-report");
  });

  test("the whole way without a mouse", async ({ opened: page, desk }) => {
    await prefer(desk, page, { hold_seconds: 0 });
    await expect(page.getByTestId("today-row").first()).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await expect(page.getByTestId("video-row").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    const selected = page.locator('[data-testid="video-row"][aria-selected="true"]');
    await expect(selected).toBeFocused();
    expect(await selected.evaluate((row) => getComputedStyle(row).outlineStyle)).toBe("solid");
    await page.keyboard.press("Enter");
    await expect(panel(page).getByRole("button", { name: /Copy link/ })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);

    await page.keyboard.press("n");
    await expect(page.getByTestId("video-name")).toBeFocused();
    await page.keyboard.type("Hana Procházková");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1968");
    await page.keyboard.press("Tab");
    await page.keyboard.type("601000124");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    // The day by its parts, as it is written in the language of the window.
    const [year, month, day] = tomorrow().split("-") as [string, string, string];
    await page.keyboard.type(`${day}${month}${year}`);
    await expect(page.getByTestId("video-date")).toContainText(year);
    await page.getByTestId("video-time").focus();
    await page.keyboard.type("2015");
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await callsOf(desk, "Hana Procházková")).map(({ start }) => start))
      .toEqual([`${tomorrow()}T20:15:00`]);
  });

  for (const look of [
    { name: "light", theme: "light", language: "en" },
    { name: "dark", theme: "dark", language: "en" },
    { name: "contrast", theme: "contrast", language: "en" },
    { name: "ro", theme: "light", language: "ro" },
  ] as const) {
    test(`accessible and pictured: ${look.name}`, async ({ opened: page, desk }) => {
      test.slow();
      await prefer(desk, page, look);
      await page.getByTestId("nav-video").click();
      await expect(page.getByTestId("video-row").first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("ArrowDown");
      await expect(page.getByRole("complementary")).toBeVisible();
      await expectAccessible(page);
      await picture(page, `video-${look.name}`);
      await page.keyboard.press("n");
      await expect(page.getByTestId("video-name")).toBeFocused();
      await expectAccessible(page);
      await page.getByTestId("video-date").getByRole("button").first().click();
      await expect(page.getByRole("application")).toBeVisible();
      await expectAccessible(page);
      await picture(page, `video-book-${look.name}`);
    });
  }
});

test.describe("with a practice of one's own", () => {
  test.use({ situation: "first-start" });

  test("a clock that differs is warned of, in minutes", async ({ opened: page, desk }) => {
    await desk.admin("/videodoktor/clock", { ahead_seconds: 600 });
    await desk.connect("videodoktor", "Ordinace Malá");
    await page.getByTestId("nav-video").click();
    // The vendor tells whole minutes, so that one is lost on the way at most.
    await expect(
      page.getByText(/^Ordinace Malá's clock is (9|10) min ahead of this computer's$/),
    ).toBeVisible();
    await expectAccessible(page);
    await picture(page, "video-clock");
  });

  test("a refused key is told, with the way to Settings", async ({ opened: page, desk }) => {
    await desk.connect("videodoktor", "Ordinace Malá");
    await open(page);
    await desk.admin("/videodoktor/key", {});
    await page.getByRole("button", { name: "Ask again" }).click();
    await expect(page.getByText(/visits are neither read nor booked/)).toBeVisible();
    await expect(page.getByTestId("video-row").first()).toBeVisible();
    await picture(page, "video-key");
  });
});
