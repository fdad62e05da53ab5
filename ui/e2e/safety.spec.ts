import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Devhost } from "./devhost";
import { MANAGER, expect, expectAccessible, picture, test } from "./test";

const PIN = "730194";
const PASSPHRASE = "o frază destul de lungă";

test("the access log tells who opened whom, and that nobody has changed it", async ({
  opened: page,
  desk,
}) => {
  const row = page.getByTestId("today-row").first();
  await row.click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").getByRole("tab").first()).toBeVisible();
  await page.getByTestId("nav-settings").click();
  await page.getByTestId("access-log-open").click();
  const log = page.getByRole("table", { name: "Access log" });
  await expect(log.getByText("Opened a patient").first()).toBeVisible();
  await expect(log).toContainText(MANAGER.name);
  await page.getByTestId("log-verify").click();
  await expect(page.getByRole("status").filter({ hasText: /checked/ })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "access-log");
  await page.getByTestId("log-export").click();
  await expect(page.getByTestId("toast")).toContainText("Saved as");
  const { lines } = await desk.call("access_log", {
    from: null,
    to: null,
    user: null,
    person: null,
    appointment: null,
    act: null,
    before: null,
  });
  expect(lines.map(({ act }) => act)).toContain("log_exported");
});

test("the down-time sheet opens by its PIN on the lock screen, and wrong ones are counted", async ({
  opened: page,
}) => {
  await page.getByTestId("nav-settings").click();
  await page.getByRole("tab", { name: "Down-time sheet" }).click();
  for (const field of ["sheet-pin-new", "sheet-pin-again"]) await page.getByTestId(field).fill("123456");
  await page.getByTestId("sheet-pin-save").click();
  await expect(page.getByText(/too easily guessed/)).toBeVisible();
  for (const field of ["sheet-pin-new", "sheet-pin-again"]) await page.getByTestId(field).fill(PIN);
  await page.getByTestId("sheet-pin-save").click();
  await expect(page.getByTestId("toast")).toContainText("The staff PIN is set");
  await page.getByTestId("sheet-make").click();
  await expect(page.getByTestId("sheet-made")).toContainText("Made");
  await expectAccessible(page);
  await picture(page, "settings-sheet");
  await page.keyboard.press("Control+l");
  await expect(page.getByTestId("lock-screen")).toBeVisible();
  await page.keyboard.press("F8");
  await page.getByTestId("sheet-pin").fill("000111");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sheet-pin")).toHaveValue("");
  await expectAccessible(page);
  await picture(page, "sheet-pin");
  await page.getByTestId("sheet-pin").fill(PIN);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/stands open in the computer's own application/)).toBeVisible();
});

test("a manager erases a patient, whose page is left and who is found no more", async ({
  opened: page,
  desk,
}) => {
  const { rows } = await desk.call("day", {});
  const patient = rows.find((each) => each.vendor_id !== null)?.patient;
  if (!patient) throw new Error("nobody today");
  await page.getByTestId("search-input").fill(patient.name);
  await page.getByTestId("search-hit").first().click();
  await page.getByRole("complementary").getByRole("tab").first().waitFor();
  await page.getByTestId("patient-more").click();
  await page.getByRole("menuitem", { name: /Erase/ }).click();
  await page.getByTestId("erase-reason").fill("asked for it in writing");
  await expectAccessible(page);
  await picture(page, "erase-patient");
  await page.getByTestId("erase-do").click();
  await expect(page.getByText(/^Type exactly/)).toBeVisible();
  await page.getByTestId("erase-name").fill(patient.name);
  await page.getByTestId("erase-do").click();
  await expect(page.getByTestId("toast")).toContainText("erased from this desk");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  const { hits } = await desk.call("patients_find", { text: patient.name });
  expect(hits.map(({ id }) => id)).not.toContain(patient.id);
  const { lines } = await desk.call("access_log", {
    from: null,
    to: null,
    user: null,
    person: null,
    appointment: null,
    act: "patient_erased",
    before: null,
  });
  expect(lines.map((line) => [line.reason, line.user_name])).toEqual([
    ["asked for it in writing", MANAGER.name],
  ]);
});

test("what is unsent is changed in its form, and saved as a table", async ({ opened: page, desk }) => {
  await desk.admin("/down", { down: true });
  const { rows } = await desk.call("day", {});
  // Late in the day nobody may be expected any more: whatever can still be set will do.
  const row = rows.find(
    (each) => each.vendor_id !== null && each.statuses.some((one) => one.active && !one.set),
  );
  const mark = row?.statuses.find((each) => each.active && !each.set);
  if (!row || !mark) throw new Error("no row to change");
  const intent = crypto.randomUUID();
  await desk.call("appointment_set_status", { appointment: row.id, key: mark.key, value: true, intent });
  await page.getByTestId("nav-unsent").click();
  await expect(page.getByText(`by ${MANAGER.name}`)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "unsent");
  await page.getByTestId("unsent-export").click();
  await expect(page.getByTestId("toast")).toContainText("Saved as");
  await page.getByTestId("unsent-edit").click();
  await expect(page.getByTestId("unsent-reason")).toBeVisible();
  await page.getByTestId("unsent-reason").fill("a venit mai devreme");
  await expectAccessible(page);
  await picture(page, "unsent-edit");
  await page.getByTestId("unsent-save").click();
  await expect
    .poll(async () => {
      const { entries } = await desk.call("unsent", {});
      return entries.map(({ form }) => form?.kind === "status" && form.reason);
    })
    .toEqual(["a venit mai devreme"]);
});

test("a colleague's change at the vendor is shown beside one's own", async ({ opened: page, desk }) => {
  const { rows } = await desk.call("day", {});
  const patient = rows.find((each) => each.vendor_id !== null)?.patient;
  if (!patient) throw new Error("nobody today");
  await page.getByTestId("search-input").fill(patient.name);
  await page.getByTestId("search-hit").first().click();
  await page.getByRole("complementary").getByRole("tab").first().waitFor();
  await desk.admin("/down", { down: true });
  await page.getByRole("button", { name: /^Edit/ }).click();
  await page.getByTestId("patient-email").fill("constantin-alexandru.popescu@example.net");
  await page.getByTestId("patient-save").click();
  await page.getByTestId("nav-unsent").click();
  await expect(page.getByText("Changed patient").first()).toBeVisible();
  await desk.admin(`/medsoft/patients/${patient.vendor_id}`, { email: "acolo@example.net" });
  await desk.admin("/down", { down: false });
  await page.getByRole("button", { name: /^Decide/ }).click({ timeout: 60_000 });
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("constantin-alexandru.popescu@example.net");
  await expect(dialog).toContainText("acolo@example.net");
  await expectAccessible(page);
  await picture(page, "unsent-conflict");
  await dialog.getByTestId("question-discard").click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Changed patient")).toHaveCount(0);
});

test("a second desk takes the clinic over, and then what the file on a share brings", async ({
  opened: page,
  desk,
}) => {
  const first = await Devhost.start({ training: false });
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-"));
  try {
    await first.call("session_first_manager", { name: "Doina Pop", password: "cal verde fericit" });
    await first.connect("medsoft", "Filiala Nord");
    const save = async () => {
      await first.call("clinic_export", { passphrase: PASSPHRASE });
      return (await first.files()).at(-1) ?? "";
    };
    await page.getByTestId("nav-settings").click();
    await page.getByRole("tab", { name: "Several desks" }).click();
    const path = join(folder, "clinic.frontdesk");
    await page.getByTestId("clinic-watched").fill(path);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText(/There is no file at this path/)).toBeVisible();

    await page.getByTestId("clinic-read").click();
    await page.locator("input[type=file]").setInputFiles(await save());
    await page.getByTestId("clinic-passphrase").fill(PASSPHRASE);
    await page.getByTestId("clinic-look").click();
    const preview = page.getByTestId("clinic-preview");
    await expect(preview.getByText("Filiala Nord")).toBeVisible();
    await expectAccessible(page);
    await picture(page, "clinic-preview");
    await page.getByTestId("clinic-apply").click();
    await expect(page.getByText("Taken over")).toBeVisible();
    await page.getByRole("button", { name: "Go on" }).click();

    await first.call("user_add", {
      name: "Dan Ionescu",
      role: "receptionist",
      password: "plapuma rosie si calda",
    });
    copyFileSync(await save(), path);
    // Looked at every quarter of an hour, and whenever its path is set.
    await desk.call("desk_settings_set", { ...(await desk.call("desk_settings", {})), clinic_file: path });
    await expect(page.getByTestId("clinic-share").getByText("Dan Ionescu")).toBeVisible();
    await expectAccessible(page);
    await picture(page, "clinic-share");
    await page.getByTestId("clinic-share-accept").click();
    await expect(page.getByText("Taken over")).toBeVisible();
    await expect
      .poll(async () => (await desk.call("users", {})).map(({ name }) => name))
      .toContain("Dan Ionescu");

    // No key has come with the account: it says so over every screen, and leads to the field.
    await expect(page.getByTestId("key-line")).toContainText("The key of Filiala Nord is missing");
    await page.getByTestId("key-enter").click();
    const card = page.getByRole("region", { name: "Filiala Nord", exact: true });
    await expect(card.getByTestId("connection-key")).toBeFocused();
    await expect(card).toContainText("Key missing on this computer");
    await expectAccessible(page);
    await picture(page, "connection-key-missing");
    await card.getByTestId("connection-key").fill(String(first.accounts.medsoft["key"]));
    await card.getByRole("button", { name: "Check and save" }).click();
    await expect(page.getByText(/^Filiala Nord: .* entered$/)).toBeVisible();
    await expect(page.getByTestId("key-line")).toHaveCount(0);
  } finally {
    first.stop();
    rmSync(folder, { recursive: true });
  }
});
