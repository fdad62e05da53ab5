import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { InvoiceStep, Question, StopReason } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { invoicesOf, stepInvoices } from "../../platform/fake/invoice";
import { sourceOf } from "../../platform/fake/people";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

/** An invoice of 80 lei that stopped at a step. */
async function stopped(at: InvoiceStep, question: Question): Promise<Fake> {
  const fake = fakePlatform();
  for (const point of fake.world.workPoints) point.confirmed = point.vendor_id !== null;
  fake.world.entries = [];
  invoicesOf(fake.world).trouble = { at, question };
  await fake.call("invoice_issue", {
    record: sourceOf(3).record,
    form: {
      work_point: "1",
      lines: [{ kind: "service", code: "110", quantity: 1 }],
      payment: { method: "cash" },
      deposit_used: false,
    },
    intent: crypto.randomUUID(),
  });
  for (let step = 0; step < 3; step += 1) stepInvoices(fake.world);
  expect(invoicesOf(fake.world).invoices[0]?.state).toBe("needs_person");
  return fake;
}

const LOOK: Question = { kind: "look_there" };
const stop = (reason: StopReason): Question => ({ kind: "stopped", stop: reason });

/** The question, opened from the unsent work. */
async function asked(fake: Fake) {
  const view = renderApp({ fake, start: "unsent" });
  await view.user.click(await screen.findByRole("button", { name: /Decide/ }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText(/•••• \d{4}/);
  return { ...view, dialog };
}

const resolved = (fake: Fake) =>
  fake.calls.filter(({ name }) => name === "unsent_resolve").map(({ request }) => request);

describe("an invoice whose last answer was lost", () => {
  it("names what to look up, and is closed by series and number found there", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user, dialog } = await asked(fake);
    for (const words of ["Popescu Ion", "31 Jan 1974", "80.00 RON", "Facturi", "5620", "not yet invoiced"])
      expect(dialog.textContent).toContain(words);
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(within(dialog).getByText("Choose one of the answers.")).toBeTruthy();
    await user.click(within(dialog).getByText("It is issued there"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(within(dialog).getAllByText("Fill this in.")).toHaveLength(2);
    expect(resolved(fake)).toEqual([]);
    await expectNoViolations();
    fill(within(dialog).getByTestId("invoice-series"), " VVM ");
    fill(within(dialog).getByTestId("invoice-number-there"), "998");
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() =>
      expect(resolved(fake)).toEqual([
        expect.objectContaining({ decision: "happened", issued: { series: "VVM", number: "998" } }),
      ]),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(invoicesOf(fake.world).invoices[0]).toMatchObject({
      state: "issued",
      number: "998",
      by_hand: true,
    });
  });

  it("is issued when a person looked and found nothing", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByText("It is not issued there: issue it now"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() => expect(resolved(fake)).toEqual([expect.objectContaining({ decision: "send" })]));
    stepInvoices(fake.world);
    expect(invoicesOf(fake.world).invoices[0]?.state).toBe("issued");
  });

  it("is given up only with a reason, and says what stays there", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-discard"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(within(dialog).getByText("Fill this in.")).toBeTruthy();
    fill(within(dialog).getByTestId("invoice-reason"), "a plecat");
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() =>
      expect(resolved(fake)).toEqual([expect.objectContaining({ decision: "discard", reason: "a plecat" })]),
    );
  });

  it("keeps a half-typed answer for later", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByText("It is issued there"));
    fill(within(dialog).getByTestId("invoice-series"), "VVM");
    await user.click(within(dialog).getByRole("button", { name: "Decide later" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: /Decide/ }));
    const again = await screen.findByRole("dialog");
    expect((within(again).getByTestId("invoice-series") as HTMLInputElement).value).toBe("VVM");
  });
});

describe("a yes", () => {
  it("is to the question on the screen; of another one nothing is ticked and nothing sent", async () => {
    const fake = await stopped(
      "invoice",
      stop({ why: "recorded_differs", field: "total", ours: "80.00 RON", theirs: "60.00 RON" }),
    );
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-send"));
    // Somebody else answered meanwhile, and another question is asked by now.
    const [invoice] = invoicesOf(fake.world).invoices;
    invoice!.question = LOOK;
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(await within(dialog).findByText(/Something else is asked by now/)).toBeTruthy();
    expect(await within(dialog).findByRole("heading", { name: "Was the invoice issued?" })).toBeTruthy();
    expect(within(dialog).queryByRole("radio", { checked: true })).toBeNull();
    expect(resolved(fake)).toEqual([
      expect.objectContaining({ question: expect.objectContaining({ kind: "stopped" }) }),
    ]);
    expect(invoice!.state).toBe("needs_person");
    await user.click(within(dialog).getByTestId("invoice-answer-send"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() => expect(resolved(fake)[1]).toMatchObject({ question: LOOK }));
  });

  it("can say of a way of paying that the clinic knows what is noted there", async () => {
    const differs = stop({ why: "recorded_differs", field: "method", ours: "card", theirs: "Numerar" });
    const fake = await stopped("invoice", differs);
    const { user, dialog } = await asked(fake);
    expect(within(dialog).queryByText("Do not ask about this again")).toBeNull();
    await user.click(within(dialog).getByTestId("invoice-answer-send"));
    await user.click(within(dialog).getByText("Do not ask about this again"));
    await expectNoViolations();
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() => expect(resolved(fake)).toEqual([expect.objectContaining({ decision: "send" })]));
    expect(invoicesOf(fake.world).notedMethod).toBe("Numerar");
  });

  it("to another sum never says anything of what comes later", async () => {
    const differs = stop({ why: "recorded_differs", field: "total", ours: "80.00 RON", theirs: "60.00 RON" });
    const { user, dialog } = await asked(await stopped("invoice", differs));
    await user.click(within(dialog).getByTestId("invoice-answer-send"));
    expect(within(dialog).queryByText("Do not ask about this again")).toBeNull();
  });

  it("is about the try that it was asked after", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-send"));
    const [invoice] = invoicesOf(fake.world).invoices;
    invoice!.attempts += 1;
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(await within(dialog).findByText(/Something else is asked by now/)).toBeTruthy();
    expect(within(dialog).queryByRole("radio", { checked: true })).toBeNull();
    expect(invoice!.state).toBe("needs_person");
  });

  it("is asked where the money is when nothing of the invoice is there", async () => {
    const fake = await stopped("services", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-discard"));
    fill(within(dialog).getByTestId("invoice-reason"), "a plecat");
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(within(dialog).getByText("Say where the money is.")).toBeTruthy();
    expect(resolved(fake)).toEqual([]);
    await user.click(within(dialog).getByTestId("money-kept-false"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() =>
      expect(resolved(fake)).toEqual([
        expect.objectContaining({ decision: "discard", money_kept: false, reason: "a plecat" }),
      ]),
    );
  });

  it("is asked where the money is as long as no vendor has it, whatever stands there", async () => {
    const fake = await stopped("payment", stop({ why: "codes_lost" }));
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-discard"));
    fill(within(dialog).getByTestId("invoice-reason"), "luate de acolo");
    await user.click(within(dialog).getByTestId("money-kept-true"));
    await user.click(within(dialog).getByTestId("invoice-answer"));
    await waitFor(() => expect(resolved(fake)).toEqual([expect.objectContaining({ money_kept: true })]));
    await waitFor(() => expect(invoicesOf(fake.world).invoices[0]?.state).toBe("not_issued"));
  });

  it("says why it was refused, also about the money", async () => {
    const fake = await stopped("services", LOOK);
    const { user, dialog } = await asked(fake);
    await user.click(within(dialog).getByTestId("invoice-answer-discard"));
    fill(within(dialog).getByTestId("invoice-reason"), "a plecat");
    await user.click(within(dialog).getByTestId("money-kept-false"));
    // Meanwhile the payment has reached the vendor after all.
    fake.fails("unsent_resolve", "invalid-field", { field: "money_kept", reason: "at-vendor" });
    await user.click(within(dialog).getByTestId("invoice-answer"));
    expect(await within(dialog).findByText(/The vendor has this payment already/)).toBeTruthy();
    await expectNoViolations();
  });

  it("rests on a look only where there was one", async () => {
    const fake = await stopped("payment", { kind: "needs_live_line" });
    const [entry] = fake.world.entries;
    Object.assign(entry!, { attempts: 3, lost: 0, looks: 0 });
    const first = await asked(fake);
    expect(first.dialog.textContent).not.toContain("was asked since");
    expect(first.dialog.textContent).toContain("was not asked whether this step arrived");
    first.unmount();
    // The line broke before anything was out, and the desk has looked all the same.
    Object.assign(entry!, { lost: 0, looks: 1 });
    const { dialog } = await asked(fake);
    await waitFor(() => expect(dialog.textContent).toContain("was asked since"));
  });

  it("says that nobody has looked since a copy took the place of the desk's data", async () => {
    const fake = await stopped("payment", { kind: "look_there" });
    const [entry] = fake.world.entries;
    Object.assign(entry!, { attempts: 3, lost: 2, looks: 0, reason: "copy-restored" });
    const [invoice] = invoicesOf(fake.world).invoices;
    Object.assign(invoice!, { reason: "copy-restored" });
    const { dialog } = await asked(fake);
    expect(dialog.textContent).toContain("A copy took the place of this desk's data");
    expect(dialog.textContent).not.toContain("line broke");
    expect(dialog.textContent).not.toContain("was asked since");
  });
});

describe("an invoice that stopped", () => {
  it("shows what was taken beside what was recorded, and what to change there", async () => {
    const fake = await stopped(
      "invoice",
      stop({ why: "recorded_differs", field: "method", ours: "cash", theirs: "CARD" }),
    );
    const { dialog } = await asked(fake);
    expect(within(dialog).getByText("Taken here").nextElementSibling?.textContent).toBe("Cash");
    expect(within(dialog).getByText("In MedSoft now").nextElementSibling?.textContent).toBe("CARD");
    expect(dialog.textContent).toContain("change the way of paying of that note in MedSoft");
    expect(within(dialog).getByText("Checked there, go on")).toBeTruthy();
    await expectNoViolations();
  });

  it.each([
    [
      "services",
      { why: "open_deposit", amount: "100.00", currency: "RON" },
      "An advance of 100.00 RON is open",
    ],
    ["services", { why: "other_currency", currency: "EUR" }, "There: EUR"],
    [
      "services",
      { why: "price_changed", kind: "service", code: "110", name: "ECG", was: "80.00", now: "90.00" },
      "90.00 RON",
    ],
    [
      "services",
      { why: "price_changed", kind: "service", code: "110", name: "ECG", was: "80.00", now: "" },
      "no longer sold",
    ],
    ["payment", { why: "codes_lost" }, "Make the payment note and the invoice there"],
    [
      "invoice",
      { why: "recorded_differs", field: "total", ours: "80.00 RON", theirs: "60.00 RON" },
      "60.00 RON",
    ],
  ] as [InvoiceStep, StopReason, string][])(
    "says why and what to look up (%s, %o)",
    async (at, reason, words) => {
      const fake = await stopped(at, stop(reason));
      const { user, dialog } = await asked(fake);
      expect(dialog.textContent).toContain(words);
      // Nothing in it is left without words of its own.
      expect(dialog.textContent).not.toMatch(/invoice-[a-z]+-|question-/);
      const answers = within(dialog).getAllByRole("radio");
      expect(answers.length).toBeGreaterThanOrEqual(2);
      await user.click(within(dialog).getByRole("button", { name: "Decide later" }));
    },
  );

  it.each([
    ["services", "Were the services added?", "They are not there: add them now"],
    ["payment", "Was the payment recorded?", "It is not there: record it now"],
  ] as const)("asks for what was lost at its step (%s)", async (at, title, answer) => {
    const { dialog } = await asked(await stopped(at, LOOK));
    expect(within(dialog).getByRole("heading", { name: title })).toBeTruthy();
    expect(within(dialog).getByText(answer)).toBeTruthy();
  });

  it("is told in the list of unsent work as what it is", async () => {
    const fake = await stopped("payment", stop({ why: "codes_lost" }));
    renderApp({ fake, start: "unsent" });
    expect(await screen.findByText("Invoice 80.00 RON: record its payment")).toBeTruthy();
    expect(screen.getByText(/the answer that names them was lost/)).toBeTruthy();
  });
});

describe("a payment noted otherwise than it was taken", () => {
  it("stands beside the count of the drawer and on the day's page, and opens", async () => {
    const fake = await stopped("invoice", LOOK);
    const [invoice] = invoicesOf(fake.world).invoices;
    Object.assign(invoice!, {
      state: "issued",
      noted_as: "Numerar",
      note: "5620",
      entry: null,
      question: null,
    });
    const { user } = renderApp({ fake, start: "money" });
    await screen.findByRole("region", { name: "Taken at this desk" });
    const list = await screen.findByTestId("invoices-noted-otherwise");
    expect(list.textContent).toContain("Noted there: Numerar (payment note 5620)");
    await user.click(within(list).getByTestId("invoice-row"));
    const page = await screen.findByTestId("invoice");
    expect(page.textContent).toContain("Noted in MedSoft asNumerar");
  });
});

describe("an invoice that waits for the vendor between two calls", () => {
  it("says until when", async () => {
    const fake = await stopped("payment", LOOK);
    const [invoice] = invoicesOf(fake.world).invoices;
    Object.assign(invoice!, {
      state: "on_the_way",
      question: null,
      reason: "vendor-busy",
      next_at: "2026-11-23T09:30:00Z",
      may: ["send", "discard"],
    });
    const { user } = renderApp({ fake, start: "money" });
    await user.click(await screen.findByTestId("invoice-row"));
    const page = await screen.findByTestId("invoice");
    expect(page.textContent).toContain("MedSoft asks to slow down");
    expect(page.textContent).toContain("Next try 11:30");
  });
});

describe("the invoices of a patient", () => {
  it("stand on the patient's page with how far they have come, and open", async () => {
    const fake = await stopped("invoice", LOOK);
    const { user } = renderApp({ fake });
    await user.click((await screen.findAllByTestId("today-row"))[3]!);
    await user.click(await screen.findByRole("button", { name: /Patient page/ }));
    const row = await screen.findByTestId("invoice-row");
    expect(row.textContent).toContain("services added and paid there, not yet invoiced");
    await user.click(row);
    const page = await screen.findByTestId("invoice");
    expect(page.getAttribute("data-reached")).toBe("payment");
    await user.click(within(page).getByTestId("invoice-decide"));
    expect(await screen.findByRole("dialog", { name: "Was the invoice issued?" })).toBeTruthy();
  });

  it("tell a refusal in the vendor's words, and can be sent again or given up", async () => {
    const fake = fakePlatform();
    for (const point of fake.world.workPoints) point.confirmed = point.vendor_id !== null;
    invoicesOf(fake.world).trouble = { at: "payment", refused: "Punct de lucru inchis" };
    await fake.call("invoice_issue", {
      record: sourceOf(3).record,
      form: {
        work_point: "1",
        lines: [{ kind: "service", code: "110", quantity: 1 }],
        payment: { method: "card" },
        deposit_used: false,
      },
      intent: crypto.randomUUID(),
    });
    stepInvoices(fake.world);
    stepInvoices(fake.world);
    const { user } = renderApp({ fake });
    await user.click((await screen.findAllByTestId("today-row"))[3]!);
    await user.keyboard("i");
    await user.click(await screen.findByRole("button", { name: "Look at it" }));
    const page = await screen.findByTestId("invoice");
    expect(page.textContent).toContain("“Punct de lucru inchis”");
    await expectNoViolations();
    await user.click(within(page).getByTestId("invoice-resume"));
    stepInvoices(fake.world);
    await waitFor(() => expect(page.getAttribute("data-reached")).toBe("payment"));
  });
});
