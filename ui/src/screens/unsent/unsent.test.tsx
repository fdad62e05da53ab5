import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { UnsentEntry } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { MARKUP_NAME } from "../../platform/fake/people";
import { expectNoViolations } from "../../test/axe";
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
    const wanting = await screen.findByRole("region", { name: "Needs your decision" });
    expect(within(wanting).getAllByRole("listitem")).toHaveLength(3);
    const going = screen.getByRole("region", { name: "On its way" });
    expect(within(going).getAllByRole("listitem")).toHaveLength(2);
    expect(line(/Rusu Gabriel/).textContent).toBe(
      "Set “A sosit”Rusu Gabriel5 Dec 1985Mon 23 Nov, 10:10, Dr Vasiliu Andrei" +
        "MedSoft does not answer. Next try 10:19.MedSoft · done 10:14 · sent 2 timesSend nowGive up",
    );
    await expectNoViolations();
  });

  it("says the vendor's reason as text, and lets it be sent again", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: "Needs your decision" });
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
    [{ state: "refused", reason: "not-found", vendor_message: null }, "no longer in the desk's store"],
  ])("has words for %o", async (changes, words) => {
    await at(only(3, changes));
    await screen.findAllByRole("button", { name: "Rusu Gabriel" });
    expect(line(/Rusu Gabriel/).textContent).toContain(words);
  });

  it("gives nothing up without saying what is lost", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: "Needs your decision" });
    await user.click(within(line(/Toma Ilinca/)).getByRole("button", { name: "Give up" }));
    const dialog = await screen.findByRole("dialog", { name: "Give up this change" });
    expect(dialog.textContent).toContain("New patient");
    expect(dialog.textContent).toContain("Toma Ilinca, birth date unknown");
    expect(dialog.textContent).toContain("what was typed is gone");
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Keep" }));
    expect(resolved(fake)).toBeUndefined();
    await user.click(within(line(/Toma Ilinca/)).getByRole("button", { name: "Give up" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Give up" }));
    await waitFor(() => expect(screen.queryByText("Toma Ilinca")).toBeNull());
    expect(resolved(fake)).toMatchObject({ decision: "discard" });
  });

  it("asks about a renamed status with the name then and the name now", async () => {
    const { user, fake } = await at();
    await screen.findByRole("region", { name: "Needs your decision" });
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
    await screen.findByRole("region", { name: "Needs your decision" });
    await user.click(within(line(/Matei Elena/)).getByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Changed here and in MedSoft" });
    const cells = (name: RegExp) =>
      within(within(dialog).getByRole("row", { name }))
        .getAllByRole("cell")
        .map((cell) => cell.textContent);
    expect(cells(/^Phone/)).toEqual(["0721 445 091", "0721 445 900", "0721 445 090"]);
    expect(cells(/^E-mail/)).toEqual(["elena.matei@example.ro", "empty", "matei13@example.ro"]);
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Keep MedSoft's" }));
    await waitFor(() => expect(resolved(fake)).toMatchObject({ decision: "discard" }));
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
    expect(cells.map((cell) => cell.textContent)).toEqual(["31 Jan 1974", "13 Jan 1974", "empty"]);
  });

  it.each<[NonNullable<UnsentEntry["question"]>, string, string]>([
    [{ kind: "ambiguous", candidates: 2 }, "Did it arrive", "2 entries there look like it"],
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

  it("says so when an entry moved on while it was looked at", async () => {
    const fake = fakePlatform();
    fake.fails("unsent_resolve", "not-allowed");
    const { user } = await at(fake);
    await screen.findByRole("region", { name: "On its way" });
    await user.click(within(line(/Rusu Gabriel/)).getByRole("button", { name: "Send now" }));
    expect((await screen.findByRole("alert")).textContent).toContain("It has moved on meanwhile");
  });

  it("is walked with the keyboard: down, down, Enter", async () => {
    const { user } = await at();
    await screen.findByRole("region", { name: "Needs your decision" });
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
});
