import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Taking } from "../../platform/bindings";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { moneyOf } from "../../platform/fake/money";
import { renderApp } from "../../test/render";

const both = () => fakePlatform({ all: ["medsoft", "alfadocs"] });

/** Whose the person with the first visit that was not paid is. */
async function firstNotPaid(fake: Fake, accounts: readonly string[]) {
  const app = renderApp({ start: "money", fake });
  const [row] = await screen.findAllByTestId("not-paid");
  const name = within(row!).getByText(/./, { selector: ".money-row__name" }).textContent;
  const person = fake.world.people.find((each) => each.name === name);
  const [source] = person!.sources;
  person!.sources = accounts.map((connection) => ({
    ...source!,
    connection,
    connection_name: connection === ACCOUNTS.medsoft ? "MedSoft" : "AlfaDocs",
  }));
  app.unmount();
  const again = renderApp({ start: "money", fake });
  const [first] = await screen.findAllByTestId("not-paid");
  return { ...again, row: first!, name: name! };
}

const listed = () =>
  screen
    .getAllByTestId("taking")
    .map((row) => row.textContent)
    .join("\n");

it("says of each payment what became of its invoice or bill", async () => {
  const fake = both();
  const { takings } = moneyOf(fake.world);
  const like = (changes: Partial<Taking>, at: number): Taking => ({
    ...takings[0]!,
    id: `00000000-0000-4000-8000-00000000000${at}`,
    invoice: null,
    invoice_number: null,
    ...changes,
  });
  const invoice = "00000000-0000-4000-8000-000000000033";
  moneyOf(fake.world).takings = [
    like({ invoice, under_way: true }, 1),
    like({ invoice, not_made: true }, 2),
    like({ invoice }, 3),
    like({ bill: invoice, bill_number: "2026/193" }, 4),
    like({ bill: invoice, bill_number: "2026/194", not_made: true }, 5),
  ];
  renderApp({ start: "money", fake });
  await screen.findByRole("heading", { level: 1, name: "Money" });
  const rows = (await screen.findAllByTestId("taking")).map((row) => row.querySelector(".cut")?.textContent);
  expect(rows).toEqual([
    "Invoice not issued yet",
    "Invoice was not issued",
    "Invoice, number not noted",
    "Bill 2026/193",
    "Bill 2026/194, payment not sent",
  ]);
});

it("names the one account that a payment belongs to, and none where it belongs to no single one", async () => {
  const fake = both();
  const { takings } = moneyOf(fake.world);
  takings[2]!.account = null;
  const slip = {
    ...takings[2]!,
    id: "00000000-0000-4000-8000-000000000009",
    account: "AlfaDocs",
    slip: "S-18",
  };
  takings.push(slip);
  const { user } = renderApp({ start: "money", fake });
  await screen.findAllByTestId("taking");
  expect(listed()).toContain("Slip S-17, not at the practice software yet");
  expect(listed()).toContain("Slip S-18, not at AlfaDocs yet");
  expect(listed()).not.toContain("MedSoft / AlfaDocs");
  await user.click(screen.getByText(/S-18/));
  const panel = await screen.findByRole("complementary");
  expect((await within(panel).findAllByText(/not at AlfaDocs yet/)).length).toBeGreaterThan(0);
  expect(panel.textContent).not.toContain("MedSoft / AlfaDocs");
});

it("offers bills to whoever is only where bills are made, and goes to them", async () => {
  const { user, row, name } = await firstNotPaid(both(), [ACCOUNTS.alfadocs]);
  expect(within(row).queryByRole("button", { name: /Invoice for/ })).toBeNull();
  await user.click(within(row).getByRole("button", { name: /Bills of/ }));
  const tab = await screen.findByTestId("money-tab-bills");
  expect(tab.getAttribute("aria-selected")).toBe("true");
  expect(screen.getByRole("main").textContent).toContain(name);
});

it("offers both to whoever is in both", async () => {
  const { row } = await firstNotPaid(both(), [ACCOUNTS.medsoft, ACCOUNTS.alfadocs]);
  expect(within(row).getByRole("button", { name: /Invoice for/ })).toBeTruthy();
  expect(within(row).getByRole("button", { name: /Bills of/ })).toBeTruthy();
});

it("opens bills by the key of invoices where the patient's account makes none", async () => {
  const { user, row, fake } = await firstNotPaid(both(), [ACCOUNTS.alfadocs]);
  await user.click(within(row).getByRole("button", { name: /Patient/ }));
  const bills = await screen.findByTestId("patient-bills");
  expect(screen.queryByTestId("patient-invoice")).toBeNull();
  expect(bills.textContent).toContain("I");
  await user.keyboard("i");
  await waitFor(() =>
    expect(screen.getByTestId("money-tab-bills").getAttribute("aria-selected")).toBe("true"),
  );
  expect(screen.queryByRole("form", { name: "New invoice" })).toBeNull();
  expect(fake.calls.filter(({ name }) => name === "invoice_desk")).toHaveLength(0);
});
