import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { deskOf } from "../../platform/fake/desk";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const asked = (fake: ReturnType<typeof fakePlatform>, wanted: string) =>
  fake.calls.flatMap(({ name, request }) => (name === wanted ? [request] : []));
/** The key itself, wherever the focus is: the typing of tests knows no function keys. */
const f8 = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "F8", code: "F8" });
const before = (fake: ReturnType<typeof fakePlatform>, minutes: number) =>
  new Date(fake.world.now.getTime() - minutes * 60_000).toISOString();

async function locked(change?: (fake: ReturnType<typeof fakePlatform>) => void) {
  const fake = fakePlatform({ seated: "locked" });
  change?.(fake);
  const app = renderApp({ fake });
  await screen.findByTestId("sheet-button");
  f8();
  const dialog = await screen.findByRole("dialog", { name: "Down-time sheet" });
  await within(dialog).findByText(/^Made|^No sheet/);
  return { ...app, fake, dialog };
}

describe("the down-time sheet by F8", () => {
  it("opens at once for whoever is signed in, and says when it was made", async () => {
    const { fake } = renderApp();
    await screen.findAllByTestId("today-row");
    f8();
    expect(await screen.findByText("The down-time sheet stands open. Made 10:07, 11 min ago.")).toBeTruthy();
    expect(asked(fake, "sheet_open")).toEqual([{}]);
    expect(asked(fake, "sheet_make")).toEqual([]);
  });

  it("makes an old one anew first, and opens the old one where that cannot be done", async () => {
    const fake = fakePlatform();
    deskOf(fake.world).sheet.made_at = before(fake, 90);
    renderApp({ fake });
    await screen.findAllByTestId("today-row");
    f8();
    expect(await screen.findByText("The down-time sheet stands open. Made just now.")).toBeTruthy();
    deskOf(fake.world).sheet.made_at = before(fake, 90);
    fake.fails("sheet_make", "disk-full");
    f8();
    expect(await screen.findByText(/1 h 30 min ago. What happened since is not on it/)).toBeTruthy();
    expect(asked(fake, "sheet_open")).toHaveLength(2);
  });

  it("opens from a text field too, and from the list of commands", async () => {
    const { user, fake } = renderApp();
    const box = await screen.findByTestId("search-input");
    await user.type(box, "down-time");
    f8();
    await waitFor(() => expect(asked(fake, "sheet_open")).toHaveLength(1));
    await user.click(await screen.findByRole("option", { name: /Open the down-time sheet/ }));
    await waitFor(() => expect(asked(fake, "sheet_open")).toHaveLength(2));
  });

  it("says why it does not open", async () => {
    const fake = fakePlatform();
    fake.fails("sheet_open", "cannot-open");
    renderApp({ fake });
    await screen.findAllByTestId("today-row");
    f8();
    expect(await screen.findByText(/no application that opens it/)).toBeTruthy();
  });
});

describe("the down-time sheet on the lock screen", () => {
  it("asks for the staff PIN, and forgets a wrong one", async () => {
    const { user, fake, dialog } = await locked();
    expect(dialog.textContent).toContain("Made 10:07, 11 min ago.");
    await expectNoViolations(dialog);
    const pin = within(dialog).getByTestId<HTMLInputElement>("sheet-pin");
    await user.type(pin, "000000{Enter}");
    expect(await within(dialog).findByText(/2 more tries/)).toBeTruthy();
    expect(pin.value).toBe("");
    await user.type(pin, "481516{Enter}");
    expect(await within(dialog).findByText(/stands open in the computer's own application/)).toBeTruthy();
    expect(asked(fake, "sheet_open")).toEqual([{ pin: "000000" }, { pin: "481516" }]);
  });

  it("says that it is old, in words", async () => {
    const { dialog } = await locked((fake) => {
      deskOf(fake.world).sheet.made_at = before(fake, 31);
    });
    expect(dialog.textContent).toContain("older than half an hour");
  });

  it.each([
    [{ made_at: null }, "No sheet has been made yet."],
    [{ pin_set: false }, "No staff PIN was set"],
  ])("asks for no PIN where none helps: %o", async (changes, words) => {
    const { dialog } = await locked((fake) => void Object.assign(deskOf(fake.world).sheet, changes));
    expect(dialog.textContent).toContain(words);
    expect(within(dialog).queryByTestId("sheet-pin")).toBeNull();
  });

  it("lets nobody try during the pause after wrong ones", async () => {
    const { dialog } = await locked((fake) => {
      deskOf(fake.world).sheet.wait_until = before(fake, -2);
    });
    expect(dialog.textContent).toContain("there is a pause until 10:20");
    expect(within(dialog).getByTestId<HTMLButtonElement>("sheet-open").disabled).toBe(true);
  });
});

async function settings(fake = fakePlatform()) {
  const app = renderApp({ fake, start: "settings" });
  await app.user.click(await screen.findByRole("tab", { name: "Down-time sheet" }));
  await screen.findByTestId("sheet-made");
  return { ...app, fake };
}

describe("the down-time sheet in Settings", () => {
  it("is made now, saved, and shows as many days as wanted", async () => {
    const { user, fake } = await settings();
    await user.click(screen.getByTestId("sheet-make"));
    expect(await screen.findByText("Made just now.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save a copy" }));
    expect(await screen.findByText("Saved as down-time-sheet-2026-11-23.pdf")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /What it shows/ }));
    await user.click(await screen.findByRole("option", { name: "5 days, from today" }));
    await waitFor(() => expect(deskOf(fake.world).settings.sheet_days).toBe(5));
    expect(asked(fake, "desk_settings_set")).toMatchObject([{ name: "Recepție 1", sheet_days: 5 }]);
    await user.click(screen.getByRole("button", { name: /Language/ }));
    await user.click(await screen.findByRole("option", { name: "Italiano" }));
    await waitFor(() => expect(deskOf(fake.world).settings.sheet_language).toBe("it"));
    await user.click(await screen.findByRole("button", { name: /Language/ }));
    await user.click(await screen.findByRole("option", { name: /the letterhead’s country/ }));
    await waitFor(() => expect(deskOf(fake.world).settings.sheet_language).toBeNull());
    await expectNoViolations();
  });

  it("takes a PIN of six to ten digits, typed twice", async () => {
    const { user, fake } = await settings();
    fill(screen.getByTestId("sheet-pin-new"), "1234");
    fill(screen.getByTestId("sheet-pin-again"), "12345");
    await user.click(screen.getByTestId("sheet-pin-save"));
    expect(screen.getByText("Six to ten digits.")).toBeTruthy();
    expect(screen.getByText("The two are not the same.")).toBeTruthy();
    expect(asked(fake, "sheet_pin")).toEqual([]);
    fill(screen.getByTestId("sheet-pin-new"), "730194");
    fill(screen.getByTestId("sheet-pin-again"), "730194");
    await user.click(screen.getByTestId("sheet-pin-save"));
    expect(await screen.findByText(/The staff PIN is set/)).toBeTruthy();
    expect(asked(fake, "sheet_pin")).toEqual([{ pin: "730194" }]);
    expect(screen.getByTestId<HTMLInputElement>("sheet-pin-new").value).toBe("");
  });

  it.each([
    ["too-simple", "This is too easily guessed. Not all the same, and not in a row such as 123456."],
    ["too-short", "Six to ten digits."],
    ["too-long", "Six to ten digits."],
    ["not-a-number", "Six to ten digits."],
  ])("has words for a PIN the desk refuses (%s)", async (reason, words) => {
    const { user, fake } = await settings();
    fake.fails("sheet_pin", "invalid-field", { field: "pin", reason });
    fill(screen.getByTestId("sheet-pin-new"), "123456");
    fill(screen.getByTestId("sheet-pin-again"), "123456");
    await user.click(screen.getByTestId("sheet-pin-save"));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("says why the last one could not be made", async () => {
    const fake = fakePlatform();
    deskOf(fake.world).sheet.problem = "disk-full";
    await settings(fake);
    expect(screen.getByText("The last one could not be made, so the one before it is kept")).toBeTruthy();
    expect(screen.getByText(/The disk is full/)).toBeTruthy();
  });

  it("starts with the computer where the host can", async () => {
    const { user, fake } = await settings();
    await user.click(screen.getByRole("switch", { name: "Start with the computer" }));
    await waitFor(() => expect(asked(fake, "autostart_set")).toEqual([{ on: true }]));
  });

  it("starts no training clinic with the computer", async () => {
    await settings(fakePlatform({ training: true }));
    expect(screen.getByTestId("sheet-make")).toBeTruthy();
    expect(screen.queryByRole("switch", { name: "Start with the computer" })).toBeNull();
  });

  it("shows a receptionist how it stands, and nothing to change", async () => {
    await settings(fakePlatform({ seated: "receptionist" }));
    expect(screen.getByTestId("sheet-make")).toBeTruthy();
    expect(screen.queryByTestId("sheet-pin-new")).toBeNull();
    expect(screen.queryByRole("switch")).toBeNull();
  });
});
