import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const at = async (fake?: Fake) => {
  const app = renderApp({ start: "settings", ...(fake ? { fake } : {}) });
  await app.user.click(await screen.findByRole("tab", { name: "This desk" }));
  await screen.findByRole("heading", { name: "Look" });
  return app;
};

describe("this desk", () => {
  it("changes colours and language at once", async () => {
    const { user, fake } = await at();
    await expectNoViolations();
    await user.click(screen.getByRole("radio", { name: "High contrast" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("contrast"));
    await user.click(screen.getByRole("radio", { name: "Lower" }));
    await waitFor(() => expect(document.documentElement.dataset["density"]).toBe("compact"));
    await user.click(screen.getByRole("radio", { name: "Română" }));
    expect(await screen.findByRole("heading", { name: "Aspect" })).toBeTruthy();
    // Each change keeps the others.
    expect(fake.world.state.preferences).toMatchObject({ theme: "contrast", compact: true, language: "ro" });
    await expectNoViolations();
  });

  it("follows the computer when asked to", async () => {
    const { user, fake } = await at();
    await user.click(screen.getAllByRole("radio", { name: "As the computer" })[0] as HTMLElement);
    await waitFor(() => expect(fake.world.state.preferences.language).toBe(""));
  });

  it("switches single letters off", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByRole("switch", { name: "Single-letter keys" }));
    await waitFor(() => expect(fake.world.state.preferences.letter_keys).toBe(false));
    await user.keyboard("gt");
    expect(screen.queryByTestId("today-row")).toBeNull();
  });

  it("shows purposes only when told to", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByRole("switch", { name: "Lists show what visits are for" }));
    await waitFor(() => expect(fake.world.state.preferences.show_purpose).toBe(true));
  });

  it("holds a change back for as long as chosen", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByRole("button", { name: /A change can be undone for/ }));
    await user.click(await screen.findByRole("option", { name: "20 seconds" }));
    await waitFor(() => expect(fake.world.state.preferences.hold_seconds).toBe(20));
  });

  it("keeps to its own places", async () => {
    const { user, fake } = await at();
    await user.click(await screen.findByRole("checkbox", { name: "Punct de lucru 2" }));
    await waitFor(() => expect(fake.world.state.preferences.places).toEqual(["Punct de lucru 2"]));
    await user.click(screen.getByRole("checkbox", { name: "Punct de lucru 2" }));
    await waitFor(() => expect(fake.world.state.preferences.places).toEqual([]));
  });

  it("says why a preference was not kept", async () => {
    const fake = fakePlatform();
    fake.fails("preferences_set", "disk-full");
    const { user } = await at(fake);
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full");
    expect(document.documentElement.dataset["theme"]).toBe("light");
  });
});
