import { expect, picture, test } from "./test";

test.use({ situation: "training" });

test("the whole way without a mouse", async ({ opened: page }) => {
  const rows = page.getByTestId("today-row");
  await expect(rows.first()).toBeVisible();
  await expect(page.getByTestId("training-line")).toBeVisible();

  // Down the list; the focused row is the selected one and shows it.
  await page.keyboard.press("j");
  const selected = page.locator('[data-testid="today-row"][aria-selected="true"]');
  await expect(selected).toHaveCount(1);
  await expect(selected).toBeFocused();
  expect(await selected.evaluate((row) => getComputedStyle(row).outlineStyle)).toBe("solid");

  // Enter opens the patient beside the list, Escape leads back to the appointment.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: /Appointments/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(
    page
      .getByTestId("next-status")
      .or(page.getByRole("button", { name: /Other status/ }))
      .first(),
  ).toBeVisible();

  // S opens the numbered statuses of that patient; Escape leaves everything as it was.
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog")).toBeVisible();
  await picture(page, "status-menu");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(selected).toHaveCount(1);

  // Every key is on the sheet.
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "All keys" })).toBeVisible();
  await picture(page, "help");
  await page.keyboard.press("Escape");

  // Screens by G and a letter.
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByTestId("nav-settings")).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("g");
  await page.keyboard.press("t");

  // Digits start a search; the arrows and Enter open a patient from it.
  await page.keyboard.press("0");
  await page.keyboard.press("7");
  await expect(page.getByTestId("search-input")).toHaveValue("07");
  await expect(page.getByTestId("search-input")).toBeFocused();
  await expect(page.getByTestId("search-hit").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").getByRole("heading", { level: 2 })).toBeVisible();

  // A new patient, typed and left half way, is still there.
  await page.keyboard.press("p");
  await expect(page.getByRole("complementary").getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("Toma");
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(page.getByRole("complementary").getByRole("textbox").first()).toHaveValue("Toma");
});

test("Tab reaches everything that can be pressed, and shows where it is", async ({ opened: page }) => {
  await expect(page.getByTestId("today-row").first()).toBeVisible();
  const reached = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    const { name, seen } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const around = element.parentElement ? getComputedStyle(element.parentElement).outlineStyle : "none";
      return {
        name: element.dataset["testid"] ?? element.getAttribute("aria-label") ?? element.textContent ?? "",
        seen:
          (outlineStyle !== "none" && outlineWidth !== "0px") ||
          around !== "none" ||
          element === document.body,
      };
    });
    expect(seen, `focus can be seen on ${name}`).toBe(true);
    reached.add(name);
  }
  for (const name of ["search-input", "nav-today", "nav-patients", "nav-settings", "today-row"])
    expect([...reached]).toContain(name);
});
