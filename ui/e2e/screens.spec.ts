import { expect, expectAccessible, picture, prefer, test } from "./test";

const LOOKS = [
  { name: "light", theme: "light", language: "en" },
  { name: "dark", theme: "dark", language: "en" },
  { name: "contrast", theme: "contrast", language: "en" },
  { name: "ro", theme: "light", language: "ro" },
] as const;

test.use({ situation: "training" });

for (const look of LOOKS) {
  test(`every screen is accessible and pictured: ${look.name}`, async ({ opened: page, desk }) => {
    test.slow();
    await prefer(desk, page, look);
    await expect(page.getByTestId("today-row").first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("j");
    await expect(page.getByRole("complementary")).toBeVisible();
    await expectAccessible(page);
    await picture(page, `today-${look.name}`);
    await page.keyboard.press("s");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    // The focus goes back to the row a moment after the menu is gone; a key pressed before that is the row's too.
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tab").first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, `patient-${look.name}`);
    await page.keyboard.press("e");
    await expect(page.getByRole("complementary").getByRole("textbox").first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, `edit-patient-${look.name}`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("pop");
    await expect(page.getByTestId("search-vendor")).toBeVisible();
    await expectAccessible(page);
    await picture(page, `search-${look.name}`);
    await page.keyboard.press("Escape");
    // Something unsent, so that its screen is there: a status that waits in the held moment.
    await prefer(desk, page, { hold_seconds: 30 });
    const { rows } = await desk.call("day", {});
    const row = rows.find((each) => each.vendor_id !== null && !each.foreign && each.stage === "expected");
    const mark = row?.statuses.find((each) => each.active && !each.set && each.stage === "done");
    if (!row || !mark) throw new Error("no row to change");
    await desk.call("appointment_set_status", {
      appointment: row.id,
      key: mark.key,
      value: true,
      intent: crypto.randomUUID(),
    });
    for (const screen of ["unsent", "patients", "settings"]) {
      await page.getByTestId(`nav-${screen}`).click();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await picture(page, `${screen}-${look.name}`);
    }
  });
}
