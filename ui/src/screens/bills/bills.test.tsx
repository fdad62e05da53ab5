import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { billsOf } from "../../platform/fake/bills";
import { fakePlatform } from "../../platform/fake/fake";
import { moneyOf } from "../../platform/fake/money";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const openBills = async (options: Parameters<typeof renderApp>[0] = { all: ["medsoft", "alfadocs"] }) => {
  const app = renderApp({ start: "money", ...options });
  await app.user.click(await screen.findByTestId("money-tab-bills"));
  await screen.findAllByTestId("bill-row");
  return app;
};
const called = (app: ReturnType<typeof renderApp>, name: string) =>
  app.fake.calls.filter((call) => call.name === name).map(({ request }) => request);
const openFirst = async (app: Awaited<ReturnType<typeof openBills>>) => {
  await app.user.click(screen.getAllByTestId("bill-row")[0] as HTMLElement);
  await screen.findByTestId("bill-pay");
};

it("lists the bills of a period with what is open hidden, and asks the vendor when told to", async () => {
  const app = await openBills();
  const rows = screen.getAllByTestId("bill-row");
  expect(rows.map(({ dataset }) => dataset["kind"])).toEqual(["full", "partial", "other"]);
  expect(rows[2]?.textContent).toContain("Names no patient");
  expect(rows[1]?.textContent).not.toContain("280.00");
  await app.user.keyboard("h");
  await waitFor(() => expect(rows[1]?.textContent).toContain("280.00 EUR"));
  expect(called(app, "bills")).toEqual([
    expect.objectContaining({ from: "2026-10-24", to: "2026-11-23", refresh: false }),
  ]);
  await app.user.click(screen.getByTestId("bills-refresh"));
  await waitFor(() =>
    expect(called(app, "bills")).toContainEqual(expect.objectContaining({ refresh: true })),
  );
  await expectNoViolations();
});

it("shows a bill with what is owed and paid, and its copy", async () => {
  const app = await openBills();
  await app.user.click(screen.getAllByTestId("bill-row")[1] as HTMLElement);
  expect((await screen.findByTestId("liability")).textContent).toContain("280.00 EUR");
  expect(screen.getByTestId("transaction").textContent).toContain("Contanti");
  await expectNoViolations();
  await app.user.keyboard("{Control>}p{/Control}");
  await screen.findByTestId("paper-save");
  expect(called(app, "bill_paper")).toHaveLength(1);
});

it("takes a payment only after everything it is about was named", async () => {
  const app = await openBills();
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-pay"));
  const amount = await screen.findByTestId<HTMLInputElement>("pay-amount");
  expect(amount.value).toBe("120.00");
  await app.user.click(screen.getByTestId("pay-next"));
  expect(screen.queryByTestId("pay-do")).toBeNull();
  await app.user.click(screen.getByTestId("pay-account"));
  expect(screen.queryByRole("option", { name: "Vecchio conto" })).toBeNull();
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Cash" }));
  await screen.findByText(/deducted only when the payment is traceable/);
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  await app.user.click(screen.getByTestId("pay-expense"));
  await app.user.click(await screen.findByRole("option", { name: "Health services (SP)" }));
  await expectNoViolations();
  await app.user.click(screen.getByTestId("pay-next"));
  const dialog = await screen.findByRole("dialog");
  for (const named of ["Bill 2026/310", "Bianchi Giulia", "120.00 EUR", "Cassa", "Health services (SP)"])
    expect(dialog.textContent).toContain(named);
  expect(dialog.textContent).toContain("cannot be taken back");
  expect(called(app, "bill_pay")).toHaveLength(0);
  await app.user.click(within(dialog).getByTestId("pay-do"));
  await waitFor(() => expect(called(app, "bill_pay")).toHaveLength(1));
  expect(called(app, "bill_pay")[0]).toMatchObject({
    amount: "120.00",
    account: "1",
    method: "card",
    insurance: false,
    expense_type: "sp",
    date: "2026-11-23",
  });
});

it("is paid with the money of a slip, where it is the same sum, and asks whether it is", async () => {
  const app = await openBills();
  const { takings } = moneyOf(app.fake.world);
  takings.push({
    ...takings[2]!,
    id: "0001",
    patient: billsOf(app.fake.world).pages[0]!.bill.patient,
    amount: { amount: "120.00", currency: "EUR" },
    left: { amount: "120.00", currency: "EUR" },
    slip: "0001",
  });
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-pay"));
  await app.user.click(await screen.findByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  await app.user.click(screen.getByTestId("pay-next"));
  expect(screen.queryByTestId("pay-do")).toBeNull();
  await app.user.click(screen.getByTestId("slip-use"));
  await expectNoViolations();
  await app.user.click(screen.getByTestId("pay-next"));
  expect((await screen.findByRole("dialog")).textContent).toContain("Cash, taken already, slip 0001");
  app.fake.fails("bill_pay", "invalid-field", { field: "taking", reason: "used" });
  await app.user.click(screen.getByTestId("pay-do"));
  expect((await screen.findByRole("alert")).textContent).toContain(
    "belongs to another invoice or bill already",
  );
  expect(called(app, "bill_pay")).toEqual([expect.objectContaining({ taking: "0001", method: "cash" })]);
});

it("tries the same payment again after the desk refused it, never a second one", async () => {
  const app = await openBills();
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-pay"));
  await app.user.click(await screen.findByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  app.fake.fails("bill_pay", "disk-full");
  await app.user.click(screen.getByTestId("pay-next"));
  await app.user.click(await screen.findByTestId("pay-do"));
  await screen.findByRole("alert");
  await app.user.click(screen.getByTestId("pay-do"));
  await waitFor(() => expect(called(app, "bill_pay")).toHaveLength(2));
  const intents = (called(app, "bill_pay") as { intent: string }[]).map(({ intent }) => intent);
  expect(new Set(intents).size).toBe(1);
});

it("does not pay for a pro forma, pays out on a credit note, and says when the vendor's bill bears no more", async () => {
  const app = await openBills();
  const [first, second] = billsOf(app.fake.world).pages;
  if (first) first.bill.kind = "proforma";
  if (second) second.bill.kind = "credit";
  app.fake.tell({ event: "changed", tags: ["money"] });
  await app.user.click(screen.getAllByTestId("bill-row")[0] as HTMLElement);
  await screen.findByText(/A pro forma is an offer/);
  expect(screen.queryByTestId("bill-pay")).toBeNull();
  expect(screen.queryByTestId("bill-copy")).toBeNull();
  await app.user.click(screen.getAllByTestId("bill-row")[1] as HTMLElement);
  expect((await screen.findByTestId("bill-pay")).textContent).toBe("Pay out");
  await app.user.click(screen.getByTestId("bill-pay"));
  await app.user.click(await screen.findByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  app.fake.fails("bill_pay", "invalid-field", { field: "amount", reason: "too-large" });
  await app.user.click(screen.getByTestId("pay-next"));
  await app.user.click(await screen.findByTestId("pay-do"));
  expect((await screen.findByRole("alert")).textContent).toContain("more than what is left to pay");
});

it("lets a manager say who removes what is owed, and tells others", async () => {
  const app = await openBills();
  await openFirst(app);
  await app.user.click(screen.getByTestId("liability-rule"));
  await app.user.click(await screen.findByRole("option", { name: "This application" }));
  await waitFor(() =>
    expect(called(app, "bill_liability_rule")).toEqual([expect.objectContaining({ rule: "desk" })]),
  );
  await screen.findByText(/once the payments equal it/);
});

it("shows a receptionist the rule and nothing to change it with", async () => {
  const fake = fakePlatform({ all: ["medsoft", "alfadocs"], seated: "receptionist" });
  const app = await openBills({ fake });
  await openFirst(app);
  await screen.findByText(/Until a manager says/);
  expect(screen.queryByTestId("liability-rule")).toBeNull();
});

it("files the copy of a bill into the patient's documents", async () => {
  const app = await openBills();
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-copy"));
  await app.user.click(await screen.findByTestId("paper-file"));
  await app.user.click(screen.getByTestId("file-do"));
  expect(called(app, "document_file")).toHaveLength(0);
  await app.user.type(screen.getByTestId("file-folder"), "Fatture");
  await app.user.click(screen.getByTestId("file-do"));
  await screen.findByText("On its way into the patient's documents.");
  expect(called(app, "document_file")[0]).toMatchObject({ folder: "Fatture", kind: "text" });
});

it("does not stand where no account has bills", async () => {
  renderApp({ start: "money" });
  await screen.findByTestId("money-tab-day");
  expect(screen.queryByTestId("money-tab-bills")).toBeNull();
});

it("writes the open sum with two places and refuses more than it at the field, before anything is confirmed", async () => {
  const app = await openBills();
  const [first] = billsOf(app.fake.world).pages;
  if (first) first.bill.open = { amount: "202.5", currency: "EUR" };
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-pay"));
  const amount = await screen.findByTestId<HTMLInputElement>("pay-amount");
  expect(amount.value).toBe("202.50");
  await app.user.click(screen.getByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  await app.user.clear(amount);
  await app.user.type(amount, "203");
  await screen.findByText("This is 0.50 EUR more than what is open.");
  await app.user.click(screen.getByTestId("pay-next"));
  expect(screen.queryByTestId("pay-do")).toBeNull();
  await expectNoViolations();
  await app.user.clear(amount);
  await app.user.type(amount, "202.5");
  await app.user.click(screen.getByTestId("pay-next"));
  await screen.findByTestId("pay-do");
});

it("begins the next payment with the account and the method of the last one", async () => {
  const app = await openBills();
  await openFirst(app);
  await app.user.click(screen.getByTestId("bill-pay"));
  await app.user.click(await screen.findByTestId("pay-account"));
  await app.user.click(await screen.findByRole("option", { name: "Cassa" }));
  await app.user.click(screen.getByRole("radio", { name: "Card" }));
  await app.user.click(screen.getByTestId("pay-next"));
  await app.user.click(await screen.findByTestId("pay-do"));
  await waitFor(() => expect(screen.queryByTestId("pay-next")).toBeNull());
  await app.user.click(screen.getAllByTestId("bill-row")[1] as HTMLElement);
  await app.user.click(await screen.findByTestId("bill-pay"));
  expect((await screen.findByTestId("pay-account")).textContent).toContain("Cassa");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Card" }).checked).toBe(true);
});

it("says of a bill with nothing open that it is paid, whatever is still listed as owed", async () => {
  const app = await openBills();
  const second = billsOf(app.fake.world).pages[1];
  if (second) second.bill.open = { amount: "0.0", currency: "EUR" };
  await app.user.click(screen.getAllByTestId("bill-row")[1] as HTMLElement);
  await screen.findByRole("heading", { name: "Paid" });
  expect(screen.queryByRole("heading", { name: "Owed" })).toBeNull();
  await screen.findByText(/still lists this as owed/);
  expect(screen.queryByTestId("bill-pay")).toBeNull();
});
