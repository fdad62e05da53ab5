import type { Page } from "@playwright/test";
import type { Devhost } from "./devhost";
import { MANAGER, expect, expectAccessible, picture, test } from "./test";

test.use({ situation: "first-start", signedIn: false });

/** The first manager, and the code on paper. */
async function makeManager(page: Page) {
  await page.getByTestId("first-start-connect").click();
  await page.getByTestId("manager-name").fill(MANAGER.name);
  await page.getByTestId("password-new").fill(MANAGER.password);
  await page.getByTestId("password-again").fill(MANAGER.password);
  await expectAccessible(page);
  await picture(page, "first-manager");
  await page.getByTestId("manager-make").click();
  await page.getByTestId("recovery-make").click();
  const groups = page.getByTestId("code-once").locator("span");
  const last = await groups.last().innerText();
  await expectAccessible(page);
  await picture(page, "first-recovery-code");
  await page.getByTestId("recovery-last").fill(last);
  await page.getByTestId("recovery-done").click();
}

async function fill(page: Page, desk: Devhost, changes: Partial<Record<"client_path" | "key", string>> = {}) {
  const account = { base_url: "", client_path: "", key: "", ...desk.accounts.medsoft, ...changes };
  await makeManager(page);
  await page.getByTestId("connection-vendor-medsoft").click();
  await page.getByTestId("connection-name").fill("Clinica Dumbrava");
  await page.getByTestId("connection-base-url").fill(account.base_url);
  await page.getByTestId("connection-client-path").fill(account.client_path);
  await page.getByTestId("connection-key").fill(account.key);
  await page.getByTestId("connection-check").click();
}

test("connects MedSoft: checks, saves, fills and shows the day", async ({ opened: page, desk }) => {
  await expectAccessible(page);
  await picture(page, "first-start");
  await fill(page, desk);
  await expect(page.getByRole("table")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "first-start-checked");
  await page.getByTestId("connection-save").click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByTestId("today-row").first()).toBeVisible();
  await desk.filled();
  await expect(page.getByText(/from all \d+ known patients/)).toBeVisible();
});

test("opens the training clinic, and says so", async ({ opened: page }) => {
  await page.getByTestId("first-start-training").click();
  await expect(page.getByTestId("training-line")).toBeVisible();
  await expect(page.getByTestId("today-row").first()).toBeVisible();
});

test("has words for a wrong key", async ({ opened: page, desk }) => {
  await fill(page, desk, { key: "not-the-key" });
  await expect(page.getByText(/refuses the key/).first()).toBeVisible();
});

test("has words for a wrong client path", async ({ opened: page, desk }) => {
  await fill(page, desk, { client_path: "nobody-here" });
  await expect(page.getByText(/not MedSoft for this clinic/).first()).toBeVisible();
});

test("has words for a vendor that is down", async ({ opened: page, desk }) => {
  await desk.admin("/down", { down: true });
  await fill(page, desk);
  await expect(page.getByText(/Nothing answers at this address/).first()).toBeVisible();
});

test("has words for an answer of 50 MB, and stays usable", async ({ opened: page, desk }) => {
  await desk.admin("/faults", { kind: "huge", operation: "*", times: null });
  await fill(page, desk);
  await expect(page.getByText(/larger than/i).first()).toBeVisible();
  await desk.admin("/faults", undefined, "DELETE");
  await page.getByTestId("connection-check").click();
  await expect(page.getByRole("table")).toBeVisible();
});
