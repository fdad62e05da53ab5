import type { Page } from "@playwright/test";
import type { Connection, PatientPage, PriceItem } from "../src/platform/bindings";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, test } from "./test";

/** What the vendor itself has of a patient's money, asked past the desk. */
interface AtVendor {
  services: { code: number; name: string; quantity: number; invoice: number | null }[];
  notes: { code: number; total: string; invoice: number | null }[];
  invoices: { code: number }[];
}

interface Case {
  connection: Connection;
  page: PatientPage;
  /** Its code there. */
  code: string;
  item: PriceItem;
  place: string;
  before: AtVendor;
}

const atVendor = (desk: Devhost, code: string) => desk.admin<AtVendor>(`/medsoft/patients/${code}`);

/** Somebody without money there yet, a confirmed work point, and something that is sold at it. */
async function ready(desk: Devhost): Promise<Case> {
  const [connection] = await desk.call("connections", {});
  if (!connection) throw new Error("nothing is connected");
  const seen = await desk.call("connection_work_points", { id: connection.id });
  const points = seen.map((point, index) => ({ ...point, vendor_id: point.vendor_id ?? String(index + 1) }));
  await desk.call("connection_work_points_confirm", { id: connection.id, work_points: points });
  const place = points.find(({ vendor_id }) => vendor_id === "1") ?? points[0];
  if (!place?.vendor_id) throw new Error("the clinic has no work point");
  await desk.call("price_list_refresh", { id: connection.id });
  const { items } = await desk.call("price_list", {
    connection: connection.id,
    text: "",
    work_point: place.vendor_id,
  });
  const item = items.find(
    ({ kind, price, takes_quantity }) => kind === "service" && price?.currency === "RON" && takes_quantity,
  );
  if (!item) throw new Error("the price list sells nothing");
  const { hits } = await desk.call("patients_find", { text: "a", limit: 60 });
  for (const { id, birth_date, sources } of hits) {
    const code = sources[0]?.vendor_id;
    if (!code || !birth_date) continue;
    const before = await atVendor(desk, code);
    if (before.services.length + before.notes.length > 0) continue;
    const page = await desk.call("patient_open", { id });
    return { connection, page, code, item, place: place.name, before };
  }
  throw new Error("everybody has been invoiced already");
}

const form = (page: Page) => page.getByRole("form", { name: "New invoice" });
const invoice = (page: Page) => page.getByTestId("invoice");

/** The form of a new invoice for somebody found by name and birth date, opened by key. */
async function begin(page: Page, { page: { patient } }: Case): Promise<void> {
  await page.getByTestId("search-input").fill(`${patient.name} ${patient.birth_date ?? ""}`);
  await page.getByTestId("search-hit").first().click();
  await expect(page.getByTestId("patient-invoice").first()).toBeVisible();
  await page.locator("main").focus();
  await page.keyboard.press("i");
  await expect(form(page)).toBeVisible();
}

/** Adds the service, so many times, and has it paid in cash. */
async function fill(page: Page, { item, place }: Case, quantity = 1): Promise<void> {
  await page.getByTestId("invoice-work-point").click();
  await page.getByRole("option", { name: place }).click();
  await page.getByTestId("invoice-search").fill(`${quantity}* ${item.name}`);
  await expect(page.getByTestId("price-item").first()).toHaveAttribute("data-code", item.code);
  await page.getByTestId("invoice-search").press("Enter");
  await expect(page.getByTestId("invoice-line")).toHaveCount(1);
  await form(page).getByText("Cash", { exact: true }).click();
}

async function issue(page: Page): Promise<void> {
  await page.getByTestId("invoice-issue").click();
  await page.getByTestId("invoice-confirm").click();
  await expect(invoice(page)).toBeVisible();
}

test("an invoice is typed by keys, issued in three steps, and its paper looked at", async ({
  opened: page,
  desk,
}) => {
  const what = await ready(desk);
  await begin(page, what);
  await fill(page, what, 2);
  await page.getByTestId("invoice-given").fill("100000");
  await expect(page.getByTestId("invoice-change")).toContainText("Give back");
  await picture(page, "invoice-form");
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Issue this invoice" });
  await expect(dialog).toContainText(what.page.patient.name, { ignoreCase: true });
  await picture(page, "invoice-confirm");
  await expectAccessible(page);
  await expect(page.getByTestId("invoice-confirm")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(invoice(page)).toHaveAttribute("data-state", "issued", { timeout: 20_000 });
  await expect(page.getByTestId("invoice-state")).toContainText("Issued:");
  await picture(page, "invoice-issued");
  await expectAccessible(page);
  const there = await atVendor(desk, what.code);
  expect(there.invoices).toHaveLength(what.before.invoices.length + 1);
  expect(there.notes).toHaveLength(1);
  expect(there.services.every(({ invoice: of }) => of !== null)).toBe(true);
  await page.getByTestId("invoice-paper").click();
  await expect(page.getByTestId("paper-page")).toBeVisible();
  await picture(page, "invoice-paper");
  await page.keyboard.press("Escape");
  await page.getByTestId("invoice-next").click();
  await expect(page.getByTestId("search-input")).toBeFocused();
  // It is found again on the patient's page.
  await page.getByTestId("search-input").fill(`${what.page.patient.name} ${what.page.patient.birth_date}`);
  await page.getByTestId("search-hit").first().click();
  await expect(page.getByTestId("invoice-row").first()).toHaveAttribute("data-state", "issued");
});

test("an answer lost at the last step is closed by what a person found there", async ({
  opened: page,
  desk,
}) => {
  const what = await ready(desk);
  await begin(page, what);
  await fill(page, what);
  await desk.admin("/faults", { kind: "drop_after", operation: "medsoft/add-invoice", times: 1 });
  await issue(page);
  await expect(invoice(page)).toHaveAttribute("data-state", "needs_person", { timeout: 30_000 });
  await expect(invoice(page)).toHaveAttribute("data-reached", "payment");
  await expect(page.getByTestId("invoice-state")).toContainText("not yet invoiced");
  await page.getByTestId("invoice-decide").click();
  await page.getByTestId("invoice-answer-happened").click();
  await picture(page, "invoice-question");
  await expectAccessible(page);
  await page.getByTestId("invoice-series").fill("VVM");
  await page.getByTestId("invoice-number-there").fill("998");
  await page.getByTestId("invoice-answer").click();
  await expect(invoice(page)).toHaveAttribute("data-state", "issued");
  await expect(page.getByTestId("invoice-state")).toContainText("VVM 998");
  const there = await atVendor(desk, what.code);
  expect(there.invoices).toHaveLength(1);
  expect(there.notes).toHaveLength(1);
});

test("without a line an invoice is prepared, and issued when the line is back", async ({
  opened: page,
  desk,
}) => {
  const what = await ready(desk);
  await begin(page, what);
  await fill(page, what);
  await desk.admin("/down", { down: true });
  await issue(page);
  await expect(invoice(page)).toHaveAttribute("data-state", "prepared", { timeout: 30_000 });
  await picture(page, "invoice-prepared");
  await expectAccessible(page);
  // The money was taken: the patient gets a slip, which is no invoice.
  await page.getByTestId("invoice-slip").click();
  await expect(page.getByTestId("paper-page")).toBeVisible();
  await picture(page, "invoice-slip");
  await page.keyboard.press("Escape");
  await page.getByTestId("nav-money").click();
  await expect(page.getByTestId("invoices-unfinished")).toBeVisible();
  await expect(page.getByTestId("invoices-unfinished").getByTestId("invoice-row")).toHaveCount(1);
  await desk.admin("/down", { down: false });
  expect((await atVendor(desk, what.code)).services).toHaveLength(0);
  await page.getByTestId("invoices-unfinished").getByTestId("invoice-row").click();
  await expect(async () => {
    await page.getByTestId("invoice-resume").click({ timeout: 1000 });
    await expect(invoice(page)).toHaveAttribute("data-state", "issued", { timeout: 5000 });
  }).toPass({ timeout: 45_000 });
  expect((await atVendor(desk, what.code)).invoices).toHaveLength(1);
});
