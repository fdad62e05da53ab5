import type { Page } from "@playwright/test";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, prefer, test } from "./test";

test.use({ situation: "training" });

/** A message about an order, as the laboratory got it. */
interface Sent {
  body: Record<string, unknown>;
}

/** Everything the laboratory was told about an order, asked past the desk. */
async function told(desk: Devhost, number: string): Promise<Sent[]> {
  const all = await desk.admin<Record<string, Sent[]>>("/gensoft/attendances");
  return all[number] ?? [];
}

/** The first execution that the laboratory knows. */
async function execution(desk: Devhost): Promise<string> {
  const [id] = Object.keys(await desk.admin<Record<string, unknown>>("/gensoft/executions"));
  if (!id) throw new Error("the laboratory has no execution");
  return id;
}

async function openLab(page: Page): Promise<void> {
  await page.getByTestId("nav-lab").click();
  await expect(page.getByRole("tab", { name: /Orders/ })).toBeVisible();
}

/** Types a new order and sends it; answers its number. */
async function order(page: Page, name: string): Promise<string> {
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "New order" });
  await form.getByTestId("lab-patient-name").fill(name);
  await form.getByTestId("lab-procedure-0-code").fill("EXO");
  await form.getByTestId("lab-procedure-0-name").fill("Exoma completo");
  await form.getByTestId("lab-sample-0-code").fill("AM-1001");
  // The desk gives the number a moment after the form stands.
  const header = form.locator("header");
  await expect(header).toHaveText(/Order \S+?Back/);
  const words = (await header.textContent()) ?? "";
  const number = /Order (\S+?)Back/.exec(words)?.[1];
  if (!number) throw new Error(`no number in ${words}`);
  await form.getByTestId("lab-send").click();
  await expect(rowOf(page, number)).toBeVisible();
  return number;
}

const rowOf = (page: Page, number: string) =>
  page.locator(`[data-testid="lab-order"][data-number="${number}"]`);
const standing = (page: Page, number: string) => rowOf(page, number).getByTestId("lab-standing");

const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
    "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n",
);

/** Chooses a file in the open upload and sends it. */
async function upload(page: Page, id: string, file: { name: string; buffer: Buffer }): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Upload a report" });
  await dialog.getByTestId("lab-execution").fill(id);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "Choose a PDF" }).click(),
  ]);
  await chooser.setFiles({ ...file, mimeType: "application/pdf" });
}

test("an order is typed, told to the laboratory, changed and cancelled", async ({ opened: page, desk }) => {
  await prefer(desk, page, { hold_seconds: 0 });
  await openLab(page);
  const number = await order(page, "Ferreira Ana");
  await expect(standing(page, number)).toHaveText("Ordered");
  expect(await told(desk, number)).toHaveLength(1);

  await page.getByTestId("lab-exams-changed").click();
  const form = page.getByRole("form", { name: "Change exams" });
  await expect(form.getByTestId("lab-procedure-0-code")).toHaveValue("EXO");
  // Enter in a row begins the next one.
  await form.getByTestId("lab-procedure-0-name").press("Enter");
  await page.keyboard.type("CAR");
  await form.getByTestId("lab-send").click();
  await expect(standing(page, number)).toHaveText("Exams changed");
  await expect.poll(async () => JSON.stringify((await told(desk, number)).at(-1)?.body)).toContain("CAR");

  await page.getByTestId("lab-cancel").click();
  const dialog = page.getByRole("dialog", { name: "Cancel this order" });
  await expect(dialog).toContainText("Ferreira Ana");
  await expect(dialog).toContainText(number);
  await expectAccessible(page);
  await dialog.getByTestId("lab-end").click();
  await expect(standing(page, number)).toHaveText("Cancelled");
  await expect.poll(() => told(desk, number)).toHaveLength(3);
  await expect(page.getByTestId("lab-cancel")).toBeHidden();
});

test("an order from a patient's page carries what is known, and an undo keeps it from the laboratory", async ({
  opened: page,
  desk,
}) => {
  await prefer(desk, page, { hold_seconds: 30 });
  const { rows } = await desk.call("day", {});
  const row = rows.find((each) => !each.foreign && each.patient.name.split(" ", 1)[0]!.length > 4);
  if (!row) throw new Error("nobody is expected today");
  await page
    .getByTestId("search-input")
    .fill(`${row.patient.name.split(" ", 1)[0]} ${row.patient.birth_date ?? ""}`);
  await page.getByTestId("search-hit").filter({ hasText: row.patient.name }).first().click();
  await page.getByTestId("patient-lab").click();
  const form = page.getByRole("form", { name: "New order" });
  // Laboratories write given names first.
  for (const name of row.patient.name.split(" "))
    await expect(form.getByTestId("lab-patient-name")).toHaveValue(new RegExp(name, "i"));
  await form.getByTestId("lab-procedure-0-code").fill("EXO");
  await form.getByTestId("lab-send").click();
  await expect(page.getByTestId("lab-order").first().getByTestId("lab-standing")).toContainText(
    "Not sent yet",
  );
  await page.getByTestId("toast-undo").click();
  await expect(form.getByTestId("lab-procedure-0-code")).toHaveValue("EXO");
  expect(await desk.admin("/gensoft/attendances")).toEqual({});
});

test("says beside the fields what is missing, and shows what will be sent", async ({ opened: page }) => {
  await openLab(page);
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "New order" });
  await form.getByTestId("lab-send").click();
  await expect(form.getByTestId("lab-missing")).toContainText("2 things are missing");
  await expect(form.getByTestId("lab-patient-name")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("Ferreira Ana");
  await form.getByTestId("lab-procedure-0-code").fill("EXO");
  await form.getByRole("button", { name: "What will be sent" }).click();
  await expect(form.getByRole("region", { name: "What will be sent" })).toContainText("Ferreira Ana");
  await picture(page, "lab-preview");
});

test("a lost answer asks a person, and an order that is there is not sent again", async ({
  opened: page,
  desk,
}) => {
  await prefer(desk, page, { hold_seconds: 0 });
  await openLab(page);
  await desk.admin("/faults", { kind: "drop_after", operation: "send-attendance", times: 1 });
  const number = await order(page, "Ferreira Ana");
  await expect(standing(page, number)).toContainText("question");
  await page.getByRole("complementary").getByRole("button", { name: "Show unsent" }).click();
  await page.getByRole("button", { name: "Decide" }).click();
  const dialog = page.getByRole("dialog", { name: "Did it arrive?" });
  await expect(dialog).toContainText(number);
  await expectAccessible(page);
  await picture(page, "unsent-look-there");
  await dialog.getByTestId("question-happened").click();
  await expect(dialog).toBeHidden();
  await openLab(page);
  await expect(standing(page, number)).toHaveText("Ordered");
  expect(await told(desk, number)).toHaveLength(1);
});

test("a lost order that did not arrive is sent again by a person", async ({ opened: page, desk }) => {
  await prefer(desk, page, { hold_seconds: 0 });
  await openLab(page);
  await desk.admin("/faults", { kind: "drop_before", operation: "send-attendance", times: 1 });
  const number = await order(page, "Ferreira Ana");
  await expect(standing(page, number)).toContainText("question");
  expect(await told(desk, number)).toHaveLength(0);
  await page.getByTestId("nav-unsent").click();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByTestId("question-send").click();
  await expect.poll(() => told(desk, number)).toHaveLength(1);
  await openLab(page);
  await expect(standing(page, number)).toHaveText("Ordered");
});

test("a file that is no PDF is refused in words, and one that waits goes when the line is back", async ({
  opened: page,
  desk,
}) => {
  const id = await execution(desk);
  await openLab(page);
  await page.keyboard.press("u");
  await upload(page, id, { name: "page.pdf", buffer: Buffer.from("<html></html>") });
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("This is not a PDF");
  await page.getByRole("button", { name: "Cancel" }).click();

  await desk.admin("/down", { down: true });
  await page.keyboard.press("u");
  await upload(page, id, { name: "laudo.pdf", buffer: PDF });
  await page.getByTestId("lab-upload-send").click();
  const report = page.getByTestId("lab-report").first();
  await expect(report).toContainText("Waits for the line");
  await picture(page, "lab-waiting");
  await desk.admin("/down", { down: false });
  await expect(report).toContainText("Uploaded", { timeout: 60_000 });
});

for (const look of [
  { name: "light", theme: "light", language: "en" },
  { name: "dark", theme: "dark", language: "en" },
  { name: "contrast", theme: "contrast", language: "en" },
  { name: "ro", theme: "light", language: "ro" },
] as const) {
  test(`the laboratory's screens are accessible and pictured: ${look.name}`, async ({
    opened: page,
    desk,
  }) => {
    await page.getByTestId("nav-lab").click();
    await page.getByTestId("lab-new").waitFor();
    await order(page, "Ferreira Ana");
    await prefer(desk, page, look);
    await expectAccessible(page);
    await picture(page, `lab-${look.name}`);
    await page.keyboard.press("n");
    await expect(page.getByTestId("lab-send")).toBeVisible();
    await expectAccessible(page);
    await picture(page, `lab-order-${look.name}`);
    await page.keyboard.press("Escape");
    await page.getByTestId("lab-tab-reports").click();
    await expectAccessible(page);
    await picture(page, `lab-reports-${look.name}`);
  });
}

test.describe("over a line", () => {
  test.use({ situation: "connected" });

  test("a report is uploaded, and a second one replaces it", async ({ opened: page, desk }) => {
    await desk.connect("gensoft", "Gensoft");
    const id = await execution(desk);
    await openLab(page);
    // Bytes leave at once; the laboratory takes its time to answer.
    await desk.admin("/faults", { kind: "latency", operation: "upload-report", times: 1, ms: 3000 });
    await page.keyboard.press("u");
    await upload(page, id, { name: "laudo.pdf", buffer: PDF });
    await expect(page.getByRole("dialog")).toContainText("laudo.pdf, 1 kB");
    await expectAccessible(page);
    await picture(page, "lab-upload");
    await page.getByTestId("lab-upload-send").click();
    const report = page.getByTestId("lab-report").first();
    await expect(report.getByTestId("lab-progress")).toBeVisible();
    await expectAccessible(page);
    await picture(page, "lab-uploading");
    await expect(report).toContainText("Uploaded");
    const versions = async () =>
      (await desk.admin<Record<string, { reports: unknown[] }>>("/gensoft/executions"))[id]?.reports.length;
    expect(await versions()).toBe(1);

    await report.getByRole("button", { name: /Upload again/ }).click();
    await expect(page.getByRole("dialog")).toContainText("This one replaces it");
    await upload(page, id, { name: "laudo-2.pdf", buffer: PDF });
    await page.getByTestId("lab-upload-send").click();
    await expect(page.getByTestId("lab-report").first()).toContainText("laudo-2.pdf");
    await expect.poll(versions).toBe(2);
  });
});
