import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { deskOf } from "../../platform/fake/desk";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const CODE = "4F7Q-KX2M-9TDA-HB3W-R6EY-1ZCV-P8NG";

async function atSafety(change: (fake: Fake) => void = () => undefined) {
  const fake = fakePlatform({ seated: "manager" });
  change(fake);
  const app = renderApp({ fake, start: "settings" });
  await app.user.click(await screen.findByRole("tab", { name: "Safety" }));
  await screen.findByTestId("recovery-new");
  return app;
}

async function pick(user: ReturnType<typeof renderApp>["user"], field: HTMLElement, option: string) {
  await user.click(field);
  await user.click(await screen.findByRole("option", { name: option }));
}

describe("the safety of a desk", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("locks after minutes the manager sets, and keeps for as long as they say", async () => {
    const { user, fake } = await atSafety();
    await expectNoViolations();
    await pick(user, screen.getByTestId("lock-minutes"), "2 minutes");
    await waitFor(() => expect(deskOf(fake.world).settings.lock_after_minutes).toBe(2));
    await pick(user, screen.getByRole("button", { name: /Contents of the access log/ }), "72 months");
    await pick(user, screen.getByRole("button", { name: /Full records/ }), "12 months");
    await waitFor(() =>
      expect(deskOf(fake.world).settings).toMatchObject({
        lock_after_minutes: 2,
        log_months: 72,
        full_record_months: 12,
      }),
    );
    await pick(user, screen.getByRole("button", { name: /Full records/ }), "all patients");
    await waitFor(() => expect(deskOf(fake.world).settings.full_record_months).toBeNull());
  });

  it("makes a new recovery code, after saying that the old one is void", async () => {
    const { user, fake } = await atSafety();
    const print = vi.fn();
    vi.stubGlobal("print", print);
    await user.click(screen.getByTestId("recovery-new"));
    expect(await screen.findByText(/will no longer be good/)).toBeTruthy();
    expect(fake.world.seats.recovery).toBe(CODE);
    await user.click(screen.getByTestId("recovery-make"));
    await screen.findByTestId("code-once");
    await user.click(screen.getByTestId("code-print"));
    expect(print).toHaveBeenCalledOnce();
    const paper = screen.getByTestId("code-paper");
    expect(paper.parentElement).toBe(document.body);
    expect(paper.textContent).toMatch(/Recepție 1Recovery code.* - 8GZ5Made 23 Nov 2026, 10:18/);
    fill(screen.getByTestId("recovery-last"), "8gz5");
    await user.click(screen.getByTestId("recovery-done"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.documentElement.outerHTML).not.toContain("8GZ5");
  });

  it("asks for the code at every start only of those who have it", async () => {
    const { user, fake } = await atSafety();
    await user.click(screen.getByTestId("strict-change"));
    const dialog = within(await screen.findByRole("dialog"));
    fill(dialog.getByTestId("strict-code"), "4F7Q");
    await user.click(dialog.getByTestId("strict-do"));
    expect(await dialog.findByText(/not the one of this desk/)).toBeTruthy();
    fill(dialog.getByTestId("strict-code"), CODE.toLowerCase());
    await user.click(dialog.getByTestId("strict-do"));
    expect(await screen.findByText("The recovery code is asked for at every start.")).toBeTruthy();
    expect(fake.world.seats.strict).toBe(true);
  });

  it("cannot be strict without a code", async () => {
    await atSafety((fake) => {
      fake.world.seats.recovery = null;
      fake.world.state.recovery_made = false;
    });
    expect(screen.getByTestId("strict-change")).toHaveProperty("disabled", true);
    expect(screen.getByText("Make a recovery code first.")).toBeTruthy();
  });

  it("lists the copies, the newest first", async () => {
    await atSafety();
    const copies = within(screen.getByRole("region", { name: "Copies" })).getAllByRole("listitem");
    expect(copies.map((copy) => copy.textContent)).toEqual([
      "22 Nov 2026, 10:1848 MB",
      "21 Oct 2026, 11:1844 MB",
    ]);
  });

  it("removes the desk only after its name, a password, and a word about what is unsent", async () => {
    const { user, fake } = await atSafety();
    await user.click(screen.getByTestId("wipe-open"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("5 changes have not been sent")).toBeTruthy();
    await expectNoViolations();
    fill(dialog.getByTestId("wipe-word"), "Recepție 2");
    fill(dialog.getByTestId("wipe-password"), "ioana-parola-lunga");
    await user.click(dialog.getByTestId("wipe-do"));
    expect(dialog.getByText("Type exactly: Recepție 1")).toBeTruthy();
    expect(fake.calls.some(({ name }) => name === "wipe")).toBe(false);
    fill(dialog.getByTestId("wipe-word"), "recepție 1");
    await user.click(dialog.getByRole("switch"));
    await user.click(dialog.getByTestId("wipe-do"));
    expect(await dialog.findByText(/Some work has not been sent yet/)).toBeTruthy();
    await user.click(dialog.getByRole("switch"));
    await user.click(dialog.getByTestId("wipe-do"));
    expect(await screen.findByRole("heading", { name: "Welcome to Frontdesk" })).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(fake.calls.findLast(({ name }) => name === "wipe")?.request).toEqual({
      password: "ioana-parola-lunga",
      save_unsent: true,
    });
  });

  it("keeps what was typed before removing the desk over a lock, but never the password", async () => {
    const { user } = await atSafety();
    await user.click(screen.getByTestId("wipe-open"));
    fill(await screen.findByTestId("wipe-word"), "recepție 1");
    fill(screen.getByTestId("wipe-password"), "ioana-parola-lunga");
    await user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    await user.type(await screen.findByTestId("lock-pin"), "7391{Enter}");
    expect((await screen.findByTestId<HTMLInputElement>("wipe-word")).value).toBe("recepție 1");
    expect(screen.getByTestId<HTMLInputElement>("wipe-password").value).toBe("");
  });

  it("gives the desk a name that stands at the top, and says where another desk's slips look alike", async () => {
    const { user } = await atSafety(({ world }) => {
      deskOf(world).settings.desks = [{ name: "Etajul 2", percent: 50 }];
    });
    await user.click(screen.getByRole("tab", { name: "This desk" }));
    const field = await screen.findByTestId("desk-name");
    expect(screen.getByTestId("desk-name-save")).toHaveProperty("disabled", true);
    fill(field, "Eta 2");
    expect(await screen.findByText(/Etajul 2 has the same first letters, ETA2/)).toBeTruthy();
    fill(field, " Parter ");
    await waitFor(() => expect(screen.queryByText(/the same first letters/)).toBeNull());
    await user.click(screen.getByTestId("desk-name-save"));
    expect(await screen.findByText("Parter")).toBeTruthy();
  });
});
