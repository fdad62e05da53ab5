import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { accepted } from "../../platform/fake/accepted";
import { billsOf } from "../../platform/fake/bills";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const TAKEN = "The payment is taken: the bill shows it.";
const PENDING = "A payment for this bill is not sent yet or not answered yet.";

/** The first bill's payment was confirmed; the vendor has not answered yet. */
async function paid() {
  const fake = fakePlatform({ all: ["medsoft", "alfadocs"] });
  const page = () => billsOf(fake.world).pages[0]!;
  fake.instead("bill_pay", ({ intent }) => {
    const [entry] = fake.world.entries;
    page().unsent = [{ ...entry!, id: "pay-1", action: "pay_bill", state: "sending" }];
    return accepted(fake.world, intent);
  });
  const app = renderApp({ start: "money", fake });
  await app.user.click(await screen.findByTestId("money-tab-bills"));
  await app.user.click((await screen.findAllByTestId("bill-row"))[0]!);
  await app.user.click(await screen.findByTestId("bill-pay"));
  await app.user.click(await screen.findByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  await app.user.click(screen.getByTestId("pay-next"));
  await app.user.click(await screen.findByTestId("pay-do"));
  const panel = await screen.findByRole("complementary");
  await within(panel).findByText(PENDING);
  /** The vendor lists it. */
  const arrives = () => {
    const { bill, paid: before } = page();
    page().unsent = [];
    page().paid = { ...before, amount: "120.00" };
    bill.open = { ...before, amount: "0.00" };
    fake.tell({ event: "changed", tags: ["money"] });
  };
  return { ...app, fake, arrives };
}

it("says that a payment is on its way, and asks for no second one meanwhile", async () => {
  const { fake, arrives } = await paid();
  expect(screen.getByTestId("bill-pay").hasAttribute("disabled")).toBe(true);
  expect(screen.queryByText(TAKEN)).toBeNull();
  await expectNoViolations();
  arrives();
  await screen.findByText(TAKEN);
  expect(screen.queryByText(PENDING)).toBeNull();
  expect(fake.calls.filter(({ name }) => name === "bill_pay")).toHaveLength(1);
});

it("says once that a payment is taken: whoever comes back to the bill reads it no more", async () => {
  const { user, arrives } = await paid();
  arrives();
  await screen.findByText(TAKEN);
  const [first, second] = screen.getAllByTestId("bill-row");
  await user.click(second!);
  await waitFor(() => expect(screen.queryByText(TAKEN)).toBeNull());
  await user.click(first!);
  await waitFor(() => expect(screen.getByRole("complementary").textContent).toContain("2026/310"));
  expect(screen.queryByText(TAKEN)).toBeNull();
});

it("says of a payment that came to nothing neither that it is on its way nor, later, that it is taken", async () => {
  const { user, fake, arrives } = await paid();
  billsOf(fake.world).pages[0]!.unsent = [];
  fake.tell({ event: "changed", tags: ["money"] });
  fake.world.now = new Date(fake.world.now.getTime() + 61_000);
  const [first, second] = screen.getAllByTestId("bill-row");
  await user.click(second!);
  await waitFor(() => expect(screen.queryByText(PENDING)).toBeNull());
  await user.click(first!);
  await waitFor(() => expect(screen.getByTestId("bill-pay").hasAttribute("disabled")).toBe(false));
  arrives();
  await waitFor(() => expect(screen.getByRole("complementary").textContent).toContain("Paid120.00"));
  expect(screen.queryByText(TAKEN)).toBeNull();
});
