import type { Letterhead } from "../src/platform/bindings";
import { expect, expectAccessible, picture, test } from "./test";

const LETTERHEAD: Letterhead = {
  name: "Clinica Șerban & Țurcanu SRL",
  address: ["Str. Înfrățirii 12", "400123 Cluj-Napoca"],
  tax_numbers: ["CUI RO12345678"],
  bank: [],
  contact: ["0264 000 000"],
  footer: "",
  exemption: "",
  country: "ro",
  logo: null,
};

test("money on a slip, the drawer counted and the shift closed, a part given back, the rest typed in there", async ({
  opened: page,
  desk,
}) => {
  await desk.call("letterhead_set", LETTERHEAD);
  const day = await desk.call("day", {});
  const who = day.rows.find((row) => !row.foreign && row.patient.birth_date)?.patient;
  expect(who).toBeDefined();
  if (!who) return;

  await page.getByTestId("nav-money").click();
  await page.getByTestId("money-record").click();
  const panel = page.getByRole("complementary");
  await panel.getByTestId("money-person").fill(who.name);
  await page.getByRole("option").first().click();
  await panel.getByTestId("taking-amount").fill("150,50");
  await panel.getByRole("radio", { name: "Cash" }).check({ force: true });
  await panel.getByTestId("taking-save").click();

  // The slip is made of real type: its words can be read from it.
  await expect(page.getByTestId("paper-words")).toContainText("Șerban & Țurcanu", { timeout: 30_000 });
  await expect(page.getByTestId("paper-words")).toContainText("150");
  await expectAccessible(page);
  await picture(page, "money-slip");
  await page.getByTestId("paper-save").click();
  await expect(page.getByText(/^Saved as /)).toBeVisible();
  expect((await desk.files()).some((name) => name.endsWith(".pdf"))).toBe(true);
  await page.keyboard.press("Escape");

  const taking = page.getByTestId("taking");
  await expect(taking).toHaveCount(1);
  await expect(taking).toContainText("150.50");
  await picture(page, "money");

  await page.getByTestId("money-tab-cash").click();
  await page.getByTestId("cash-counted-cash").fill("150");
  await expect(page.getByTestId("cash-difference")).toContainText("0.50");
  await expectAccessible(page);
  await picture(page, "money-cash-up");
  await page.getByTestId("cash-close").click();
  await page.getByTestId("cash-close-do").click();
  await expect(page.getByText("Fill this in.")).toBeVisible();
  await page.getByTestId("cash-reason").fill("No change in the drawer");
  await page.getByTestId("cash-close-do").click();
  await expect(page.getByTestId("cash-up")).toContainText("No change in the drawer");
  await page.getByTestId("money-csv-cash_up").click();
  await expect.poll(async () => (await desk.files()).some((name) => name.endsWith(".csv"))).toBe(true);

  // Taken back after the count: it belongs to the next shift.
  await page.getByTestId("money-tab-day").click();
  await taking.first().click();
  await page.getByTestId("taking-back").click();
  await page.getByTestId("give-back-amount").fill("50,50");
  await page.getByTestId("give-back-reason").fill("Ecografie mai ieftină");
  await expectAccessible(page);
  await picture(page, "money-give-back");
  await page.getByTestId("give-back-do").click();
  // A numbered receipt of its own, which says what was given back and why.
  await expect(page.getByTestId("paper-words")).toContainText("Ecografie mai ieftină", { timeout: 30_000 });
  await expect(page.getByTestId("paper-words")).toContainText("50,50");
  await picture(page, "money-given-back");
  await page.keyboard.press("Escape");
  await expect(taking).toHaveCount(2);
  await expect(taking.last()).toContainText("100.00");
  const { shift } = await desk.call("money_day", {});
  expect(shift.expected.map(({ expected }) => Number(expected))).toEqual([-50.5]);

  // Somebody types the slip in at the vendor by hand: it no longer waits.
  await page.getByTestId("money-tab-unpaid").click();
  const slip = page.locator('[data-testid="unpaid"][data-kind="not_at_vendor"]');
  await expect(slip).toHaveCount(1);
  await slip.getByRole("button", { name: /^Payment of/ }).click();
  await page.getByTestId("taking-there").click();
  await page.getByTestId("there-do").click();
  await expect(slip).toHaveCount(0);
});

test("the letterhead is seen while it is typed", async ({ opened: page, desk }) => {
  await page.getByTestId("nav-settings").click();
  await page.getByRole("tab", { name: "Letterhead" }).click();
  await page.getByTestId("letterhead-name").fill("Cabinet Dr Ținca");
  await expect(page.getByTestId("paper-words")).toContainText("Cabinet Dr Ținca", { timeout: 30_000 });
  await expectAccessible(page);
  await picture(page, "letterhead");
  expect((await desk.call("letterhead", {})).letterhead.name).not.toBe("Cabinet Dr Ținca");
  await page.getByTestId("letterhead-save").click();
  await expect.poll(async () => (await desk.call("letterhead", {})).letterhead.name).toBe("Cabinet Dr Ținca");
});

test.describe("bills", () => {
  test.use({ situation: "first-start" });

  test("a bill is found, paid once after everything was named, and the payment stands there", async ({
    opened: page,
    desk,
  }) => {
    await desk.connect("medsoft", "MedSoft");
    const { id } = await desk.connect("alfadocs", "AlfaDocs");
    await desk.filled();
    await page.getByTestId("nav-money").click();
    await page.getByTestId("money-tab-bills").click();
    await page.getByTestId("bills-refresh").click();
    await expect(page.getByTestId("bill-row").first()).toBeVisible({ timeout: 30_000 });
    await picture(page, "bills");

    const to = (await desk.call("day", {})).date;
    const from = new Date(Date.parse(to) - 30 * 86_400_000).toISOString().slice(0, 10);
    const { bills } = await desk.call("bills", { connection: id, from, to, refresh: false });
    let wanted: string | undefined;
    let owed = 0;
    for (const bill of bills.filter((each) => each.direction === "incoming" && each.patient)) {
      if (bill.kind !== "full" && bill.kind !== "partial") continue;
      const asked = await desk.call("bill", { id: bill.id });
      owed = Number(asked.bill.open?.amount ?? 0);
      if (owed > 0) {
        wanted = bill.id;
        break;
      }
    }
    expect(wanted, "a bill with something open").toBeDefined();
    const before = await desk.call("bill", { id: wanted ?? "" });
    await page.locator(`[data-testid="bill-row"][data-key="${wanted}"]`).click();
    await page.getByTestId("bill-pay").click();
    await page.getByTestId("pay-amount").fill("10");
    await page.getByTestId("pay-account").click();
    await page.getByRole("option").first().click();
    await page.getByRole("complementary").getByRole("radio", { name: "Card" }).check({ force: true });
    await page.getByTestId("pay-next").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("10.00");
    await expect(dialog).toContainText("cannot be taken back");
    await expectAccessible(page);
    await picture(page, "bill-payment");
    await page.getByTestId("pay-do").click();
    await expect
      .poll(async () => (await desk.call("bill", { id: wanted ?? "" })).transactions.length, {
        timeout: 30_000,
      })
      .toBe(before.transactions.length + 1);
  });
});
