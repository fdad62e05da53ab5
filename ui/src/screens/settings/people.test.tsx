import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const PASSWORD = "cal verde fericit";
const row = (name: RegExp) => screen.getByRole("row", { name });

async function atPeople(change: (fake: Fake) => void = () => undefined) {
  const fake = fakePlatform({ seated: "manager" });
  change(fake);
  const app = renderApp({ fake, start: "settings" });
  await app.user.click(await screen.findByRole("tab", { name: "People" }));
  await screen.findAllByTestId("person-row");
  return app;
}

describe("the people of a desk", () => {
  it("stand with their role, PIN and last time", async () => {
    await atPeople();
    expect(row(/Ana Mureșan/).textContent).toContain("Receptionist");
    expect(row(/Ana Mureșan/).textContent).toContain("has a PIN");
    expect(row(/Ioana Stanciu/).textContent).toContain("you");
    expect(row(/Teodora Manole/).textContent).toContain("may not sign in");
    expect(row(/Teodora Manole/).textContent).toContain("not yet");
    await expectNoViolations();
  });

  it("become more: a name, a role and a first password", async () => {
    const { user, fake } = await atPeople();
    await user.click(screen.getByTestId("person-add"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByText("Manager"));
    fill(dialog.getByTestId("person-name"), "ana mureșan");
    fill(dialog.getByTestId("password-new"), PASSWORD);
    fill(dialog.getByTestId("password-again"), PASSWORD);
    await expectNoViolations();
    await user.click(dialog.getByTestId("person-save"));
    expect(await dialog.findByText("Somebody here has this name already.")).toBeTruthy();
    fill(dialog.getByTestId("person-name"), "Dana Marin");
    await user.click(dialog.getByTestId("person-save"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(row(/Dana Marin/).textContent).toContain("Manager");
    expect(fake.calls.findLast(({ name }) => name === "user_add")?.request).toEqual({
      name: "Dana Marin",
      role: "manager",
      password: PASSWORD,
    });
  });

  it("keep a manager: the last one stays one", async () => {
    const { user, fake } = await atPeople();
    await user.click(within(row(/Ioana Stanciu/)).getByTestId("person-edit"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByText("Receptionist"));
    await user.click(dialog.getByTestId("person-save"));
    expect(await dialog.findByText(/only manager who can sign in/)).toBeTruthy();
    expect(fake.world.seats.users[1]?.role).toBe("manager");
  });

  it("may be kept from signing in", async () => {
    const { user } = await atPeople();
    await user.click(within(row(/Radu Petrescu/)).getByTestId("person-edit"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("switch"));
    await user.click(dialog.getByTestId("person-save"));
    await waitFor(() => expect(row(/Radu Petrescu/).textContent).toContain("may not sign in"));
  });

  it("get a new password from a manager", async () => {
    const { user, fake } = await atPeople();
    await user.click(within(row(/Ana Mureșan/)).getByTestId("person-password"));
    const dialog = within(await screen.findByRole("dialog"));
    fill(dialog.getByTestId("password-new"), "kurz");
    fill(dialog.getByTestId("password-again"), "kurz");
    await user.click(dialog.getByTestId("person-save"));
    expect(dialog.getByText("This is too short: at least 10 characters.")).toBeTruthy();
    fill(dialog.getByTestId("password-new"), PASSWORD);
    fill(dialog.getByTestId("password-again"), PASSWORD);
    await user.click(dialog.getByTestId("person-save"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(fake.world.seats.users[0]).toMatchObject({ password: PASSWORD, has_pin: false });
  });

  it("have an emergency code, which is shown once and not closed by a slip", async () => {
    const { user, fake } = await atPeople();
    await user.click(screen.getByTestId("emergency-make"));
    expect((await screen.findByTestId("code-once")).textContent).toBe("M2VD8RYK5HQX");
    await user.keyboard("{Escape}");
    expect(screen.getByTestId("code-once")).toBeTruthy();
    fill(screen.getByTestId("recovery-last"), "hq");
    await user.click(screen.getByTestId("recovery-done"));
    expect(screen.getByText(/not the last group/)).toBeTruthy();
    fill(screen.getByTestId("recovery-last"), "5hqx");
    await user.click(screen.getByTestId("recovery-done"));
    expect(screen.queryByTestId("code-once")).toBeNull();
    expect(fake.world.seats.emergency).toBe("M2VD-8RYK-5HQX");
    expect(document.documentElement.outerHTML).not.toContain("8RYK");
  });
});
