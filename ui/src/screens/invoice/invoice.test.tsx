import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fold } from "../../frame/search/commands";
import { answers } from "../../platform/fake/answers";
import { type Fake, type FakeOptions, fakePlatform } from "../../platform/fake/fake";
import { invoicesOf, stepInvoices } from "../../platform/fake/invoice";
import { moneyOf } from "../../platform/fake/money";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

/** The clinic with its first work point confirmed, as an invoice needs it. */
function clinic(options: FakeOptions = {}): Fake {
  const fake = fakePlatform(options);
  for (const point of fake.world.workPoints) point.confirmed = point.vendor_id !== null;
  return fake;
}

function offline({ world }: Fake): void {
  const since = world.now.toISOString();
  Object.assign(world.state.connections[0] ?? {}, { health: "offline", offline_since: since });
}

/** The form of a new invoice, opened by key from the list of the day. */
async function begun(fake = clinic()) {
  const view = renderApp({ fake });
  const rows = await screen.findAllByTestId("today-row");
  await view.user.click(rows[3]!);
  await screen.findByTestId("patient-invoice");
  await view.user.keyboard("i");
  const form = await screen.findByRole("form", { name: "New invoice" });
  return { ...view, fake, form };
}

const search = (form: HTMLElement) => within(form).getByTestId("invoice-search");
const issued = ({ calls }: Fake) =>
  calls.filter(({ name }) => name === "invoice_issue").map(({ request }) => request);

/** Types a search and adds its first line. */
async function add(user: Awaited<ReturnType<typeof begun>>["user"], form: HTMLElement, text: string) {
  const before = within(form).queryAllByTestId("invoice-line").length;
  await user.click(search(form));
  await user.keyboard(text);
  await waitFor(() =>
    expect(within(form).getAllByTestId("price-item")[0]?.getAttribute("aria-selected")).toBe("true"),
  );
  const sought = text.replace(/^\d+\* ?/, "");
  await waitFor(() =>
    expect(fold(within(form).getAllByTestId("price-item")[0]?.textContent ?? "")).toContain(sought),
  );
  await user.keyboard("{Enter}");
  await waitFor(() => expect(within(form).getAllByTestId("invoice-line").length).toBe(before + 1));
}

async function issue({ user, form }: Pick<Awaited<ReturnType<typeof begun>>, "user" | "form">) {
  await user.click(within(form).getByTestId("invoice-issue"));
  await user.click(await screen.findByTestId("invoice-confirm"));
  return screen.findByTestId("invoice");
}

describe("a new invoice", () => {
  it("is typed by keys, counted by the desk, confirmed by name and sum, and issued once", async () => {
    const { user, fake, form } = await begun();
    expect(document.activeElement).toBe(search(form));
    expect(form.textContent).toContain("Popescu Ion");
    expect(form.textContent).toContain("born 31 Jan 1974");
    expect(form.textContent).toMatch(/•••• \d{4}/);
    await add(user, form, "3* electro");
    await add(user, form, "abdominal");
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("420.50 RON"));
    await user.click(within(form).getByText("Cash"));
    fill(within(form).getByTestId("invoice-given"), "500");
    expect(within(form).getByTestId("invoice-change").textContent).toBe("Give back 79.50 RON");
    fill(within(form).getByTestId("invoice-given"), "400,05");
    expect(within(form).getByTestId("invoice-change").textContent).toBe("20.45 RON is missing");
    fill(within(form).getByTestId("invoice-given"), "500");
    fill(within(form).getByTestId("invoice-fiscal-receipt"), "0071");
    await expectNoViolations();
    expect(within(form).getByTestId("invoice-issue").textContent).toContain(
      "Issue 420.50 RON for Popescu Ion",
    );
    await user.click(within(form).getByTestId("invoice-issue"));
    const dialog = await screen.findByRole("dialog", { name: "Issue this invoice" });
    for (const words of ["Popescu Ion", "31 Jan 1974", "420.50 RON", "Cash", "Punct de lucru 1", "3 ×"])
      expect(dialog.textContent).toContain(words);
    expect(issued(fake)).toEqual([]);
    await user.dblClick(within(dialog).getByTestId("invoice-confirm"));
    const page = await screen.findByTestId("invoice");
    const intents = new Set(issued(fake).map((request) => (request as { intent: string }).intent));
    expect(intents.size).toBe(1);
    expect(issued(fake)[0]).toMatchObject({
      form: {
        work_point: "1",
        lines: [
          { kind: "service", code: "110", quantity: 3 },
          { kind: "service", code: "111", quantity: 1 },
        ],
        payment: { method: "cash", fiscal_receipt: "0071" },
      },
    });
    expect(page.getAttribute("data-state")).toBe("on_the_way");
  });

  it("adds what was typed when Enter is faster than the list, and nothing where the text went on", async () => {
    const fake = clinic();
    const { user, form } = await begun(fake);
    const waiting: (() => void)[] = [];
    fake.instead("price_list", (request) => {
      const answer = answers.price_list?.(fake.world, request);
      return new Promise((done) => waiting.push(() => answer && done(answer)));
    });
    const arrive = () => act(async () => waiting.splice(0).forEach((answer) => answer()));
    await user.click(search(form));
    await user.keyboard("electro{Enter}");
    expect(within(form).queryAllByTestId("invoice-line")).toHaveLength(0);
    await arrive();
    const line = await within(form).findByTestId("invoice-line");
    expect(fold(line.textContent ?? "")).toContain("electro");
    await arrive();
    await user.keyboard("abdo{Enter}minal");
    await arrive();
    await waitFor(() =>
      expect(fold(within(form).getAllByTestId("price-item")[0]?.textContent ?? "")).toContain("abdominal"),
    );
    expect(within(form).getAllByTestId("invoice-line")).toHaveLength(1);
  });

  it("tells its three steps as they are done, then series and number, and goes on to whoever is next", async () => {
    const { user, fake, form } = await begun();
    await add(user, form, "electro");
    await user.click(within(form).getByText("Cash"));
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("80.00 RON"));
    const page = await issue({ user, form });
    const state = () => within(page).getByTestId("invoice-state").textContent;
    expect(state()).toBe("On its way");
    stepInvoices(fake.world);
    await waitFor(() => expect(state()).toBe("On its way: services added, not yet paid or invoiced"));
    stepInvoices(fake.world);
    await waitFor(() => expect(state()).toContain("services added and paid there, not yet invoiced"));
    expect(
      [...page.querySelectorAll("[data-standing]")].map((step) => step.getAttribute("data-standing")),
    ).toEqual(["done", "done", "now"]);
    invoicesOf(fake.world).mangled = true;
    stepInvoices(fake.world);
    await waitFor(() => expect(state()).toBe("Issued: VVM 1025"));
    expect(page.textContent).toContain("this is a copy made here of what was issued");
    expect(within(page).getByTestId("invoice-print")).toBeTruthy();
    await expectNoViolations();
    await user.click(within(page).getByTestId("invoice-next"));
    expect(document.activeElement).toBe(screen.getByTestId("search-input"));
    expect(invoicesOf(fake.world).invoices).toHaveLength(1);
  });

  it("says what is missing only once somebody wants to issue it, and goes there", async () => {
    const { user, fake, form } = await begun();
    await waitFor(() => expect(within(form).getByTestId("invoice-work-point").textContent).toContain("1"));
    expect(within(form).queryByText("Fill this in.")).toBeNull();
    await user.click(within(form).getByTestId("invoice-issue"));
    expect((await within(form).findByTestId("invoice-missing")).textContent).toContain("2 things");
    await waitFor(() => expect(document.activeElement).toBe(search(form)));
    expect(within(form).getAllByText("Fill this in.")).toHaveLength(2);
    expect(issued(fake)).toEqual([]);
    await expectNoViolations();
  });

  it("takes another price only where it may change, and no sum that can be read in two ways", async () => {
    const { user, fake, form } = await begun();
    await add(user, form, "electro");
    expect(within(form).queryByTestId("invoice-price")).toBeNull();
    await user.click(within(form).getByRole("button", { name: "Take away Electrocardiogramă (ECG)" }));
    await add(user, form, "fizio");
    await user.click(within(form).getByText("Card"));
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("95.00 RON"));
    fill(within(form).getByTestId("invoice-price"), "1.500");
    expect(await within(form).findByText("Type a sum such as 150 or 1500,50.")).toBeTruthy();
    expect(within(form).getByTestId("invoice-total").textContent).toBe("–");
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(screen.queryByTestId("invoice-confirm")).toBeNull();
    fill(within(form).getByTestId("invoice-price"), "1500,5");
    fill(within(form).getByTestId("invoice-quantity"), "2");
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("3,001.00 RON"));
    await issue({ user, form });
    expect(issued(fake)[0]).toMatchObject({
      form: { lines: [{ code: "131", quantity: 2, price: "1500.50" }] },
    });
  });

  it("asks for a price that the list lacks, and knows contracts without a quantity", async () => {
    const { user, form } = await begun();
    await add(user, form, "adeverinta");
    expect(await within(form).findByText("It has no price. Type one.")).toBeTruthy();
    fill(within(form).getByTestId("invoice-price"), "30");
    await add(user, form, "abonament");
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("430.00 RON"));
    const lines = within(form).getAllByTestId("invoice-line");
    expect(within(lines[1]!).queryByTestId("invoice-quantity")).toBeNull();
  });

  it("takes the work point of today's visit, and asks where nobody has confirmed it", async () => {
    const fake = clinic();
    const rows = [...fake.world.days.values()][0]!;
    rows.forEach((row) => Object.assign(row, { place: "Punct de lucru 2" }));
    fake.world.workPoints.forEach((point, index) => Object.assign(point, { vendor_id: String(index + 1) }));
    for (const point of fake.world.workPoints) point.confirmed = true;
    const { form } = await begun(fake);
    await waitFor(() =>
      expect(within(form).getByTestId("invoice-work-point").textContent).toContain("Punct de lucru 2"),
    );
  });

  it("chooses no work point where the day has no visit at one", async () => {
    const fake = clinic();
    fake.world.workPoints.forEach((point, index) => Object.assign(point, { vendor_id: String(index + 1) }));
    for (const point of fake.world.workPoints) point.confirmed = true;
    for (const row of [...fake.world.days.values()].flat()) row.place = null;
    const { user, form } = await begun(fake);
    expect(within(form).getByTestId("invoice-work-point").textContent).toContain("Choose");
    await user.click(within(form).getByTestId("invoice-issue"));
    // The first thing that is wrong stands above what was scrolled to.
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByTestId("invoice-work-point")));
  });

  it("says where something is sold that this work point does not sell", async () => {
    const fake = clinic();
    fake.world.workPoints.forEach((point, index) => Object.assign(point, { vendor_id: String(index + 1) }));
    for (const point of fake.world.workPoints) point.confirmed = true;
    invoicesOf(fake.world).soldOnlyAt = { "102": "2" };
    const { user, form } = await begun(fake);
    await user.click(search(form));
    await user.keyboard("cardiologie");
    expect((await within(form).findByTestId("invoice-sold-at")).textContent).toContain("Punct de lucru 2");
    expect(within(form).getByText(/Nothing that is sold at .+ fits “cardiologie”/)).toBeTruthy();
  });

  it("says loud that less cash lies there, and keeps what goes back until the next patient", async () => {
    const { user, form } = await begun();
    await add(user, form, "electro");
    await user.click(within(form).getByText("Cash"));
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("80.00 RON"));
    fill(within(form).getByTestId("invoice-given"), "50");
    await user.click(within(form).getByTestId("invoice-issue"));
    const dialog = await screen.findByRole("dialog", { name: "Issue this invoice" });
    expect(dialog.textContent).toContain("30.00 RON is missing");
    expect(dialog.textContent).toContain("Less cash was given than the total");
    await user.click(within(dialog).getByRole("button", { name: "Back" }));
    fill(within(form).getByTestId("invoice-given"), "100");
    const page = await issue({ user, form });
    expect(within(page).getByTestId("invoice-give-back").textContent).toBe("Give back 20.00 RON");
  });

  it("stops before anything is sent at another currency and at an open deposit", async () => {
    const fake = clinic();
    invoicesOf(fake.world).deposit = "100.00";
    const { user, form } = await begun(fake);
    expect(form.textContent).toContain("An advance of 100.00 RON is open there");
    await add(user, form, "telemed");
    expect(await within(form).findByText(/Its price is in another currency/)).toBeTruthy();
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(screen.queryByTestId("invoice-confirm")).toBeNull();
    expect(within(form).getByText(/make this invoice there, or say above/)).toBeTruthy();
    await expectNoViolations();
  });

  it("takes no money for a patient with an open advance before somebody has looked, and looks again at another sum", async () => {
    const fake = clinic();
    invoicesOf(fake.world).deposit = "100.00";
    const { user, form } = await begun(fake);
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(screen.queryByTestId("invoice-confirm")).toBeNull();
    const used = () => within(form).getByRole("checkbox", { name: /the advance was used up already/ });
    expect(document.activeElement).toBe(used());
    await user.keyboard(" ");
    invoicesOf(fake.world).deposit = "130.00";
    act(() => fake.tell({ event: "changed", tags: ["money"] }));
    expect(await within(form).findByText(/An advance of 130.00 RON/)).toBeTruthy();
    expect((used() as HTMLInputElement).checked).toBe(false);
    await user.click(used());
    await issue({ user, form });
    expect(issued(fake)[0]).toMatchObject({ form: { deposit_used: true } });
  });

  it("says before the payment that the vendor will note it otherwise and ask", async () => {
    const fake = clinic();
    invoicesOf(fake.world).notes = "Numerar";
    const { user, form } = await begun(fake);
    await add(user, form, "electro");
    for (const [method, asks] of [
      ["Card", true],
      ["Cash", false],
    ] as const) {
      await user.click(within(form).getByText(method));
      await user.click(within(form).getByTestId("invoice-issue"));
      const dialog = await screen.findByRole("dialog", { name: "Issue this invoice" });
      expect(within(dialog).queryByText(/noted a payment like this as “Numerar” before/) !== null).toBe(asks);
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    }
  });

  it("folds the price list over chosen lines, and goes on to the payment and the confirmation by keys", async () => {
    const { user, fake, form } = await begun();
    await waitFor(() => expect(within(form).getAllByTestId("price-item").length).toBeGreaterThan(1));
    await add(user, form, "electro");
    expect(within(form).queryAllByTestId("price-item")).toHaveLength(0);
    await user.keyboard("{ArrowDown}");
    expect(within(form).getAllByTestId("price-item")[0]?.getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Escape}");
    expect(within(form).queryAllByTestId("price-item")).toHaveLength(0);
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(within(form).getByRole("radio", { name: "Cash" }));
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("80.00 RON"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    await user.click(await screen.findByTestId("invoice-confirm"));
    await screen.findByTestId("invoice");
    expect(issued(fake)).toMatchObject([{ form: { payment: { method: "card" } } }]);
  });

  it("says of what is sold once that more of it is not added", async () => {
    const { user, form } = await begun();
    await user.click(search(form));
    await user.keyboard("2* abonament");
    await waitFor(() =>
      expect(within(form).getAllByTestId("price-item")[0]?.textContent).toContain("only one at a time"),
    );
  });

  it("goes to the line that is wrong when it is issued", async () => {
    const { user, form } = await begun();
    await add(user, form, "telemed");
    await within(form).findByText(/Its price is in another currency/);
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(within(form).getByTestId("invoice-line").contains(document.activeElement)).toBe(true);
  });

  it("marks favourites, which stand first", async () => {
    const { user, fake, form } = await begun();
    const names = () =>
      within(form)
        .getAllByTestId("price-item")
        .map((row) => row.getAttribute("data-code"));
    await waitFor(() => expect(names().slice(0, 2)).toEqual(["101", "110"]));
    await user.click(within(form).getByRole("button", { name: "Mark Control în 30 de zile as a favourite" }));
    await waitFor(() => expect(names().slice(0, 3)).toEqual(["101", "103", "110"]));
    expect(fake.calls.find(({ name }) => name === "price_favourite")?.request).toMatchObject({
      kind: "service",
      code: "103",
      on: true,
    });
  });

  it("shows what was made elsewhere apart, as never invoiced here", async () => {
    const { user, form } = await begun();
    await user.click(within(form).getByRole("button", { name: "Made elsewhere: 2" }));
    expect(within(form).getByText("Payment note 5512")).toBeTruthy();
    expect(within(form).getByText(/They are never invoiced here/)).toBeTruthy();
    expect(within(form).queryAllByTestId("invoice-line")).toHaveLength(0);
  });

  it("survives a walk elsewhere, with the intent it had", async () => {
    const { user, fake, form } = await begun();
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    fake.fails("invoice_issue", "internal");
    await user.click(within(form).getByTestId("invoice-issue"));
    await user.click(await screen.findByTestId("invoice-confirm"));
    await within(form).findByRole("alert");
    await user.click(search(form));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("form", { name: "New invoice" })).toBeNull());
    await user.click(screen.getByTestId("nav-patients"));
    await user.click(screen.getByTestId("nav-today"));
    await user.click((await screen.findAllByTestId("today-row"))[3]!);
    await user.keyboard("i");
    const again = await screen.findByRole("form", { name: "New invoice" });
    expect(within(again).getAllByTestId("invoice-line")).toHaveLength(1);
    await user.click(within(again).getByTestId("invoice-issue"));
    await user.click(await screen.findByTestId("invoice-confirm"));
    await waitFor(() => expect(issued(fake)).toHaveLength(2));
    const [first, second] = issued(fake) as { intent: string }[];
    expect(second?.intent).toBe(first?.intent);
  });

  it("survives a lock for whoever typed it", async () => {
    const { user, form } = await begun(clinic({ seated: "receptionist" }));
    await add(user, form, "electro");
    fill(within(form).getByTestId("invoice-quantity"), "4");
    await user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    expect(document.body.textContent).not.toContain("Popescu");
    await user.type(await screen.findByTestId("lock-pin"), "2580{Enter}");
    const again = await screen.findByRole("form", { name: "New invoice" });
    expect((within(again).getByTestId("invoice-quantity") as HTMLInputElement).value).toBe("4");
    await waitFor(() => expect(within(again).getByTestId("invoice-total").textContent).toBe("320.00 RON"));
  });

  it("says when only the vendor knows the sum", async () => {
    const fake = clinic();
    fake.instead("invoice_check", () => ({
      lines: [{ name: "Abonament", unit: null, total: null }],
      total: null,
      problems: [],
      asked_about: null,
    }));
    const { user, form } = await begun(fake);
    await add(user, form, "abonament");
    expect(await within(form).findByText(/alone knows what it comes to/)).toBeTruthy();
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(screen.queryByTestId("invoice-confirm")).toBeNull();
  });

  it("does not begin where no work point is confirmed, and says where to go", async () => {
    const { user, form } = await begun(fakePlatform());
    expect(form.textContent).toContain("none is confirmed yet");
    await user.click(within(form).getByRole("button", { name: "Confirm them in Settings" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
    const points = await screen.findByRole("table", { name: "Work points" });
    await waitFor(() => expect(points.contains(document.activeElement)).toBe(true));
  });

  it("sends nobody to settings who may confirm nothing there", async () => {
    const { form } = await begun(fakePlatform({ seated: "receptionist" }));
    expect(await within(form).findByText(/A manager confirms it in Settings/)).toBeTruthy();
    expect(within(form).queryByRole("button", { name: "Confirm them in Settings" })).toBeNull();
  });

  it("says that the desk knows this intent with other contents", async () => {
    const fake = clinic();
    fake.fails("invoice_issue", "invalid-field", { field: "intent", reason: "used-for-something-else" });
    const { user, form } = await begun(fake);
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    await user.click(await screen.findByTestId("invoice-confirm"));
    expect(await within(form).findByText(/begun already, with other contents/)).toBeTruthy();
  });

  it("is not issued at another price than the one confirmed, and says the new sum", async () => {
    const { user, fake, form } = await begun();
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("80.00 RON"));
    await user.click(within(form).getByTestId("invoice-issue"));
    const dialog = await screen.findByRole("dialog", { name: "Issue this invoice" });
    const { prices, invoices } = invoicesOf(fake.world);
    Object.assign(
      prices.find(({ code }) => code === "110")!,
      { price: { amount: "95.00", currency: "RON" } },
    );
    await user.click(within(dialog).getByTestId("invoice-confirm"));
    expect((await within(form).findByText(/By now it comes to 95.00 RON/)).textContent).toContain(
      "Nothing was sent",
    );
    expect(invoices).toEqual([]);
    await user.click(within(form).getByTestId("invoice-issue"));
    await user.click(await screen.findByTestId("invoice-confirm"));
    await screen.findByTestId("invoice");
    expect(issued(fake)).toEqual([
      expect.objectContaining({ total: "80.00" }),
      expect.objectContaining({ total: "95.00" }),
    ]);
  });

  it("asks whether a slip of the same sum is its money, and takes that once", async () => {
    const fake = clinic();
    const person = fake.world.people[3]!;
    const slip = (id: string, amount: string) => ({
      ...moneyOf(fake.world).takings[2]!,
      id,
      patient: person.id,
      patient_name: person.name,
      amount: { amount, currency: "RON" },
      left: { amount, currency: "RON" },
      slip: id,
    });
    moneyOf(fake.world).takings.push(slip("0001", "80.00"), slip("0002", "50.00"));
    const { user, form } = await begun(fake);
    await add(user, form, "electro");
    await waitFor(() => expect(within(form).getByTestId("invoice-total").textContent).toBe("80.00 RON"));
    const [fitting, other] = within(form).getAllByTestId("slip-use");
    expect(other!.querySelector("input")!.disabled).toBe(true);
    await user.click(within(form).getByText("Card"));
    await user.click(within(form).getByTestId("invoice-issue"));
    expect(await within(form).findByText("Fill this in.")).toBeTruthy();
    expect(screen.queryByTestId("invoice-confirm")).toBeNull();
    await user.click(fitting!);
    await expectNoViolations();
    await user.click(within(form).getByTestId("invoice-issue"));
    expect((await screen.findByRole("dialog")).textContent).toContain("Cash · taken already, slip 0001");
    await user.click(screen.getByTestId("invoice-confirm"));
    await screen.findByTestId("invoice");
    expect(issued(fake)).toEqual([
      expect.objectContaining({
        taking: "0001",
        form: expect.objectContaining({ payment: { method: "cash" } }),
      }),
    ]);
  });
});

describe("an invoice without a line", () => {
  it("is prepared and waits, and is issued when somebody goes on with it", async () => {
    const fake = clinic();
    offline(fake);
    const { user, form } = await begun(fake);
    expect(form.textContent).toContain("nothing is in MedSoft");
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    await waitFor(() =>
      expect(within(form).getByTestId("invoice-issue").textContent).toContain("Prepare 80.00 RON"),
    );
    const page = await issue({ user, form });
    expect(within(page).getByTestId("invoice-state").textContent).toBe("Prepared, not sent");
    expect(page.textContent).toContain("nothing of it is in MedSoft");
    await expectNoViolations();
    Object.assign(fake.world.state.connections[0]!, { health: "ok", offline_since: null });
    await user.click(within(page).getByTestId("invoice-resume"));
    await waitFor(() => expect(within(page).getByTestId("invoice-state").textContent).toBe("On its way"));
    const decided = fake.calls.filter(({ name }) => name === "unsent_resolve");
    expect(decided.map(({ request }) => request)).toEqual([
      expect.objectContaining({ decision: "send", question: { kind: "needs_live_line" } }),
    ]);
  });

  it("says what the vendor answered where the line is not at fault", async () => {
    const fake = clinic();
    offline(fake);
    const { user, form } = await begun(fake);
    await add(user, form, "electro");
    await user.click(within(form).getByText("Card"));
    const page = await issue({ user, form });
    const [invoice] = invoicesOf(fake.world).invoices;
    invoice!.reason = "vendor-unreadable";
    fake.tell({ event: "changed", tags: ["money", "unsent"] });
    expect(await within(page).findByText(/MedSoft's answer could not be read/)).toBeTruthy();
    expect(page.textContent).not.toContain("while the line is up");
    await expectNoViolations();
  });
});
