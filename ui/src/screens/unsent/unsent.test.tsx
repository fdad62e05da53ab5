import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Question, UnsentEntry } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { MARKUP_NAME, uuid } from "../../platform/fake/people";
import { more } from "../../platform/fake/unsent";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const at = async (fake?: Fake) => {
  const app = renderApp({ start: "unsent", ...(fake ? { fake } : {}) });
  await screen.findByRole("heading", { level: 1, name: "Unsent" });
  return app;
};
const line = (words: RegExp) =>
  screen.getAllByRole("listitem").find((item) => words.test(item.textContent ?? "")) as HTMLElement;
const resolved = (fake: Fake) => fake.calls.find(({ name }) => name === "unsent_resolve")?.request;

/** One entry alone, changed as wanted. */
function only(index: number, changes: Partial<UnsentEntry>): Fake {
  const fake = fakePlatform();
  const entry = fake.world.entries[index];
  if (entry) fake.world.entries = [{ ...entry, ...changes }];
  return fake;
}

describe("unsent work", () => {
  it("stands in words: what, whose, when, why; first what needs a person", async () => {
    await at();
    const wanting = await screen.findByRole("region", { name: /Needs your decision/ });
    expect(within(wanting).getAllByRole("listitem")).toHaveLength(3);
    const going = screen.getByRole("region", { name: /Not sent yet/ });
    expect(within(going).getAllByRole("listitem")).toHaveLength(2);
    expect(line(/Rusu Gabriel/).textContent).toBe(
      "Set “A sosit”Rusu Gabriel5 Dec 1985Mon 23 Nov, 10:10, Dr Vasiliu Andrei" +
        "MedSoft does not answer. Next try 10:19.MedSoft · by Ana, 10:14 · sent 2 timesSend nowGive upDel",
    );
    await expectNoViolations();
  });

  it("says the vendor's reason as text, and lets it be sent again", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    const refused = line(/Toma Ilinca/);
    expect(refused.textContent).toContain("MedSoft refused it: “Numarul de telefon nu este valid”");
    await user.click(within(refused).getByRole("button", { name: "Send again" }));
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "send" }));
    await waitFor(() => expect(line(/Toma Ilinca/).textContent).toContain("Is sent in a moment."));
  });

  it.each<[Partial<UnsentEntry>, string]>([
    [{ state: "held", next_at: "2026-11-23T08:18:05Z" }, "Kept here a moment"],
    [{ state: "queued" }, "Is sent in a moment."],
    [{ state: "sending" }, "Is being sent."],
    [{ state: "unknown" }, "so that it is not done twice"],
    [{ state: "blocked" }, "Waits for an earlier change"],
    [{ state: "waiting", reason: "key-refused", next_at: null }, "refuses the key. Replace it in Settings"],
    [{ state: "waiting", reason: null, next_at: null }, "Waits."],
    [{ state: "waiting", reason: "disk-full", next_at: null }, "The disk is full"],
    [{ state: "refused", reason: "vendor-refused", vendor_message: null }, "without giving a reason"],
    [{ state: "refused", reason: "vendor-refused", vendor_message: null, lost: 1 }, "may have arrived"],
    [{ state: "refused", reason: "not-found", vendor_message: null }, "no longer in the desk's store"],
  ])("has words for %o", async (changes, words) => {
    await at(only(3, changes));
    await screen.findAllByRole("button", { name: "Rusu Gabriel" });
    expect(line(/Rusu Gabriel/).textContent).toContain(words);
  });

  it("gives nothing up without saying what is lost, and asks why", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    await user.click(within(line(/Toma Ilinca/)).getByRole("button", { name: "Give up" }));
    const dialog = await screen.findByRole("dialog", { name: "Give up this change" });
    expect(dialog.textContent).toContain("New patient");
    expect(dialog.textContent).toContain("Toma Ilinca, birth date unknown");
    expect(dialog.textContent).toContain("MedSoft · by Ana");
    expect(dialog.textContent).toContain("what was typed is gone");
    expect(dialog.textContent).toContain("Nothing changes in MedSoft.");
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Give up" }));
    expect(within(dialog).getByRole("alert").textContent).toBe("Choose why.");
    await user.click(within(dialog).getByRole("button", { name: "Keep" }));
    expect(resolved(fake)).toBeUndefined();
    await user.click(within(line(/Toma Ilinca/)).getByRole("button", { name: "Give up" }));
    const again = await screen.findByRole("dialog");
    await user.click(within(again).getByRole("radio", { name: "It was a mistake" }));
    await user.click(within(again).getByRole("button", { name: "Give up" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(screen.queryByText("Toma Ilinca")).toBeNull());
    expect(resolved(fake)).toMatchObject({ decision: "discard", reason: "It was a mistake" });
  });

  it("takes a reason in a person's own words", async () => {
    const { user, fake } = await at(only(2, {}));
    await user.click(await screen.findByRole("button", { name: "Give up" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: "Another reason" }));
    await user.click(within(dialog).getByRole("button", { name: "Give up" }));
    expect(within(dialog).getByText("Fill this in.")).toBeTruthy();
    await user.type(within(dialog).getByTestId("give-up-words"), "a doua oara{Enter}");
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "discard", reason: "a doua oara" }));
  });

  it("asks about a renamed status with the name then and the name now", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    await user.click(within(line(/Popescu Ion/)).getByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "The status has another name now" });
    expect(dialog.textContent).toContain("Popescu Ion, born 31 Jan 1974");
    expect(dialog.textContent).toContain("When it was setA sosit");
    expect(dialog.textContent).toContain("NowÎn sala de așteptare");
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Send as “În sala de așteptare”" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(resolved(fake)).toMatchObject({ decision: "send" });
  });

  it("lays a conflict side by side: mine, theirs, before", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    await user.click(within(line(/Matei Elena/)).getByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Changed here and in MedSoft" });
    const cells = (name: RegExp) =>
      within(within(dialog).getByRole("row", { name }))
        .getAllByRole("cell")
        .map((cell) => cell.textContent);
    expect(cells(/^Phone/)).toEqual([
      "0721 445 091changed here",
      "0721 445 900changed there",
      "0721 445 090",
    ]);
    expect(cells(/^E-mail/)).toEqual([
      "elena.matei@example.rochanged here",
      "emptychanged there",
      "matei13@example.ro",
    ]);
    expect(within(dialog).getByRole("columnheader", { name: "Yours (Ana)" })).toBeTruthy();
    expect(dialog.textContent).toContain("both stay in the history");
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Keep MedSoft's" }));
    // What is not in question is sent: it is no giving up.
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "theirs" }));
  });

  it("masks a national id also in a conflict", async () => {
    const fields = [{ field: "national_id", yours: "1800101221144", theirs: "", before: "" }];
    const { user } = await at(only(1, { question: { kind: "conflict", fields } }));
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("•••••••••1144");
    expect(dialog.textContent).not.toContain("1800101221144");
  });

  it("writes a birth date in a conflict as dates are written", async () => {
    const fields = [{ field: "birth_date", yours: "1974-01-31", theirs: "1974-01-13", before: "" }];
    const { user } = await at(only(1, { question: { kind: "conflict", fields } }));
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const row = within(await screen.findByRole("dialog")).getByRole("row", { name: /^Birth date/ });
    const cells = within(row).getAllByRole("cell");
    expect(cells.map((cell) => cell.textContent)).toEqual([
      "31 Jan 1974changed here",
      "13 Jan 1974changed there",
      "empty",
    ]);
  });

  it.each<[NonNullable<UnsentEntry["question"]>, string, string]>([
    [
      { kind: "ambiguous", candidates: 2, codes: ["812", "815"] },
      "Did it arrive",
      "2 entries there look like it",
    ],
    [
      {
        kind: "time_taken",
        by: [
          { start: "10:15:00", of: "doctor", code: "71" },
          { start: null, of: "room", code: "72" },
        ],
      },
      "The time is taken",
      "10:15 the same person treats; the whole day the same room",
    ],
    [{ kind: "vanished" }, "No longer in MedSoft", "MedSoft does not list it any more"],
    [{ kind: "needs_live_line" }, "Send it now", "prepared while the line was down"],
  ])("asks %o in words", async (question, title, words) => {
    const { user } = await at(only(0, { question }));
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: title });
    expect(dialog.textContent).toContain(words);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("says of what was prepared without a line that it is ready, and of what may have arrived that it asks", async () => {
    const question: Question = { kind: "needs_live_line" };
    const { unmount } = await at(only(0, { question, attempts: 0, lost: 0 }));
    expect((await screen.findByText("ready to send")).closest("[data-entry]")).toBeTruthy();
    unmount();
    await at(only(0, { question, attempts: 1, lost: 1 }));
    expect(await screen.findByText("question")).toBeTruthy();
    expect(screen.queryByText("ready to send")).toBeNull();
  });

  it("says so when an entry moved on while it was looked at", async () => {
    const fake = fakePlatform();
    fake.fails("unsent_resolve", "not-allowed");
    const { user } = await at(fake);
    await screen.findByRole("region", { name: /Not sent yet/ });
    await user.click(within(line(/Rusu Gabriel/)).getByRole("button", { name: "Send now" }));
    expect((await screen.findByRole("alert")).textContent).toContain("It has moved on meanwhile");
  });

  it("asks about a payment whose bill was paid meanwhile, and where the money is when it is given up", async () => {
    const fake = only(1, {
      action: "pay_bill",
      subject: "40.00 EUR",
      bill: uuid(0x35, 1),
      form: null,
      money_here: true,
      may: ["send", "discard"],
      question: {
        kind: "conflict",
        fields: [
          { field: "paid", yours: "40.00", theirs: "90.00", before: "50.00" },
          { field: "payments", yours: "", theirs: "7717, 7718", before: "" },
        ],
      },
    });
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Another payment meanwhile" });
    for (const words of ["50.00 EUR", "90.00 EUR", "40.00 EUR", "7717, 7718"])
      expect(dialog.textContent).toContain(words);
    await user.click(within(dialog).getByTestId("question-discard"));
    const giving = await screen.findByRole("dialog", { name: "Give up this change" });
    await user.click(within(giving).getByText("It was a mistake"));
    await user.click(within(giving).getByRole("button", { name: "Give up" }));
    expect(within(giving).getByText("Say where the money is.")).toBeTruthy();
    await user.click(within(giving).getByTestId("money-kept-false"));
    await user.click(within(giving).getByRole("button", { name: "Give up" }));
    await waitFor(() =>
      expect(
        fake.calls.filter(({ name }) => name === "unsent_resolve").map(({ request }) => request),
      ).toEqual([
        expect.objectContaining({ decision: "discard", money_kept: false, reason: "It was a mistake" }),
      ]),
    );
  });

  it("gives up only what was on the screen when that was begun", async () => {
    const fake = only(1, {
      action: "pay_bill",
      subject: "40.00 EUR",
      bill: uuid(0x35, 1),
      form: null,
      money_here: true,
      state: "refused",
      reason: "vendor-refused",
      question: null,
      may: ["send", "discard"],
    });
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Give up" }));
    const giving = await screen.findByRole("dialog", { name: "Give up this change" });
    await user.click(within(giving).getByText("It was a mistake"));
    await user.click(within(giving).getByTestId("money-kept-true"));
    // A colleague has it sent again, and it may have arrived; this window has not heard of it yet.
    const [entry] = fake.world.entries;
    Object.assign(entry!, { state: "asks", lost: 1, reason: null, question: { kind: "look_there" } });
    await user.click(within(giving).getByRole("button", { name: "Give up" }));
    expect((await within(giving).findByRole("alert")).textContent).toContain("It has moved on meanwhile");
    expect(fake.world.entries).toHaveLength(1);
    expect(within(giving).getByRole<HTMLButtonElement>("button", { name: "Give up" }).disabled).toBe(true);
  });

  it("is looked up at the vendor where what it lists about a bill cannot be gone by", async () => {
    const fake = only(1, {
      action: "pay_bill",
      subject: "40.00 EUR",
      bill: uuid(0x35, 1),
      form: null,
      money_here: true,
      lost: 1,
      reason: "vendor-unreadable",
      question: { kind: "look_there" },
      may: ["happened", "send", "discard"],
    });
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Did it arrive?" });
    expect(dialog.textContent).toContain("Open this bill in MedSoft");
    expect(dialog.textContent).toContain("MedSoft's answer could not be read");
    expect(dialog.textContent).not.toContain("laborator");
    await user.click(within(dialog).getByTestId("question-happened"));
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "happened" }));
  });

  it("changes nothing under the finger when another question is asked meanwhile", async () => {
    const fake = only(0, { question: { kind: "needs_live_line" }, may: ["send", "happened", "discard"] });
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog");
    fake.world.entries = fake.world.entries.map((entry) => ({
      ...entry,
      question: { kind: "ambiguous", candidates: 2, codes: ["812", "815"] },
    }));
    await user.click(within(dialog).getByTestId("question-send"));
    await within(dialog).findByText(/Something else is asked by now/);
    expect(within(dialog).getByTestId<HTMLButtonElement>("question-send").disabled).toBe(true);
    await user.click(within(dialog).getByTestId("question-other"));
    expect(dialog.textContent).toContain("2 entries there look like it");
    expect(dialog.textContent).toContain("812, 815");
    await user.click(within(dialog).getByTestId("question-send"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(fake.calls.filter(({ name }) => name === "unsent_resolve").map(({ request }) => request)).toEqual([
      expect.objectContaining({ question: { kind: "needs_live_line" } }),
      expect.objectContaining({ question: { kind: "ambiguous", candidates: 2, codes: ["812", "815"] } }),
    ]);
  });

  it("takes the same question about a later try for another one", async () => {
    const fake = only(0, { question: { kind: "look_there" }, may: ["send", "happened", "discard"] });
    const [before] = fake.world.entries.filter(({ question }) => question);
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog");
    fake.world.entries = fake.world.entries.map((entry) => ({ ...entry, attempts: entry.attempts + 1 }));
    await user.click(within(dialog).getByTestId("question-send"));
    await within(dialog).findByText(/Something else is asked by now/);
    await user.click(within(dialog).getByTestId("question-other"));
    await user.click(within(dialog).getByTestId("question-send"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(fake.calls.filter(({ name }) => name === "unsent_resolve").map(({ request }) => request)).toEqual([
      expect.objectContaining({ attempts: before!.attempts }),
      expect.objectContaining({ attempts: before!.attempts + 1 }),
    ]);
  });

  it("is walked with the keyboard: down, down, Enter", async () => {
    const { user } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    await user.keyboard("j");
    expect(document.activeElement).toBe(line(/Popescu Ion/));
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Changed here and in MedSoft" });
    expect(dialog.textContent).toContain("Matei Elena");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(await screen.findByRole("heading", { level: 2, name: "Rusu Gabriel" })).toBeTruthy();
  });

  it("opens the patient beside the list", async () => {
    const { user } = await at();
    await user.click(await screen.findByRole("button", { name: "Matei Elena" }));
    const panel = await screen.findByRole("complementary", { name: "Details" });
    expect(await within(panel).findByRole("heading", { name: "Matei Elena" })).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1, name: "Unsent" })).toBeTruthy();
  });

  it("shows names as text, whatever they hold", async () => {
    await at(only(3, { patient_name: MARKUP_NAME, vendor_message: MARKUP_NAME }));
    expect(await screen.findByText(MARKUP_NAME)).toBeTruthy();
    expect(document.querySelector("img")).toBeNull();
  });

  it("says when there is nothing", async () => {
    const fake = fakePlatform();
    fake.world.entries = [];
    await at(fake);
    expect(await screen.findByText("Everything has been sent")).toBeTruthy();
  });

  it("says it in Romanian", async () => {
    const fake = fakePlatform();
    fake.world.state.preferences.language = "ro";
    renderApp({ fake, start: "unsent" });
    await screen.findByRole("region", { name: "Așteaptă decizia dumneavoastră" });
    expect(line(/Rusu Gabriel/).textContent).toContain("trimis de 2 ori");
    await expectNoViolations();
  });

  it("suggests no answer where a status was renamed", async () => {
    const { user } = await at(only(0, {}));
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "The status has another name now" });
    expect(within(dialog).getByTestId("question-send")).toBeTruthy();
    expect(dialog.querySelector(".button--primary")).toBeNull();
  });

  it("says at the top of which accounts it speaks, and no others", async () => {
    const fake = fakePlatform({ all: true });
    await at(fake);
    await screen.findByRole("region", { name: /Not sent yet/ });
    expect(screen.getByText(/What was done at this desk/).textContent).toBe(
      "What was done at this desk and is not in MedSoft yet.",
    );
  });

  it("says what waits for what, and leads there", async () => {
    const fake = fakePlatform();
    fake.world.entries.push(...more(fake.world.now));
    const { user } = await at(fake);
    await screen.findByRole("region", { name: /Not sent yet/ });
    const blocked = screen
      .getAllByRole("listitem")
      .find((item) => item.dataset["state"] === "blocked") as HTMLElement;
    expect(blocked.textContent).toContain("Waits for: New patient, Toma Ilinca, birth date unknown.");
    await user.click(within(blocked).getByRole("button", { name: "Show it" }));
    expect((document.activeElement as HTMLElement).dataset["state"]).toBe("refused");
  });

  it("asks a person to look where nobody else can", async () => {
    const fake = fakePlatform({ all: true });
    fake.world.entries = more(fake.world.now).slice(0, 1);
    const { user } = await at(fake);
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Did it arrive?" });
    expect(dialog.textContent).toContain("Send laboratory order FD-118");
    await user.click(within(dialog).getByRole("button", { name: "It is there" }));
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "happened" }));
  });

  it("opens a refused patient in the form it came from, and sends it as corrected", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    expect(line(/Toma Ilinca/).textContent).toContain("Correct it, send it again as it is, or give it up.");
    await user.click(within(line(/Toma Ilinca/)).getByTestId("unsent-edit"));
    const panel = await screen.findByRole("complementary", { name: "Details" });
    const phone = await within(panel).findByTestId<HTMLInputElement>("patient-phone");
    expect(phone.value).toBe("07");
    expect(within(panel).getByTestId<HTMLInputElement>("patient-last_name").value).toBe("Toma");
    fill(phone, "0722 100 200");
    await expectNoViolations(panel);
    await user.click(within(panel).getByTestId("unsent-save"));
    await waitFor(() => expect(line(/Toma Ilinca/).textContent).toContain("Is sent in a moment."));
    expect(screen.queryByRole("complementary", { name: "Details" })).toBeNull();
    const asked = fake.calls.find(({ name }) => name === "unsent_edit")?.request;
    expect(asked).toMatchObject({
      form: { kind: "patient", form: { last_name: "Toma", phone: "0722 100 200" } },
    });
  });

  it("keeps a correction that is half typed, and says beside the field what the desk refuses", async () => {
    const fake = only(2, {});
    fake.fails("unsent_edit", "invalid-field", { field: "phone", reason: "not-a-phone" });
    const { user } = await at(fake);
    await user.click(await screen.findByTestId("unsent-edit"));
    fill(await screen.findByTestId("patient-phone"), "12");
    await user.click(screen.getByTestId("nav-today"));
    await user.click(screen.getByTestId("nav-unsent"));
    expect(screen.getByTestId<HTMLInputElement>("patient-phone").value).toBe("12");
    await user.click(screen.getByTestId("unsent-save"));
    expect(await screen.findByText(/at least five digits/)).toBeTruthy();
  });

  it("changes the reason of a status that is held", async () => {
    const fake = fakePlatform();
    fake.world.entries = more(fake.world.now).slice(1, 2);
    const { user } = await at(fake);
    await screen.findByText("Kept here a moment, so that it can be undone.");
    await user.keyboard("je");
    const reason = await screen.findByTestId<HTMLInputElement>("unsent-reason");
    expect(reason.value).toBe("a sunat soția");
    fill(reason, "a sunat fiul");
    await user.click(screen.getByTestId("unsent-save"));
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === "unsent_edit")?.request).toMatchObject({
        form: { kind: "status", reason: "a sunat fiul" },
      }),
    );
  });

  it("opens an order on the laboratory's screen, and comes back from there", async () => {
    const fake = fakePlatform({ all: true });
    const form = await fake.call("lab_prefill", { patient: fake.world.people[3]?.id ?? "" });
    const [entry] = more(fake.world.now);
    if (entry)
      fake.world.entries = [
        { ...entry, state: "refused", question: null, may: ["edit", "discard"], form: { kind: "lab", form } },
      ];
    const { user } = await at(fake);
    await user.click(await screen.findByTestId("unsent-edit"));
    expect(await screen.findByRole("heading", { level: 1, name: "Change before it is sent" })).toBeTruthy();
    fill(await screen.findByTestId("lab-procedure-0-code"), "HEM");
    fill(screen.getByTestId("lab-procedure-0-name"), "Hemograma");
    await user.click(screen.getByTestId("lab-send"));
    expect(await screen.findByRole("heading", { level: 1, name: "Unsent" })).toBeTruthy();
    expect(fake.calls.find(({ name }) => name === "unsent_edit")?.request).toMatchObject({
      form: { kind: "lab", form: { procedures: [{ code: "HEM" }] } },
    });
    expect(fake.calls.some(({ name }) => name === "lab_send")).toBe(false);
  });

  it("gives up with Delete, and the line in its place is next", async () => {
    const { user } = await at();
    await screen.findByRole("region", { name: /Needs your decision/ });
    await user.keyboard("jjj{Delete}");
    const dialog = await screen.findByRole("dialog", { name: "Give up this change" });
    await user.click(within(dialog).getByRole("radio", { name: "It is no longer needed" }));
    await user.click(within(dialog).getByRole("button", { name: "Give up" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(line(/Rusu Gabriel/)));
  });

  it("is saved as a table where somebody wants it", async () => {
    const { user } = await at();
    await user.click(await screen.findByTestId("unsent-export"));
    expect(await screen.findByText("Saved as unsent-2026-11-23.csv")).toBeTruthy();
  });
});
