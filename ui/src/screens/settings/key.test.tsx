import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Health } from "../../platform/bindings";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

/** The window over the invented clinic, with one account whose key is wanted. */
function wanting(vendor: "alfadocs" | "videodoktor" | "gensoft", health: Health = "key_missing") {
  const fake = fakePlatform({ all: true });
  const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS[vendor]);
  if (!account) throw new Error("no such account");
  account.health = health;
  return { fake, account };
}

const card = (name: string) => screen.findByRole("region", { name });

describe("an account whose key is missing on this computer", () => {
  it("says so over every screen, and leads to the field of its key", async () => {
    const { fake, account } = wanting("alfadocs");
    const { user } = renderApp({ fake });
    const line = await screen.findByTestId("key-line");
    expect(line.textContent).toContain("The key of AlfaDocs is missing on this computer");
    expect(screen.getByText("AlfaDocs: key missing here")).toBeTruthy();
    await user.click(within(line).getByRole("button", { name: "Enter key" }));
    const one = within(await card("AlfaDocs"));
    const field = await one.findByTestId("connection-key");
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(one.getByText("Key missing on this computer")).toBeTruthy();
    expect(one.queryByText(/old key/)).toBeNull();
    await expectNoViolations();
    fill(field, "entered");
    await user.click(one.getByRole("button", { name: "Check and save" }));
    expect(await screen.findByText(/^AlfaDocs: .* entered$/)).toBeTruthy();
    expect(account.health).toBe("online");
    await waitFor(() => expect(screen.queryByTestId("key-line")).toBeNull());
  });

  it("keeps the tab when its key was come for, whichever stood there before", async () => {
    const { fake } = wanting("gensoft");
    const { user } = renderApp({ fake, start: "settings" });
    await user.click(await screen.findByRole("tab", { name: "This desk" }));
    await user.click(within(screen.getByTestId("key-line")).getByRole("button", { name: "Enter key" }));
    const one = within(await card("Gensoft"));
    fill(await one.findByLabelText(/^Authorization/), "entered");
    await user.click(one.getByRole("button", { name: "Save untested" }));
    expect(await screen.findByText(/^Gensoft: .* entered$/)).toBeTruthy();
    expect(screen.getByRole("tab", { name: "Connections" }).getAttribute("aria-selected")).toBe("true");
  });

  it("is told on its card, with the way to the field", async () => {
    const { fake } = wanting("videodoktor");
    const { user } = renderApp({ fake, start: "settings" });
    const one = within(await card("VideoDoktor"));
    expect(one.getByText(/missing on this computer: enter it/)).toBeTruthy();
    const [button] = one.getAllByRole("button", { name: "Enter key" });
    await user.click(button as HTMLElement);
    expect(await one.findByRole("form", { name: "Enter key" })).toBeTruthy();
  });

  it("is told on the Video screen, with the way to the field", async () => {
    const { fake } = wanting("videodoktor");
    const { user } = renderApp({ fake, start: "video" });
    const notice = (await screen.findByText(/missing on this computer, so visits/)).closest(".notice");
    await user.click(within(notice as HTMLElement).getByRole("button", { name: "Settings" }));
    expect(await within(await card("VideoDoktor")).findByRole("form", { name: "Enter key" })).toBeTruthy();
  });

  it("leads to the key that is refused, too", async () => {
    const { fake } = wanting("alfadocs", "key_refused");
    const { user } = renderApp({ fake });
    const line = await screen.findByTestId("key-line");
    expect(line.textContent).toContain("AlfaDocs refuses the key, so nothing is read or sent. Replace it.");
    await user.click(within(line).getByRole("button", { name: "Replace key" }));
    expect(await within(await card("AlfaDocs")).findByRole("form", { name: "Replace key" })).toBeTruthy();
  });
});

describe("whoever may change no account", () => {
  it("is told who can", async () => {
    const fake = fakePlatform({ all: true, seated: "receptionist" });
    const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS.alfadocs);
    Object.assign(account ?? {}, { health: "key_missing" });
    renderApp({ fake });
    const line = await screen.findByTestId("key-line");
    expect(line.textContent).toContain("A manager does this in Settings.");
    expect(within(line).queryByRole("button")).toBeNull();
  });
});
