import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import type { Seated } from "../../platform/fake/session";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";
import { ANA_PIN, at, choose, unlock } from "../../test/seats";

const named = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);

/** Nothing of a patient stands anywhere in the page, in attributes either, nor in what is kept of the desk's answers. */
function expectNothingOfPatients({ fake, client }: ReturnType<typeof renderApp>) {
  const page = document.documentElement.outerHTML;
  for (const { name, phone } of fake.world.people) {
    expect(page).not.toContain(name);
    for (const word of name.split(" ")) expect(page).not.toMatch(new RegExp(`[>"]${word}[<" ]`));
    if (phone) expect(page).not.toContain(phone);
  }
  expect(screen.queryByTestId("today-row")).toBeNull();
  expect(screen.queryByRole("navigation")).toBeNull();
  const kept = client.getQueryCache().getAll();
  expect(kept.filter(({ state }) => state.data !== undefined).map(({ queryKey }) => queryKey[0])).toEqual([
    "app_state",
  ]);
}

function byMenu(item: string): (app: ReturnType<typeof renderApp>) => Promise<void> {
  return async ({ user }) => {
    await user.click(screen.getByTestId("user-menu"));
    await user.click(await screen.findByRole("menuitem", { name: item }));
  };
}

function loseCursor(): void {
  act(() => (document.activeElement as HTMLElement).blur());
}

describe("locking", () => {
  it("blanks at once, before the desk has answered", async () => {
    const app = await at("receptionist", (fake) => fake.instead("session_lock", () => new Promise(() => {})));
    await app.user.click(screen.getAllByTestId("today-row")[0]!);
    await app.user.keyboard("{Control>}l{/Control}");
    expect(screen.getByTestId("lock-screen")).toBeTruthy();
    expectNothingOfPatients(app);
    expect(named(app.fake, "session_lock")).toHaveLength(1);
  });

  it("is done from within a field and from within a dialog too, and takes them and the remarks away", async () => {
    const app = await at("receptionist");
    await app.user.click(screen.getByTestId("user-menu"));
    await app.user.click(await screen.findByRole("menuitem", { name: "My PIN" }));
    await app.user.type(await screen.findByTestId("own-old"), "abc");
    await app.user.keyboard("{Meta>}l{/Meta}");
    expect(await screen.findByTestId("lock-screen")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();

    await unlock(app, ANA_PIN);
    await screen.findAllByTestId("today-row");
    await app.user.click(screen.getByTestId("search-input"));
    await app.user.keyboard("popa");
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    expectNothingOfPatients(app);
    await unlock(app, ANA_PIN);
    expect((await screen.findByTestId<HTMLInputElement>("search-input")).value).toBe("");
  });

  it("takes remarks away, and they do not come back", async () => {
    const app = await at("receptionist");
    act(() =>
      app.fake.tell({
        event: "settled",
        settled: { entry: "e", intent: "i", action: "set_status", state: "asks" },
      }),
    );
    await screen.findByTestId("toast");
    await app.user.keyboard("{Control>}l{/Control}");
    expect(screen.queryByTestId("toast")).toBeNull();
  });

  it("stays locked when the desk cannot be told, until somebody signs in", async () => {
    const app = await at("receptionist", (fake) => fake.fails("session_lock", "internal"));
    await app.user.keyboard("{Control>}l{/Control}");
    await waitFor(() => expect(named(app.fake, "session_lock")).toHaveLength(1));
    act(() => app.fake.tell({ event: "changed", tags: ["everything"] }));
    expect(screen.getByTestId("lock-screen")).toBeTruthy();
    await unlock(app, ANA_PIN);
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
  });

  it("follows the desk, which locks by itself too", async () => {
    const app = await at("receptionist");
    app.fake.world.state.session.kind = "locked";
    act(() => app.fake.tell({ event: "changed", tags: ["session"] }));
    await screen.findByTestId("lock-screen");
    expectNothingOfPatients(app);
  });

  it("comes by itself after the manager's minutes", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    try {
      const fake = fakePlatform({ seated: "receptionist" });
      fake.world.state.session.lock_after_minutes = 2;
      renderApp({ fake });
      await vi.waitFor(() => expect(screen.getAllByTestId("today-row").length).toBeGreaterThan(0));
      await act(async () => void vi.advanceTimersByTime(119_000));
      expect(screen.queryByTestId("lock-screen")).toBeNull();
      await act(async () => void vi.advanceTimersByTime(2000));
      expect(screen.getByTestId("lock-screen")).toBeTruthy();
      expect(named(fake, "session_lock")).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("tells the desk of touches", async () => {
    const app = await at("receptionist");
    fireEvent.keyDown(window, { key: "Shift" });
    fireEvent.keyDown(window, { key: "Shift" });
    await waitFor(() => expect(named(app.fake, "session_touched")).toHaveLength(1));
  });

  it("is shown by whatever command says that nobody is signed in, and keeps what was typed", async () => {
    const app = await at("receptionist");
    await app.user.keyboard("p");
    const field = await screen.findByTestId<HTMLInputElement>("patient-last_name");
    fill(field, "Zamfirescu");
    fill(await screen.findByTestId("patient-first_name"), "Ilinca");
    fill(await screen.findByTestId("patient-phone"), "0722 555 666");
    app.fake.world.state.session.kind = "locked";
    await app.user.click(screen.getByTestId("patient-create"));
    await screen.findByTestId("lock-screen");
    expect(document.documentElement.outerHTML).not.toContain("Zamfirescu");
    await unlock(app, ANA_PIN);
    expect((await screen.findByTestId<HTMLInputElement>("patient-last_name")).value).toBe("Zamfirescu");
  });

  it("shows, once it is opened again, what has changed meanwhile", async () => {
    const app = await at("receptionist");
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    app.fake.world.entries = app.fake.world.entries.slice(0, 2);
    app.fake.world.state.desk_name = "Parter";
    await unlock(app, ANA_PIN);
    await waitFor(() => expect(screen.getByTestId("nav-unsent").textContent).toContain("2"));
    expect(await screen.findByText("Parter")).toBeTruthy();
  });

  it("does nothing where nobody has to sign in", async () => {
    const { user, fake } = await at("none");
    await user.keyboard("{Control>}l{/Control}");
    expect(screen.queryByTestId("lock-screen")).toBeNull();
    expect(named(fake, "session_lock")).toHaveLength(0);
    expect(screen.queryByTestId("user-menu")).toBeNull();
  });
});

describe("the lock screen", () => {
  it("expects whoever locked it, with the cursor in the field", async () => {
    await at("locked");
    expect(screen.getByRole("heading", { level: 1, name: "Recepție 1" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Ana Mureșan", pressed: true })).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("lock-pin")));
    await expectNoViolations();
  });

  it("keeps the cursor when a password is asked for instead of a PIN", async () => {
    const { fake } = await at("locked");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("lock-pin")));
    const { session } = fake.world.state;
    session.people = session.people.map((person) => ({ ...person, pin_enough: false }));
    act(() => fake.tell({ event: "changed", tags: ["session"] }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("lock-password")));
  });

  it("is reached by arrows and letters, and digits are a PIN", async () => {
    const { user, fake } = await at("signed_out");
    expect(screen.getByRole("heading", { name: "Who is there?" })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Ana Mureșan"));
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Ioana Stanciu");
    await user.keyboard("r");
    expect(document.activeElement?.textContent).toContain("Radu Petrescu");
    await user.keyboard("{Home}");
    await user.keyboard("2580{Enter}");
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
    expect(named(fake, "session_unlock")[0]?.request).toMatchObject({ pin: "2580" });
  });

  it.each<[string, Seated, (app: ReturnType<typeof renderApp>) => Promise<unknown>]>([
    ["at the start", "signed_out", async () => undefined],
    ["by “Change user” with the mouse", "receptionist", byMenu("Change user")],
    ["by “Sign out”", "receptionist", byMenu("Sign out")],
    [
      "by the box",
      "receptionist",
      async ({ user }) => {
        await user.type(screen.getByTestId("search-input"), "change user");
        await user.click(await screen.findByText("Change user", { selector: "[role=option] *" }));
      },
    ],
    [
      "back from a forgotten password",
      "signed_out",
      async ({ user }) => {
        await user.click(screen.getByTestId("lock-forgot"));
        await user.click(screen.getByRole("button", { name: "Back" }));
      },
    ],
    [
      "back from emergency access",
      "signed_out",
      async ({ user }) => {
        await user.click(screen.getByTestId("lock-emergency"));
        await user.click(screen.getByRole("button", { name: "Back" }));
      },
    ],
  ])("lets letters go to a name and Enter take it, come to %s", async (_, seated, come) => {
    const app = await at(seated);
    await come(app);
    await screen.findByTestId("lock-screen");
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Ana Mureșan"));
    await app.user.keyboard("r");
    expect(document.activeElement?.textContent).toContain("Radu Petrescu");
    await app.user.keyboard("{ArrowUp}");
    expect(document.activeElement?.textContent).toContain("Ioana Stanciu");
    await app.user.keyboard("{Enter}");
    expect(screen.getByRole("heading", { level: 2, name: "Ioana Stanciu" })).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("lock-pin")));
  });

  it("takes arrows and letters for names wherever the cursor was lost", async () => {
    const { user } = await at("signed_out");
    loseCursor();
    await user.keyboard("i");
    expect(document.activeElement?.textContent).toContain("Ioana Stanciu");
    loseCursor();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Ana Mureșan");
  });

  it("goes to the next name by an arrow in the field", async () => {
    const { user } = await at("locked");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("lock-pin")));
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(screen.getByRole("button", { name: "Radu Petrescu", pressed: true })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByTestId("lock-password"));
  });

  it("takes the PIN from its pad", async () => {
    const app = await at("locked");
    const pad = within(screen.getByRole("group", { name: "Digits" }));
    for (const digit of ["2", "5", "9"]) await app.user.click(pad.getByText(digit));
    await app.user.click(pad.getByRole("button", { name: "Take the last digit away" }));
    for (const digit of ["8", "0"]) await app.user.click(pad.getByText(digit));
    await app.user.click(screen.getByTestId("lock-open"));
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
  });

  it("says what is wrong, counts the tries, and asks for the password after too many", async () => {
    const app = await at("locked");
    await unlock(app, "1111");
    expect(await screen.findByText(/2 more tries before a pause/)).toBeTruthy();
    expect(screen.getByTestId<HTMLInputElement>("lock-pin").value).toBe("");
    await unlock(app, "1111");
    expect(await screen.findByText(/One more try before a pause/)).toBeTruthy();
    await unlock(app, "1111");
    expect(await screen.findByText(/A PIN is not enough here/)).toBeTruthy();
    await app.user.type(screen.getByTestId("lock-password"), "ana-parola-lunga{Enter}");
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
  });

  it("counts a pause down for one name, while others sign in", async () => {
    const app = await at("signed_out");
    await choose(app, "Radu Petrescu");
    for (let time = 0; time < 3; time += 1) {
      await app.user.type(await screen.findByTestId("lock-password"), "wrong-wrong{Enter}");
      await waitFor(() => expect(named(app.fake, "session_sign_in")).toHaveLength(time + 1));
    }
    expect(await screen.findByText("Pause: 15 more seconds")).toBeTruthy();
    expect(screen.getByTestId("lock-password")).toHaveProperty("disabled", true);
    app.fake.world.now = new Date(app.fake.world.now.getTime() + 10_000);
    expect(await screen.findByText("Pause: 5 more seconds", undefined, { timeout: 3000 })).toBeTruthy();
    await expectNoViolations();
    app.fake.world.now = new Date(app.fake.world.now.getTime() + 5000);
    await waitFor(() => expect(screen.getByTestId("lock-password")).toHaveProperty("disabled", false), {
      timeout: 3000,
    });
    await choose(app, "Ioana Stanciu");
    await unlock(app, "7391");
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
  });

  it("opens by the emergency code with a reason, and says so for as long", async () => {
    const { user, fake } = await at("locked");
    await user.click(screen.getByTestId("lock-emergency"));
    await expectNoViolations();
    await user.click(screen.getByTestId("emergency-do"));
    expect(screen.getByText(/Say in a few words/)).toBeTruthy();
    expect(named(fake, "session_emergency")).toHaveLength(0);
    fill(screen.getByTestId("emergency-code"), "wrong");
    fill(screen.getByTestId("emergency-reason"), "Maria Dobre, nurse: Ana is ill");
    await user.click(screen.getByTestId("emergency-do"));
    expect(await screen.findByText(/not the one of this desk/)).toBeTruthy();
    fill(screen.getByTestId("emergency-code"), "7KQM-3XTR-9PWD");
    await user.click(screen.getByTestId("emergency-do"));
    expect((await screen.findByTestId("emergency-line")).textContent).toContain("until 10:48");
  });

  it("opens by the emergency code once more when it was locked before its time, and by no other", async () => {
    const { user } = await at("locked");
    const enter = async (code: string) => {
      await user.click(await screen.findByTestId("lock-emergency"));
      fill(screen.getByTestId("emergency-code"), code);
      fill(screen.getByTestId("emergency-reason"), "Maria Dobre, nurse: Ana is ill");
      await user.click(screen.getByTestId("emergency-do"));
    };
    await enter("7KQM-3XTR-9PWD");
    await screen.findByTestId("emergency-line");
    await user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    expect(screen.queryByTestId("emergency-line")).toBeNull();
    await enter("7KQM-3XTR-9PWX");
    expect(await screen.findByText(/not the one of this desk/)).toBeTruthy();
    fill(screen.getByTestId("emergency-code"), "7KQM-3XTR-9PWD");
    await user.click(screen.getByTestId("emergency-do"));
    // Until the same time as before.
    expect((await screen.findByTestId("emergency-line")).textContent).toContain("until 10:48");
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
  });

  it("gives a manager a new password by the recovery code", async () => {
    const { user, fake } = await at("locked");
    await user.click(screen.getByTestId("lock-forgot"));
    await expectNoViolations();
    fill(screen.getByTestId("forgot-code"), "4f7q kx2m 9tda hb3w r6ey 1zcv p8ng");
    await user.click(screen.getByTestId("forgot-name"));
    await user.click(await screen.findByRole("option", { name: "Ioana Stanciu" }));
    fill(screen.getByTestId("password-new"), "cal verde fericit");
    fill(screen.getByTestId("password-again"), "cal verde ferici");
    await user.click(screen.getByTestId("forgot-do"));
    expect(screen.getByText("The two passwords are not the same.")).toBeTruthy();
    expect(named(fake, "session_reset")).toHaveLength(0);
    fill(screen.getByTestId("password-again"), "cal verde fericit");
    await user.click(screen.getByTestId("forgot-do"));
    expect((await screen.findAllByTestId("today-row")).length).toBeGreaterThan(0);
    expect(fake.world.state.session.user?.name).toBe("Ioana Stanciu");
  });

  it("speaks another language for as long as it stands", async () => {
    const app = await at("locked");
    await app.user.click(screen.getByText("Română"));
    expect(screen.getByRole("button", { name: "Autentificare" })).toBeTruthy();
    expect(named(app.fake, "preferences_set")).toHaveLength(0);
    await unlock(app, ANA_PIN);
    expect(await screen.findByRole("heading", { level: 1, name: "Today" })).toBeTruthy();
  });

  it("opens the down-time sheet by its PIN on F8", async () => {
    await at("locked");
    fireEvent.keyDown(document.body, { key: "F8", code: "F8" });
    expect(await screen.findByRole("dialog", { name: /Down-time sheet/ })).toBeTruthy();
  });
});

describe("whoever is signed in", () => {
  it("is named at the top, and locks, changes user and signs out there", async () => {
    const app = await at("receptionist");
    expect(screen.getByTestId("user-menu").textContent).toContain("Ana Mureșan");
    expect(screen.getByText("Recepție 1")).toBeTruthy();
    await app.user.click(screen.getByTestId("user-menu"));
    await app.user.click(await screen.findByRole("menuitem", { name: "Change user" }));
    await screen.findByTestId("lock-screen");
    expect(screen.queryByRole("button", { pressed: true })).toBeNull();
    await choose(app, "Ioana Stanciu");
    await unlock(app, "7391");
    expect((await screen.findByTestId("user-menu")).textContent).toContain("Ioana Stanciu");
    await app.user.click(screen.getByTestId("user-menu"));
    await app.user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    await screen.findByTestId("lock-screen");
    expect(app.fake.world.state.session.kind).toBe("signed_out");
  });

  it("changes their password and their PIN", async () => {
    const { user, fake } = await at("receptionist");
    await user.click(screen.getByTestId("user-menu"));
    await user.click(await screen.findByRole("menuitem", { name: "My password" }));
    fill(await screen.findByTestId("own-old"), "not it");
    fill(screen.getByTestId("password-new"), "plapuma rosie si calda");
    fill(screen.getByTestId("password-again"), "plapuma rosie si calda");
    await expectNoViolations();
    await user.click(screen.getByTestId("own-save"));
    expect(await screen.findByText(/2 more tries/)).toBeTruthy();
    fill(screen.getByTestId("own-old"), "ana-parola-lunga");
    await user.click(screen.getByTestId("own-save"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(fake.world.seats.users[0]?.password).toBe("plapuma rosie si calda");

    await user.click(screen.getByTestId("user-menu"));
    await user.click(await screen.findByRole("menuitem", { name: "My PIN" }));
    fill(await screen.findByTestId("own-old"), "plapuma rosie si calda");
    fill(screen.getByTestId("own-pin"), "4444");
    fill(screen.getByTestId("own-pin-again"), "4444");
    await user.click(screen.getByTestId("own-save"));
    expect(await screen.findByText(/not all the same/)).toBeTruthy();
    fill(screen.getByTestId("own-pin"), "470921");
    fill(screen.getByTestId("own-pin-again"), "470921");
    await user.click(screen.getByTestId("own-save"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(fake.world.seats.users[0]?.pin).toBe("470921");
  });

  it("sees of the settings what they may change", async () => {
    const { user, fake } = await at("receptionist");
    await user.click(screen.getByTestId("nav-settings"));
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
      "Down-time sheet",
      "This desk",
    ]);
    expect(screen.queryByTestId("desk-name")).toBeNull();
    expect(fake.calls.filter(({ name }) => ["users", "key_state"].includes(name))).toHaveLength(0);
  });
});
