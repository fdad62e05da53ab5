import { expect, test } from "./test";

test.use({ situation: "training" });

test("whatever is typed into the box is answered, and the desk stands", async ({ opened: page, desk }) => {
  await expect(page.getByTestId("today-row").first()).toBeVisible();
  for (const text of ["'; DROP TABLE patients; --", "a", "🙂", "x".repeat(10_000), '"* NEAR(', "%_"]) {
    const answered = page.waitForResponse((response) => {
      const asked = response.request().postDataJSON() as {
        command?: string;
        payload?: { text?: string };
      } | null;
      return asked?.command === "patients_find" && asked.payload?.text === text;
    });
    await page.getByTestId("search-input").fill(text);
    expect((await answered).status()).toBe(200);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.getByTestId("search-input").fill("ion");
    await expect(page.getByTestId("search-hit").first()).toBeVisible();
  }
  expect((await desk.call("day", {})).rows.length).toBeGreaterThan(0);
});
