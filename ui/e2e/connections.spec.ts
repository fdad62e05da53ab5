import type { Page } from "@playwright/test";
import type { Vendor } from "../src/platform/bindings";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, test } from "./test";

test.use({ situation: "first-start" });

/** Types an account in, as it stands on the paper that came from the vendor. */
async function fill(page: Page, desk: Devhost, vendor: Vendor, changes: Record<string, string> = {}) {
  const account = { ...desk.accounts[vendor], ...changes };
  await page.getByTestId(`connection-vendor-${vendor}`).click();
  // Which fields there are is asked below, when they stand.
  await expect(page.getByTestId("connection-name")).toBeVisible();
  for (const [name, text] of Object.entries(account)) {
    const field = page.getByTestId(`connection-${name.replaceAll("_", "-")}`);
    if ((await field.count()) > 0) await field.fill(String(text));
  }
}

/** Whoever is signed in at a desk without accounts has come to connect one. */
const begin = (page: Page) => expect(page.getByTestId("connection-vendor-medsoft")).toBeVisible();
const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function settings(page: Page) {
  await page.getByTestId("nav-settings").click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
}

test("AlfaDocs: checked, saved, read; practice and archive are asked from the vendor", async ({
  opened: page,
  desk,
}) => {
  await begin(page);
  await fill(page, desk, "alfadocs", { practice: "", archive: "" });
  await page.getByTestId("connection-check").click();
  await expect(page.getByText("The account can be used")).toBeVisible();
  await expect(page.getByRole("row", { name: /Chairs/ })).toContainText("works");
  await expect(page.getByRole("row", { name: /Change an appointment/ })).toContainText(
    "it would change something",
  );
  await expectAccessible(page);
  await picture(page, "connect-alfadocs");
  await page.getByTestId("connection-save").click();
  await expect(page.getByTestId("nav-today")).toBeVisible();
  // No video, laboratory or contracts without a connection that can do them.
  for (const screen of ["video", "lab", "contracts"])
    await expect(page.getByTestId(`nav-${screen}`)).toHaveCount(0);
});

test("VideoDoktor: a key that is refused is named, the right one opens the Video screen", async ({
  opened: page,
  desk,
}) => {
  await begin(page);
  await fill(page, desk, "videodoktor", { key: "not-the-key" });
  await page.getByTestId("connection-check").click();
  await expect(page.getByRole("alert")).toContainText("VideoDoktor answers, but refuses the key");
  await page.getByTestId("connection-key").fill(String(desk.accounts.videodoktor["key"]));
  await page.getByTestId("connection-check").click();
  await expect(page.getByRole("row", { name: /Date and time/ })).toContainText("its clock agrees");
  await expectAccessible(page);
  await picture(page, "connect-videodoktor");
  await page.getByTestId("connection-save").click();
  await expect(page.getByTestId("nav-video")).toBeVisible();
});

test("Gensoft: saved untested, and said so until something was sent", async ({ opened: page, desk }) => {
  await begin(page);
  await fill(page, desk, "gensoft");
  await expect(page.getByTestId("connection-check")).toHaveCount(0);
  await expect(page.getByText(/Gensoft has no question that changes nothing/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "connect-gensoft");
  await page.getByRole("button", { name: "Save untested" }).click();
  await expect(page.getByTestId("nav-lab")).toBeVisible();
  await settings(page);
  await expect(card(page, "Gensoft")).toContainText("Untested");
  await card(page, "Gensoft").getByRole("button", { name: "Check" }).click();
  await expect(card(page, "Gensoft").getByText("Not tested")).toBeVisible();
});

test("Gensoft by plain http: only after the warning was read and ticked", async ({ opened: page, desk }) => {
  await begin(page);
  await fill(page, desk, "gensoft", { base_url: "http://lab.example.test" });
  await page.getByTestId("connection-save").click();
  await expect(page.getByText(/Read the warning and tick it/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "connect-gensoft-open");
  await page.getByText(/I have read this/).click();
  await page.getByTestId("connection-save").click();
  await settings(page);
  await expect(card(page, "Gensoft")).toContainText("Others can read what is sent");
});

test("eHealth: checked and saved; the Contracts screen appears", async ({ opened: page, desk }) => {
  await begin(page);
  await fill(page, desk, "ehealth");
  await page.getByTestId("connection-check").click();
  await expect(page.getByText("The account can be used")).toBeVisible();
  await expect(page.getByRole("row", { name: /One contract request/ })).toContainText("works");
  await expectAccessible(page);
  await picture(page, "connect-ehealth");
  await page.getByTestId("connection-save").click();
  await expect(page.getByTestId("nav-contracts")).toBeVisible();
});

test("one after the other: five connections, a second of one vendor, a report of a check kept", async ({
  opened: page,
  desk,
}) => {
  await desk.connect("medsoft", "MedSoft");
  await settings(page);
  for (const vendor of ["alfadocs", "videodoktor", "gensoft", "ehealth", "medsoft"] as const) {
    await page.getByTestId("connection-add").click();
    await fill(page, desk, vendor);
    if (vendor !== "gensoft") {
      await page.getByTestId("connection-check").click();
      await expect(page.getByText("The account can be used")).toBeVisible();
    }
    await page.getByTestId("connection-save").click();
    await expect(page.getByTestId("connection-add")).toBeVisible();
  }
  const { connections } = await desk.call("app_state", {});
  expect(connections.map(({ name }) => name).toSorted()).toEqual([
    "AlfaDocs",
    "Gensoft",
    "MedSoft",
    "MedSoft 2",
    "VideoDoktor",
    "eHealth",
  ]);
  for (const screen of ["today", "patients", "video", "lab", "contracts"])
    await expect(page.getByTestId(`nav-${screen}`)).toBeVisible();
  const alfadocs = card(page, "AlfaDocs");
  await alfadocs.getByRole("button", { name: "Check" }).click();
  await alfadocs.getByTestId("connection-report-save").click();
  await expect(page.getByText(/Saved as connection-check-alfadocs-/)).toBeVisible();
});

test("a key is replaced after the new one was tried; a change is tried before it is kept", async ({
  opened: page,
  desk,
}) => {
  await desk.connect("videodoktor", "Video");
  await settings(page);
  const one = card(page, "Video");
  await one.getByRole("button", { name: "Replace keys" }).click();
  await one.getByTestId("connection-key").fill("not-the-key");
  await one.getByRole("button", { name: "Check and replace" }).click();
  await expect(one.getByRole("alert")).toContainText("refuses the key");
  await expect(one.getByText("The old keys were kept.")).toBeVisible();
  await one.getByTestId("connection-key").fill(String(desk.accounts.videodoktor["key"]));
  await one.getByRole("button", { name: "Check and replace" }).click();
  await expect(page.getByText("Video: api_key replaced and tested")).toBeVisible();

  await desk.admin("/down", { down: true });
  await one.getByRole("button", { name: "Edit" }).click();
  await one.getByTestId("connection-base-url").fill("https://another.videodoktor.example");
  // The kept keys go to no server that they were not entered for.
  await one.getByRole("button", { name: "Save" }).click();
  await expect(one.getByTestId("connection-key")).toHaveAttribute("aria-invalid", "true");
  await one.getByTestId("connection-app-key").fill(String(desk.accounts.videodoktor["app_key"]));
  await one.getByTestId("connection-key").fill(String(desk.accounts.videodoktor["key"]));
  await one.getByRole("button", { name: "Save" }).click();
  await expect(one.getByRole("alert")).toContainText("Nothing answers at this address");
  await one.getByTestId("connection-save-anyway").click();
  await expect(one.getByText("https://another.videodoktor.example")).toBeVisible();
});
