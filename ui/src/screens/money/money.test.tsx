import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { moneyOf } from "../../platform/fake/money";
import { papersOf } from "../../platform/fake/papers";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const openMoney = async (options: Parameters<typeof renderApp>[0] = {}) => {
  const app = renderApp({ start: "money", ...options });
  await screen.findByRole("heading", { level: 1, name: "Money" });
  return app;
};
const called = (app: ReturnType<typeof renderApp>, name: string) =>
  app.fake.calls.filter((call) => call.name === name).map(({ request }) => request);

it("shows what this desk took, by method and user, and beside it what the vendor has", async () => {
  await openMoney();
  const takings = await screen.findAllByTestId("taking");
  expect(takings).toHaveLength(3);
  expect(takings[0]?.textContent).toContain("Crăciun Maria");
  expect(takings[0]?.textContent).toContain("Invoice CRD 1042");
  expect(takings[2]?.textContent).toContain("Slip S-17, not at MedSoft yet");
  const byMethod = screen.getByRole("table", { name: "By way of paying" });
  expect(within(byMethod).getByRole("row", { name: /Cash/ })?.textContent).toContain("350.00 RON");
  const there = screen.getAllByTestId("vendor-payment");
  expect(there[0]?.textContent).toContain("through this desk");
  expect(there[1]?.textContent).toContain("made elsewhere");
  expect(screen.getByText(/Money taken at other desks/)).toBeTruthy();
  await expectNoViolations();
});

it("does not exist where nothing is invoiced, billed or taken", async () => {
  renderApp({ all: ["videodoktor"] });
  await screen.findByTestId("nav-settings");
  expect(screen.queryByTestId("nav-money")).toBeNull();
});

it("exists without an account where money was taken", async () => {
  const { fake } = renderApp({ all: ["videodoktor"] });
  await screen.findByTestId("nav-settings");
  fake.world.state.connections = [];
  moneyOf(fake.world);
  await screen.findByTestId("nav-money");
});

it("invoices whoever was treated and has not paid", async () => {
  const app = await openMoney();
  const [first] = await screen.findAllByTestId("not-paid");
  await app.user.click(within(first as HTMLElement).getByRole("button", { name: /Invoice for/ }));
  await waitFor(() => expect(called(app, "invoice_desk")).not.toHaveLength(0));
});

it("records a payment on a slip once, says that it is no invoice, and shows the slip", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-record"));
  const form = await screen.findByRole("complementary");
  expect(within(form).getByText("This is no invoice")).toBeTruthy();
  await app.user.click(within(form).getByTestId("taking-save"));
  expect(called(app, "taking_record")).toHaveLength(0);
  expect(within(form).getAllByText(/fill|needed|required|missing/i).length).toBeGreaterThan(0);
  await app.user.type(within(form).getByTestId("money-person"), "Dvo");
  await app.user.click(await screen.findByRole("option", { name: /Dvořák/ }));
  await app.user.type(within(form).getByTestId("taking-amount"), "1.250,50");
  await app.user.click(within(form).getByRole("radio", { name: "Cash" }));
  app.fake.fails("taking_slip", "paper-incomplete", { fields: "name" });
  await app.user.click(within(form).getByTestId("taking-save"));
  await screen.findByText(/The document cannot be made yet/);
  // The money is in the drawer: nothing is left here by which it could be taken again.
  expect(within(form).getByText("The payment is recorded")).toBeTruthy();
  expect(screen.queryByTestId("taking-save")).toBeNull();
  expect(screen.queryByTestId("taking-amount")).toBeNull();
  app.fake.instead("taking_slip", () => ({
    id: "00000000-0000-4000-8031-000000000001",
    patient: null,
    kind: "slip",
    origin: "desk",
    name: "S-18.pdf",
    made_at: "2026-11-23T08:18:00Z",
    bytes: 1,
  }));
  await app.user.click(within(form).getByTestId("taken-slip"));
  await screen.findByTestId("paper-print");
  const recorded = called(app, "taking_record") as { amount: string }[];
  expect(recorded.map(({ amount }) => amount)).toEqual(["1250.50"]);
  expect(moneyOf(app.fake.world).takings).toHaveLength(4);
});

it("asks for the currency where the desk has several, and proposes the patient's", async () => {
  const app = await openMoney();
  Object.assign(moneyOf(app.fake.world), { currencies: ["RON", "EUR"] });
  await app.user.click(await screen.findByTestId("money-record"));
  const form = await screen.findByRole("complementary");
  expect(within(form).queryByRole("radio", { name: "EUR" })).toBeNull();
  await app.user.type(within(form).getByTestId("money-person"), "Dvo");
  await app.user.click(await screen.findByRole("option", { name: /Dvořák/ }));
  const euro = await within(form).findByRole("radio", { name: "EUR" });
  expect(within(form).getByRole<HTMLInputElement>("radio", { name: "RON" }).checked).toBe(true);
  const asked = called(app, "money_day") as { patient?: string }[];
  expect(asked.some(({ patient }) => patient !== undefined)).toBe(true);
  await app.user.click(euro);
  await app.user.type(within(form).getByTestId("taking-amount"), "10");
  await app.user.click(within(form).getByRole("radio", { name: "Cash" }));
  await app.user.click(within(form).getByTestId("taking-save"));
  await screen.findByText("The payment is recorded");
  const recorded = called(app, "taking_record") as { currency: string }[];
  expect(recorded.map(({ currency }) => currency)).toEqual(["EUR"]);
});

it("says why a payment that was recorded with something else typed in is not recorded", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-record"));
  const form = await screen.findByRole("complementary");
  await app.user.type(within(form).getByTestId("money-person"), "Dvo");
  await app.user.click(await screen.findByRole("option", { name: /Dvořák/ }));
  await app.user.type(within(form).getByTestId("taking-amount"), "10");
  await app.user.click(within(form).getByRole("radio", { name: "Cash" }));
  app.fake.fails("taking_record", "invalid-field", { field: "intent", reason: "used-for-something-else" });
  await app.user.click(within(form).getByTestId("taking-save"));
  await screen.findByText(/was recorded already, with something else typed in/);
});

it("gives money of an invoice that has not ended back by that invoice only, and shows no slip of what ended", async () => {
  const app = renderApp({ start: "money" });
  for (const each of moneyOf(app.fake.world).takings)
    Object.assign(each, { under_way: true, at_vendor: false });
  const takings = await screen.findAllByTestId("taking");
  await app.user.click(takings[2] as HTMLElement);
  await screen.findByText("Its invoice or payment has not ended");
  expect(screen.queryByTestId("taking-back")).toBeNull();
  expect(screen.getByTestId("taking-slip")).toBeTruthy();
});

it("gives all of a payment back with a reason, once, and shows its receipt", async () => {
  const app = await openMoney();
  const takings = await screen.findAllByTestId("taking");
  await app.user.click(takings[2] as HTMLElement);
  await app.user.click(await screen.findByTestId("taking-back"));
  const dialog = await screen.findByRole("dialog");
  expect(dialog?.textContent).toContain("Munteanu Iulia");
  expect(dialog?.textContent).toContain("100.00 RON");
  expect(within(dialog).queryByText("This payment is at MedSoft")).toBeNull();
  await app.user.click(within(dialog).getByTestId("give-back-do"));
  expect(called(app, "taking_give_back")).toHaveLength(0);
  await app.user.type(within(dialog).getByTestId("give-back-reason"), "Paid by card instead");
  await app.user.click(within(dialog).getByTestId("give-back-do"));
  await screen.findByTestId("paper-print");
  const given = called(app, "taking_give_back")[0] as { intent: string };
  expect(given).toMatchObject({ amount: "100.00", method: "cash" });
  // The receipt is that of the giving back, not of the payment.
  expect(called(app, "taking_slip")).toEqual([{ id: given.intent }]);
  await app.user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getAllByTestId("taking")).toHaveLength(4));
  expect(screen.getAllByTestId("taking")[0]?.textContent).toContain("Given back: Paid by card instead");
  expect(screen.queryByTestId("taking-back")).toBeNull();
});

it("gives a part back of what the vendor has, and says what is left to do there until it is done", async () => {
  const app = await openMoney();
  await app.user.click((await screen.findAllByTestId("taking"))[0] as HTMLElement);
  await app.user.click(await screen.findByTestId("taking-back"));
  const dialog = await screen.findByRole("dialog");
  within(dialog).getByText("This payment is at MedSoft");
  const amount = within(dialog).getByTestId("give-back-amount");
  fill(amount, "250,01");
  within(dialog).getByText("That is more than is left of it.");
  fill(within(dialog).getByTestId("give-back-reason"), "One visit less");
  await app.user.click(within(dialog).getByTestId("give-back-do"));
  expect(called(app, "taking_give_back")).toHaveLength(0);
  fill(amount, "50");
  await app.user.click(within(dialog).getByRole("radio", { name: "Card" }));
  await expectNoViolations();
  await app.user.click(within(dialog).getByTestId("give-back-do"));
  await screen.findByTestId("paper-print");
  expect(called(app, "taking_give_back")[0]).toMatchObject({ amount: "50.00", method: "card" });
  await app.user.keyboard("{Escape}");
  const rows = await screen.findAllByTestId("taking");
  expect(rows[1]?.textContent).toContain("200.00 RON left");
  await app.user.click(rows[0] as HTMLElement);
  await screen.findByText(/Cancel or refund it in MedSoft/);
  await app.user.click(screen.getByTestId("money-tab-unpaid"));
  const open = (await screen.findAllByTestId("unpaid")).map((row) => row.dataset["kind"]);
  expect(open).toContain("still_there");
  await app.user.click(screen.getByTestId("taking-there"));
  fill(await screen.findByTestId("there-number"), "CRD 1099");
  await app.user.click(screen.getByTestId("there-do"));
  await waitFor(() => expect(screen.queryByTestId("unpaid-sum-still-there")).toBeNull());
  expect(called(app, "taking_there")).toEqual([expect.objectContaining({ number: "CRD 1099" })]);
  expect(screen.queryByTestId("taking-there")).toBeNull();
});

it("says since when visits are looked at, as the desk answers it", async () => {
  const fake = fakePlatform();
  const told = { rows: [], owed: [], not_at_vendor: [], still_there: [] };
  fake.instead("unpaid", ({ from }) => ({ from: from ?? "2026-11-20", ...told }));
  const app = await openMoney({ fake });
  await app.user.click(screen.getByTestId("money-tab-unpaid"));
  await screen.findByText(/is known here since 20 Nov 2026/);
});

it("says that a slip was typed in at the vendor by hand, and it leaves what is unpaid", async () => {
  const app = await openMoney();
  await app.user.click((await screen.findAllByTestId("taking"))[2] as HTMLElement);
  await app.user.click(screen.getByTestId("money-tab-unpaid"));
  await app.user.keyboard("h");
  const sum = await screen.findByTestId("unpaid-sum-not-there");
  await waitFor(() => expect(sum.textContent).toContain("100.00 RON"));
  // What was received is nothing that anybody owes.
  expect(screen.queryByTestId("unpaid-sum-owed")).toBeNull();
  await app.user.click(await screen.findByTestId("taking-there"));
  await expectNoViolations();
  await app.user.click(await screen.findByTestId("there-do"));
  await waitFor(() => expect(screen.queryByTestId("unpaid-sum-not-there")).toBeNull());
});

it("prints what is selected: the slip of a payment, else the day", async () => {
  const app = await openMoney();
  await screen.findAllByTestId("taking");
  await app.user.keyboard("{Control>}p{/Control}");
  await app.user.click(await screen.findByTestId("money-print"));
  await screen.findByText("takings.pdf was given to the printer.");
  expect(called(app, "money_print")).toEqual([{ what: "day", date: "2026-11-23" }]);
  await app.user.keyboard("{Escape}");
  await app.user.click(screen.getAllByTestId("taking")[2] as HTMLElement);
  await screen.findByTestId("taking-slip");
  await app.user.keyboard("{Control>}p{/Control}");
  await screen.findByTestId("paper-print");
  await app.user.keyboard("{Control>}p{/Control}");
  await waitFor(() => expect(called(app, "paper_print")).toHaveLength(1));
});

it("closes a shift: counted against what should be there, with a reason where it differs", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-cash"));
  const counted = await screen.findByTestId("cash-counted-cash");
  await app.user.type(counted, "540");
  // Float 200 and 350 taken.
  expect(screen.getByTestId("cash-difference")?.textContent).toContain("10.00 RON missing");
  await app.user.click(screen.getByTestId("cash-close"));
  await screen.findByText(/Every line has to be counted/);
  await app.user.type(screen.getByTestId("cash-counted-card"), "180,50");
  await app.user.click(screen.getByTestId("cash-close"));
  const dialog = await screen.findByRole("dialog");
  expect(dialog?.textContent).toContain("Cash: counted 540.00 RON, should be 550.00 RON");
  await app.user.click(within(dialog).getByTestId("cash-close-do"));
  expect(called(app, "cash_close")).toHaveLength(0);
  await app.user.type(within(dialog).getByTestId("cash-reason"), "Change given wrongly");
  await app.user.click(within(dialog).getByTestId("cash-close-do"));
  const closed = await screen.findByTestId("cash-up");
  expect(closed?.textContent).toContain("Reason: Change given wrongly");
  expect(await screen.findByText("Nothing to count")).toBeTruthy();
  await app.user.click(within(closed).getByTestId("money-csv-cash_up"));
  await screen.findByText("Saved as cash-up.csv.");
  await expectNoViolations();
});

it("counts notes and coins", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-cash"));
  await app.user.click(await screen.findByRole("switch", { name: "Count notes and coins" }));
  await app.user.type(await screen.findByRole("textbox", { name: "100.00" }), "5");
  await app.user.type(screen.getByRole("textbox", { name: "50.00" }), "1");
  await screen.findByText("Counted 550.00 RON");
  expect(screen.getByText("no difference")).toBeTruthy();
});

it("notes cash that moves without a patient, with a reason unless it is the float", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-cash"));
  await app.user.type(await screen.findByTestId("move-amount"), "50");
  await app.user.click(screen.getByTestId("move-do"));
  expect(called(app, "cash_move")).toHaveLength(0);
  await app.user.type(screen.getByTestId("move-reason"), "Postage");
  await app.user.click(screen.getByTestId("move-do"));
  await waitFor(() => expect(screen.getAllByTestId("cash-move")).toHaveLength(2));
  expect(screen.getAllByTestId("cash-move")[1]?.textContent).toContain("−50.00 RON");
  expect(called(app, "cash_move")[0]).toMatchObject({ kind: "out", amount: "50.00", currency: "RON" });
});

it("says that more is taken out than should be in the drawer, and leaves that to whoever counts it", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-cash"));
  await app.user.click(await screen.findByRole("radio", { name: "Cash out" }));
  const amount = await screen.findByTestId("move-amount");
  fill(amount, "550");
  expect(screen.queryByText(/more than should be in the drawer/)).toBeNull();
  fill(amount, "550.01");
  await screen.findByText("This is more than should be in the drawer: 550.00 RON.");
  fill(await screen.findByTestId("move-reason"), "bank");
  await app.user.click(screen.getByTestId("move-do"));
  await waitFor(() => expect(called(app, "cash_move")).toHaveLength(1));
});

it.each(["paper-save", "paper-open"])("closes the viewer alone by Esc after %s", async (act) => {
  const app = await openMoney();
  await app.user.click((await screen.findAllByTestId("taking"))[2] as HTMLElement);
  await app.user.click(await screen.findByTestId("taking-slip"));
  await app.user.click(await screen.findByTestId(act));
  await waitFor(() => expect(called(app, act.replace("-", "_"))).toHaveLength(1));
  await waitFor(() => expect(screen.getByTestId(act).hasAttribute("disabled")).toBe(false));
  // As where the button was switched off under the cursor.
  (document.activeElement as HTMLElement | null)?.blur();
  await app.user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(act)).toBeNull());
  expect(screen.getByTestId("taking-slip")).toBeTruthy();
});

it("says before a slip is made that it will not name the clinic, where there is no letterhead", async () => {
  const fake = fakePlatform();
  papersOf(fake.world).letterhead.letterhead.name = "";
  const app = await openMoney({ fake });
  await app.user.click(await screen.findByTestId("money-record"));
  await screen.findByText(/papers made here do not name the clinic/);
  await expectNoViolations();
  await app.user.click(screen.getByRole("button", { name: "Set it in Settings" }));
  await screen.findByTestId("letterhead-name");
});

it("hides what is owed until the key", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-unpaid"));
  const rows = await screen.findAllByTestId("unpaid");
  const slip = rows.find((row) => row.dataset["kind"] === "not_at_vendor");
  expect(slip?.textContent).not.toContain("100.00");
  await expectNoViolations();
  await app.user.keyboard("h");
  await waitFor(() => expect(slip?.textContent).toContain("100.00 RON"));
});

it("keeps a half-typed count while the person goes elsewhere", async () => {
  const app = await openMoney();
  await app.user.click(await screen.findByTestId("money-tab-cash"));
  await app.user.type(await screen.findByTestId("cash-counted-cash"), "12");
  await app.user.click(screen.getByTestId("nav-today"));
  await app.user.click(screen.getByTestId("nav-money"));
  expect((await screen.findByTestId<HTMLInputElement>("cash-counted-cash")).value).toBe("12");
});

it("makes a patient's statement from the patient's page", async () => {
  const app = await openMoney();
  const [first] = await screen.findAllByTestId("taking");
  await app.user.click(first as HTMLElement);
  await app.user.click(within(screen.getByRole("complementary")).getByRole("button", { name: "Patient" }));
  await app.user.click(await screen.findByTestId("patient-statement"));
  expect(await screen.findAllByTestId("statement-line")).toHaveLength(2);
  expect(called(app, "statement")[0]).toMatchObject({ from: "2025-11-23", to: "2026-11-23" });
  await app.user.click(screen.getByTestId("statement-language"));
  await app.user.click(await screen.findByRole("option", { name: "Čeština" }));
  await app.user.click(screen.getByTestId("money-csv-statement"));
  await waitFor(() =>
    expect(called(app, "money_export")).toEqual([
      { paper: expect.objectContaining({ what: "statement", language: "cs" }), format: "csv" },
    ]),
  );
  await expectNoViolations();
});
