import type { AppointmentRow } from "../src/platform/bindings";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, prefer, test } from "./test";

test.use({ situation: "first-start" });

/** The practice's own agenda of a day. */
interface Agenda {
  appointments: { date: string }[];
}

/** The practice connected and read: somebody who is there today, and the day after, which has not begun whatever time it is. */
async function practice(desk: Devhost): Promise<{ row: AppointmentRow; tomorrow: string }> {
  const { id } = await desk.connect("alfadocs", "AlfaDocs");
  await desk.filled();
  const day = await desk.call("day", {});
  const row = day.rows.find((each) => each.connection === id && each.vendor_id && !each.foreign);
  if (!row) throw new Error("the practice has no appointment today");
  return { row, tomorrow: new Date(Date.parse(day.date) + 86_400_000).toISOString().slice(0, 10) };
}

test("an appointment is booked once although its answer is lost, and what stands in its way is said", async ({
  opened: page,
  desk,
}) => {
  const { row, tomorrow } = await practice(desk);
  const evening = async () => {
    const agenda = await desk.admin<Agenda>(`/alfadocs/today?date=${tomorrow}`);
    return agenda.appointments.filter(({ date }) => date.endsWith("23:30:00")).length;
  };

  await page.getByTestId("search-input").fill(row.patient.name);
  await expect(page.getByTestId("search-hit").first()).toContainText(row.patient.name.split(" ")[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("patient-book")).toBeVisible();
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "New appointment" });
  await expect(form).toBeVisible();
  await page.getByTestId("booking-doctor").click();
  await page.getByRole("option").first().click();
  await form.getByRole("button", { name: "Tomorrow" }).click();
  // The practice has told what is free, if only that nothing is.
  await expect(form.getByText("is being asked for free times")).toHaveCount(0);
  // Late in the evening nothing stands there yet.
  await page.getByTestId("booking-time").fill("23:30");
  await page.getByTestId("booking-minutes").fill("20");
  await page.getByTestId("booking-purpose").fill("Controllo");
  await expectAccessible(page);
  await picture(page, "booking");
  await desk.admin("/faults", { operation: "alfadocs/create-appointment", kind: "drop_after" });
  await page.getByTestId("booking-do").click();
  await expect(page.getByText(/^Booked:/)).toBeVisible();

  // It stands in the list at once, and is there once.
  await page.keyboard.press("]");
  const pencilled = page.getByTestId("today-row").filter({ hasText: "pencilled" });
  await expect(pencilled).toHaveCount(1);
  await pencilled.scrollIntoViewIfNeeded();
  await picture(page, "booking-pencilled");
  await expect(pencilled).toHaveCount(0, { timeout: 60_000 });
  expect(await evening()).toBe(1);

  // The same time again wants a reason.
  await page.keyboard.press("n");
  await page.getByTestId("booking-doctor").click();
  await page.getByRole("option").first().click();
  await form.getByRole("button", { name: "Tomorrow" }).click();
  await page.getByTestId("booking-time").fill("23:35");
  await page.getByTestId("booking-minutes").fill("10");
  await expect(page.getByTestId("booking-clashes")).toContainText("the same patient");
  await page.getByTestId("booking-do").click();
  await expect(page.getByText("Say why, or choose another time.")).toBeVisible();
  await prefer(desk, page, { theme: "dark" });
  await expectAccessible(page);
  await picture(page, "booking-in-the-way");
});

test("without a line a booking is changed where it waits, and is at the practice once, as it was changed", async ({
  opened: page,
  desk,
}) => {
  const { row, tomorrow } = await practice(desk);
  // What can be chosen was told while there was a line.
  await desk.call("booking_form", { id: row.patient.id });
  await desk.admin("/down", { down: true });
  await page.getByTestId("search-input").fill(row.patient.name);
  await page.getByTestId("search-hit").first().click();
  await expect(page.getByTestId("patient-book")).toBeVisible();
  await page.locator("main").focus();
  await page.keyboard.press("n");
  const form = page.getByRole("form", { name: "New appointment" });
  await page.getByTestId("booking-doctor").click();
  await page.getByRole("option").first().click();
  await form.getByRole("button", { name: "Tomorrow" }).click();
  await page.getByTestId("booking-time").fill("23:30");
  await page.getByTestId("booking-minutes").fill("20");
  await picture(page, "booking-offline");
  await page.getByTestId("booking-do").click();
  await expect(page.getByText(/^Booked:/)).toBeVisible();
  await page.getByTestId("nav-unsent").click();
  await page.getByTestId("unsent-edit").click();
  await expect(page.getByRole("form", { name: "Change before it is sent" })).toBeVisible();
  await expect(page.getByTestId("booking-time")).toHaveValue("23:30");
  await expect(page.getByTestId("booking-clashes")).toHaveCount(0);
  await page.getByTestId("booking-time").fill("23:35");
  await expectAccessible(page);
  await picture(page, "booking-changed");
  await page.getByTestId("booking-do").click();
  await expect(page.getByTestId("booking-do")).toHaveCount(0);
  await picture(page, "booking-unsent");
  await desk.admin("/down", { down: false });
  await expect(async () => {
    const { entries } = await desk.call("unsent", {});
    const [entry] = entries;
    if (entry?.question)
      await desk.call("unsent_resolve", {
        id: entry.id,
        decision: "send",
        question: entry.question,
        attempts: entry.attempts,
      });
    expect(entries).toHaveLength(0);
  }).toPass({ timeout: 60_000, intervals: [1_000] });
  const agenda = await desk.admin<Agenda>(`/alfadocs/today?date=${tomorrow}`);
  const evening = agenda.appointments.map(({ date }) => date).filter((date) => date.includes(" 23:3"));
  expect(evening).toEqual([`${tomorrow} 23:35:00`]);
});
