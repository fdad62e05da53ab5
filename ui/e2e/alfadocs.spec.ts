import { expect, expectAccessible, picture, test } from "./test";

test.use({ situation: "first-start" });

/** What the practice itself has of a patient. */
interface File {
  documents: unknown[];
  phones: unknown[];
}

test("AlfaDocs beside MedSoft: in the search, on Today, one state for another, phones and documents", async ({
  opened: page,
  desk,
}) => {
  await desk.connect("medsoft", "MedSoft");
  const { id } = await desk.connect("alfadocs", "AlfaDocs");
  await desk.filled();
  const day = await desk.call("day", {});
  const row = day.rows.find(
    (each) =>
      each.connection === id &&
      each.vendor_id &&
      !each.foreign &&
      each.stage !== "cancelled" &&
      // Whoever is early on a day has come already.
      each.statuses.some((mark) => mark.stage === "arrived" && !mark.set),
  );
  expect(row, "the practice has an appointment today").toBeDefined();
  if (!row) return;

  // Found beside the others, by the same box.
  await page.getByTestId("search-input").fill(row.patient.name);
  await expect(page.getByTestId("search-hit").first()).toContainText(row.patient.name.split(" ")[0] ?? "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  // One state gives way to another; none is taken away.
  const line = page.locator(`[data-testid="today-row"][data-appointment="${row.id}"]`);
  await line.scrollIntoViewIfNeeded();
  await line.getByTestId("status-button").click();
  const wanted = row.statuses.find((mark) => mark.stage === "arrived" && !mark.set);
  const set = row.statuses.find((mark) => mark.set);
  if (set) await expect(page.getByTestId(`status-option-${set.key}`)).not.toContainText("Take away");
  expect(wanted).toBeDefined();
  await page.getByTestId(`status-option-${wanted?.key}`).click();
  await expect(line.getByTestId("status-button")).toHaveAttribute("data-stage", "arrived");
  await expect
    .poll(async () => {
      const after = (await desk.call("day", {})).rows.find((each) => each.id === row.id);
      return [after?.pending, after?.statuses.filter((mark) => mark.set).map((mark) => mark.key)];
    })
    .toEqual([false, [wanted?.key]]);

  // Phones and documents of a patient who has some.
  const people = await desk.call("patients_find", { text: "", limit: 200 });
  const dental = people.hits.filter((hit) => hit.sources.some((source) => source.connection === id));
  let found = "";
  for (const hit of dental) {
    const code = hit.sources.find((source) => source.connection === id)?.vendor_id;
    // Asked past the desk, which would wait its turn at the vendor for each.
    const file = code ? await desk.admin<File>(`/alfadocs/patients/${code}`) : null;
    if (file && file.documents.length > 0 && file.phones.length > 1) {
      found = hit.name;
      break;
    }
  }
  expect(found, "a patient with documents and several phones").not.toBe("");
  await page.getByTestId("search-input").fill(found);
  await expect(page.getByTestId("search-hit").first()).toBeVisible();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("list", { name: "Phones" }).getByRole("listitem").nth(1)).toBeVisible();
  await panel.getByTestId("document").first().click();
  await expect(panel.getByText("opened", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "patient-alfadocs");
});
