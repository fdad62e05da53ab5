import type { Page } from "@playwright/test";
import type { AppointmentRow } from "../src/platform/bindings";
import type { Devhost } from "./devhost";
import { expect, picture, prefer, test } from "./test";

interface VendorAppointment {
  flags: Record<string, boolean> | boolean[];
}

/** Whether the vendor itself has a status set, asked past the desk. */
async function atVendor(desk: Devhost, row: AppointmentRow, key: string): Promise<boolean> {
  const { flags } = await desk.admin<VendorAppointment>(`/medsoft/appointments/${row.vendor_id}`);
  return Boolean(Array.isArray(flags) ? flags[Number(key) - 1] : flags[key]);
}

/** A row of today that can be marked as arrived, and the key of that status; booked at the vendor where the hour leaves none. */
async function waitingFor(desk: Devhost): Promise<{ row: AppointmentRow; key: string }> {
  const found = await expectedRow(desk);
  if (found) return found;
  const { hits } = await desk.call("patients_find", { text: "a" });
  const person = hits.find((hit) => hit.name.split(" ", 1)[0]!.length > 4 && hit.sources[0]?.vendor_id);
  if (!person) throw new Error("nobody is known");
  await desk.admin("/medsoft/appointments", { patient: Number(person.sources[0]?.vendor_id) });
  await desk.call("patient_refresh", { id: person.id });
  const booked = await expectedRow(desk);
  if (!booked) throw new Error("nobody is expected today");
  return booked;
}

async function expectedRow(desk: Devhost): Promise<{ row: AppointmentRow; key: string } | null> {
  const { rows } = await desk.call("day", {});
  for (const row of rows) {
    const mark = row.statuses.find((each) => each.active && !each.set && each.stage === "arrived");
    const comes = row.stage === "expected" || row.stage === "confirmed";
    // A name of some length, so that a fragment of it means few people.
    if (mark && comes && row.vendor_id && !row.foreign && row.patient.name.split(" ", 1)[0]!.length > 4) {
      return { row, key: mark.key };
    }
  }
  return null;
}

const rowOf = (page: Page, row: AppointmentRow) => page.locator(`[data-appointment="${row.id}"]`);

test("a patient is found by a fragment, marked as arrived at the vendor, and taken back", async ({
  opened: page,
  desk,
}) => {
  await prefer(desk, page, { hold_seconds: 1 });
  const { row, key } = await waitingFor(desk);
  const fragment = row.patient.name.split(" ")[0]?.slice(1) ?? "";
  await page.getByTestId("search-input").fill(`${fragment} ${row.patient.birth_date ?? ""}`);
  await page.getByTestId("search-hit").filter({ hasText: row.patient.name }).first().click();
  await expect(
    page.getByRole("complementary").getByRole("heading", { name: new RegExp(row.patient.name, "i") }),
  ).toBeVisible();

  await rowOf(page, row).getByTestId("status-button").click();
  await page.getByTestId(`status-option-${key}`).click();
  // The remark stays as long as it is pointed at, however long the vendor takes.
  await page.getByTestId("toast-undo").hover();
  await expect(rowOf(page, row).getByTestId("status-button")).toHaveAttribute("data-stage", "arrived");
  await expect.poll(() => atVendor(desk, row, key)).toBe(true);
  await expect(rowOf(page, row).getByTestId("status-button")).not.toHaveClass(/pending/);

  await page.getByTestId("toast-undo").click();
  await expect(rowOf(page, row).getByTestId("status-button")).not.toHaveAttribute("data-stage", "arrived");
  await expect.poll(() => atVendor(desk, row, key)).toBe(false);
});

test("an undo within the held moment never reaches the vendor", async ({ opened: page, desk }) => {
  await prefer(desk, page, { hold_seconds: 30 });
  const { row, key } = await waitingFor(desk);
  await desk.admin("/medsoft/log", undefined, "DELETE");
  await rowOf(page, row).getByTestId("status-button").click();
  await page.getByTestId(`status-option-${key}`).click();
  // As long as the remark is pointed at it stays, and with it the key that takes the action back.
  await page.getByTestId("toast-undo").hover();
  await expect(rowOf(page, row).getByTestId("status-button")).toHaveClass(/pending/);
  await picture(page, "today-pending");
  await page.keyboard.press("Control+z");
  await expect(rowOf(page, row).getByTestId("status-button")).not.toHaveClass(/pending/);
  const log = await desk.admin<{ counts: Record<string, number> }>("/medsoft/log");
  expect(log.counts["set-appointment-status"] ?? 0).toBe(0);
});

test("a status that was renamed meanwhile is asked about, not sent", async ({ opened: page, desk }) => {
  await prefer(desk, page, { hold_seconds: 0 });
  const { row, key } = await waitingFor(desk);
  await rowOf(page, row).getByTestId("status-button").click();
  await expect(page.getByTestId(`status-option-${key}`)).toBeVisible();
  // Renamed while the menu stands: however slowly it is pressed then, it is sent after that.
  await desk.admin(`/medsoft/statuses/${key}`, { name: "Cu totul altceva" });
  await page.getByTestId(`status-option-${key}`).click();
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByText(/Cu totul altceva/).first()).toBeVisible();
  await picture(page, "unsent-question");
  expect(await atVendor(desk, row, key)).toBe(false);
});

test("without a line the desk goes on: search, list and statuses, and sends when the line is back", async ({
  opened: page,
  desk,
}) => {
  await prefer(desk, page, { hold_seconds: 0 });
  const { row, key } = await waitingFor(desk);
  await desk.admin("/down", { down: true });
  await rowOf(page, row).getByTestId("status-button").click();
  await page.getByTestId(`status-option-${key}`).click();
  await expect(page.getByTestId("offline-line")).toBeVisible();
  await expect(rowOf(page, row).getByTestId("status-button")).toHaveClass(/pending/);
  await page.getByTestId("search-input").fill(row.patient.name);
  await expect(page.getByTestId("search-hit").first()).toContainText(row.patient.name, { ignoreCase: true });
  await page.keyboard.press("Escape");
  await picture(page, "today-offline");
  await desk.admin("/down", { down: false });
  await expect.poll(() => atVendor(desk, row, key), { timeout: 60_000 }).toBe(true);
  await expect(page.getByTestId("offline-line")).toBeHidden();
});

test("a patient named like a piece of a page is text everywhere", async ({ opened: page, desk }) => {
  const name = "<img src=x onerror=alert(1)>";
  await desk.admin("/medsoft/patients", { last: name, first: "Ana", phone: "0700000000" });
  await page.getByTestId("search-input").fill("onerror");
  await page.keyboard.press("Control+Enter");
  const hit = page.getByTestId("search-hit").filter({ hasText: /onerror=alert/i });
  await hit.first().click();
  await expect(
    page.getByRole("complementary").getByRole("heading", { name: /onerror=alert/i }),
  ).toBeVisible();
  await expect(page.locator("img")).toHaveCount(0);
});

test("a row that the vendor sent without a number cannot be changed, and says why", async ({
  opened: page,
  desk,
}) => {
  const { row } = await waitingFor(desk);
  await desk.admin("/medsoft/appointments", { patient: Number(row.patient.vendor_id), bare: true });
  await desk.call("patient_refresh", { id: row.patient.id });
  const bare = page
    .locator('[data-testid="today-row"][data-vendor-id=""]')
    .filter({ hasText: new RegExp(row.patient.name, "i") });
  await expect(bare.first().getByTestId("status-button")).toBeDisabled();
  // A person presses it all the same.
  await bare.first().getByTestId("status-button").click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("complementary").getByText(/without a number/)).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByTestId("toast")).toContainText("without a number");
});

test("counts of any size stand in one line, so that the list stays where it is", async ({ opened: page }) => {
  await page.setViewportSize({ width: 1024, height: 720 });
  await expect(page.getByTestId("today-row").first()).toBeVisible();
  const chips = page.locator(".chips");
  const height = () => chips.evaluate((element) => element.clientHeight);
  const before = await height();
  await chips.evaluate((element) => {
    for (const words of element.querySelectorAll(".chip__words"))
      words.textContent += " longest 15 h 54+ min";
  });
  expect(await height()).toBe(before);
});
