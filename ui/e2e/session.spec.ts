import type { Page } from "@playwright/test";
import { MANAGER, expect, expectAccessible, picture, prefer, test } from "./test";

const RECEPTIONIST = { name: "Ana Mureșan", password: "plapuma rosie si calda", pin: "470921" };

const choose = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const today = (page: Page) => expect(page.getByTestId("today-row").first()).toBeVisible();

async function signIn(page: Page, { name, password }: { name: string; password: string }) {
  await choose(page, name);
  await page.getByTestId("lock-password").fill(password);
  await page.keyboard.press("Enter");
}

async function lock(page: Page) {
  await page.keyboard.press("Control+l");
  await expect(page.getByTestId("lock-screen")).toBeVisible();
}

/** What anybody could read in the page: text and attributes, drawn or not. */
const everything = (page: Page) => page.evaluate(() => document.documentElement.outerHTML);

test.describe("a new desk", () => {
  test.use({ signedIn: false });

  test("asks for its first manager once, and works without one until then", async ({ opened: page }) => {
    await expect(page.getByRole("heading", { name: "The first manager" })).toBeVisible();
    await expectAccessible(page);
    await page.getByTestId("first-manager-later").click();
    await today(page);
    await page.getByRole("button", { name: "Make the first manager" }).click();
    await page.getByTestId("manager-name").fill(MANAGER.name);
    await page.getByTestId("password-new").fill(MANAGER.password);
    await page.getByTestId("password-again").fill(MANAGER.password);
    await page.getByTestId("manager-make").click();
    await expect(page.getByTestId("recovery-make")).toBeVisible();
    await page.getByRole("button", { name: "Not now" }).click();
    await expect(page.getByTestId("user-menu")).toContainText(MANAGER.name);
    await expect(page.getByTestId("no-recovery-line")).toBeVisible();
    await lock(page);
    await page.getByTestId("lock-password").fill(MANAGER.password);
    await page.keyboard.press("Enter");
    await today(page);
  });
});

test("locks at once, keeps half-typed work for its author, and lets another sign in", async ({
  opened: page,
  desk,
}) => {
  await desk.call("user_add", {
    name: RECEPTIONIST.name,
    role: "receptionist",
    password: RECEPTIONIST.password,
  });
  await today(page);
  const { rows } = await desk.call("day", {});
  const names = rows.map(({ patient }) => patient.name.split(" ")[0] ?? "");

  await page.keyboard.press("p");
  await page.getByTestId("patient-last_name").fill("Zamfirescu");
  await lock(page);
  const shown = await everything(page);
  for (const name of [...names, "Zamfirescu"]) expect(shown).not.toContain(`>${name}`);
  expect(shown).not.toContain("Zamfirescu");
  await expect(page.getByTestId("lock-password")).toBeFocused();
  // Nothing is told behind the lock screen either, and the desk's own preferences stay as they are.
  await expect(desk.call("day", {})).rejects.toThrow("sign-in-needed");
  await expect(prefer(desk, page, { theme: "dark" })).rejects.toThrow("sign-in-needed");
  await expectAccessible(page);
  await picture(page, "lock");

  // A wrong password is told, and counted.
  await page.getByTestId("lock-password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/That is not right/)).toBeVisible();

  // Somebody else sees a desk of their own.
  await signIn(page, RECEPTIONIST);
  await today(page);
  await expect(page.getByTestId("user-menu")).toContainText(RECEPTIONIST.name);
  expect(await everything(page)).not.toContain("Zamfirescu");
  await page.getByTestId("nav-settings").click();
  await expect(page.getByRole("tab")).toHaveText(["Down-time sheet", "This desk"]);

  // A PIN of their own opens it faster.
  await page.getByTestId("user-menu").click();
  await page.getByRole("menuitem", { name: "My PIN" }).click();
  await page.getByTestId("own-old").fill(RECEPTIONIST.password);
  await page.getByTestId("own-pin").fill(RECEPTIONIST.pin);
  await page.getByTestId("own-pin-again").fill(RECEPTIONIST.pin);
  await page.getByTestId("own-save").click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await lock(page);
  await expect(page.getByTestId("lock-pin")).toBeFocused();
  await expectAccessible(page);
  await picture(page, "lock-pin");
  await page.keyboard.type(RECEPTIONIST.pin);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("user-menu")).toContainText(RECEPTIONIST.name);

  // The first one finds the form as it was left.
  await lock(page);
  await signIn(page, MANAGER);
  await expect(page.getByTestId("patient-last_name")).toHaveValue("Zamfirescu");
});

test("follows a lock from elsewhere, and any refused command", async ({ opened: page, desk }) => {
  await today(page);
  await desk.call("session_lock", {});
  await expect(page.getByTestId("lock-screen")).toBeVisible();
  await expect(page.getByTestId("today-row")).toHaveCount(0);
  await page.getByTestId("lock-password").fill(MANAGER.password);
  await page.keyboard.press("Enter");
  await today(page);
});

test("looks well in every theme, and at twice the size", async ({ opened: page, desk }) => {
  for (const theme of ["dark", "contrast", "light"] as const) {
    await prefer(desk, page, { theme });
    await today(page);
    await lock(page);
    await expectAccessible(page);
    await picture(page, `lock-${theme}`);
    await page.getByTestId("lock-password").fill(MANAGER.password);
    await page.keyboard.press("Enter");
    await today(page);
  }
  await lock(page);
  await page.setViewportSize({ width: 683, height: 384 });
  await expectAccessible(page);
  await picture(page, "lock-twice-the-size");
});

test("shows people and safety to a manager", async ({ opened: page }) => {
  await page.getByTestId("nav-settings").click();
  await page.getByRole("tab", { name: "People" }).click();
  await expect(page.getByTestId("person-row")).toHaveCount(1);
  await expectAccessible(page);
  await picture(page, "settings-people");
  await page.getByRole("tab", { name: "Safety" }).click();
  await expect(page.getByTestId("recovery-new")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "settings-safety");
});

for (const way of ["Change user", "Sign out"]) {
  test(`after “${way}” letters go to a name and Enter takes it`, async ({ opened: page, desk }) => {
    await desk.call("user_add", {
      name: RECEPTIONIST.name,
      role: "receptionist",
      password: RECEPTIONIST.password,
    });
    await today(page);
    await page.getByTestId("user-menu").click();
    await page.getByRole("menuitem", { name: way }).click();
    await expect(page.getByTestId("lock-screen")).toBeVisible();
    const people = page.getByRole("list", { name: "People" });
    await expect(people.getByRole("button").first()).toBeFocused();
    await page.keyboard.press("i");
    await expect(page.getByRole("button", { name: MANAGER.name, exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("lock-password")).toBeFocused();
  });
}
