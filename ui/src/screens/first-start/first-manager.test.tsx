import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const named = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);
const PASSWORD = "cal verde fericit";

function typeManager(name = "Ioana Stanciu", again = PASSWORD) {
  fill(screen.getByTestId("manager-name"), name);
  fill(screen.getByTestId("password-new"), PASSWORD);
  fill(screen.getByTestId("password-again"), again);
}

async function writeCode(user: ReturnType<typeof renderApp>["user"]) {
  await user.click(await screen.findByTestId("recovery-make"));
  const code = (await screen.findByTestId("code-once")).textContent ?? "";
  fill(screen.getByTestId("recovery-last"), "XXXX");
  await user.click(screen.getByTestId("recovery-done"));
  expect(screen.getByText(/not the last group/)).toBeTruthy();
  await expectNoViolations();
  fill(screen.getByTestId("recovery-last"), code.slice(-4).toLowerCase());
  await user.click(screen.getByTestId("recovery-done"));
}

describe("the first manager", () => {
  it.each(["none", "first_manager"] as const)(
    "of a new desk (%s) is made before the first account, with a recovery code",
    async (seated) => {
      const fake = fakePlatform({ firstStart: true, seated });
      const { user } = renderApp({ fake });
      await user.click(await screen.findByTestId("first-start-connect"));
      await expectNoViolations();
      await user.click(screen.getByTestId("manager-make"));
      expect(screen.getByText("Fill this in.")).toBeTruthy();
      expect(named(fake, "session_first_manager")).toHaveLength(0);
      typeManager("Ioana Stanciu", "cal verde trist");
      await user.click(screen.getByTestId("manager-make"));
      expect(screen.getByText("The two passwords are not the same.")).toBeTruthy();
      typeManager();
      expect(screen.getByText("strong")).toBeTruthy();
      await user.click(screen.getByTestId("manager-make"));
      await writeCode(user);
      expect(await screen.findByTestId("connection-vendor-medsoft")).toBeTruthy();
      expect(named(fake, "session_first_manager")[0]?.request).toEqual({
        name: "Ioana Stanciu",
        password: PASSWORD,
      });
      expect(named(fake, "recovery_code")).toHaveLength(1);
    },
  );

  it("of a desk from before is asked for once at the start, and can be left for later", async () => {
    const fake = fakePlatform({ seated: "first_manager" });
    const { user } = renderApp({ fake });
    expect(await screen.findByRole("heading", { name: "The first manager" })).toBeTruthy();
    await user.click(screen.getByTestId("first-manager-later"));
    await screen.findAllByTestId("today-row");
    await user.click(screen.getByRole("button", { name: "Make the first manager" }));
    typeManager();
    await user.click(screen.getByTestId("manager-make"));
    await user.click(await screen.findByRole("button", { name: "Not now" }));
    await screen.findAllByTestId("today-row");
    expect(screen.queryByTestId("no-users-line")).toBeNull();
    expect(screen.getByTestId("user-menu").textContent).toContain("Ioana Stanciu");

    // A manager without a recovery code is reminded, until there is one.
    await user.click(screen.getByRole("button", { name: "Make one" }));
    await user.click(await screen.findByTestId("recovery-new"));
    await writeCode(user);
    await waitFor(() => expect(screen.queryByTestId("no-recovery-line")).toBeNull());
  });

  it("is told what the desk has against a password", async () => {
    const fake = fakePlatform({ seated: "first_manager" });
    fake.fails("session_first_manager", "invalid-field", { field: "password", reason: "too-simple" });
    const { user } = renderApp({ fake });
    await screen.findByTestId("manager-name");
    typeManager();
    await user.click(screen.getByTestId("manager-make"));
    expect(await screen.findByText(/too easily guessed/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByTestId("password-new"));
  });

  it("is nobody's concern for a receptionist of a desk without accounts", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "receptionist" });
    renderApp({ fake });
    expect(await screen.findByText(/A manager of this desk connects the accounts/)).toBeTruthy();
    expect(screen.getByTestId("first-start-connect")).toHaveProperty("disabled", true);
    expect(screen.queryByTestId("first-start-file")).toBeNull();
  });

  it("can read another desk's clinic file instead", async () => {
    const { user } = renderApp({ fake: fakePlatform({ firstStart: true }) });
    await user.click(await screen.findByTestId("first-start-file"));
    expect(screen.getByRole("heading", { level: 1, name: "This clinic already has a desk" })).toBeTruthy();
    await expectNoViolations();
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.getByTestId("first-start-training")).toBeTruthy();
  });
});
