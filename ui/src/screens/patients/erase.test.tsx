import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import type { Seated } from "../../platform/fake/session";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const erasing = (fake: Fake) => fake.calls.filter(({ name }) => name === "patient_erase");

async function open(seated: Seated, text: string) {
  const app = renderApp({ fake: fakePlatform({ seated }), start: "patients" });
  await app.user.type(await screen.findByTestId("search-input"), text);
  await screen.findAllByTestId("search-hit");
  await app.user.keyboard("{Enter}");
  const panel = await screen.findByRole("complementary");
  await within(panel).findByRole("tab", { name: /Appointments/ });
  return { ...app, panel };
}

async function ask(user: UserEvent) {
  await user.click(screen.getByTestId("patient-more"));
  await user.click(await screen.findByRole("menuitem", { name: /Erase/ }));
  return screen.findByRole("dialog", { name: /^Erase/ });
}

describe("erasing a patient", () => {
  it("says what goes and what stays, wants a reason and the name, and then leaves the page", async () => {
    const { user, fake } = await open("manager", "țiriac");
    const dialog = await ask(user);
    expect(dialog.textContent).toContain("copies of the store");
    expect(dialog.textContent).toContain("MedSoft keeps the patient");
    expect(dialog.textContent).toContain("a desk that was set aside");
    expect(dialog.textContent).toContain("without its contents");
    await expectNoViolations();
    await user.click(screen.getByTestId("erase-do"));
    fill(screen.getByTestId("erase-reason"), "asked for it in writing");
    fill(screen.getByTestId("erase-name"), "Tiriac");
    await user.click(screen.getByTestId("erase-do"));
    expect(within(dialog).getByText("Type exactly: Țiriac Smaranda")).toBeTruthy();
    expect(erasing(fake)).toHaveLength(0);
    // Nobody has to find the diacritics.
    fill(screen.getByTestId("erase-name"), "tiriac  smaranda");
    await user.click(screen.getByTestId("erase-do"));
    await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
    expect(erasing(fake).map(({ request }) => request)).toEqual([
      {
        id: expect.any(String),
        reason: "asked for it in writing",
      },
    ]);
    expect(fake.world.people.map(({ name }) => name)).not.toContain("Țiriac Smaranda");
    expect(screen.getByTestId("toast").textContent).toContain("erased from this desk");
    expect(screen.getByTestId<HTMLInputElement>("search-input").value).toBe("");
    await waitFor(() => expect(screen.queryByText("Țiriac Smaranda")).toBeNull());
  });

  it("erases nobody of whom something is unsent, and leads there", async () => {
    const { user, fake } = await open("manager", "popescu ion 1974");
    const name = "Popescu Ion";
    await ask(user);
    fill(screen.getByTestId("erase-reason"), "asked for it");
    fill(screen.getByTestId("erase-name"), name);
    await user.click(screen.getByTestId("erase-do"));
    expect((await screen.findByRole("alert")).textContent).toMatch(
      /not reached MedSoft yet. Nothing was erased/,
    );
    expect(fake.world.people.filter((each) => each.name === name)).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Show Unsent" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Unsent" })).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is called by its name in the box too, while a patient stands open", async () => {
    const { user } = await open("manager", "țiriac");
    await user.clear(screen.getByTestId("search-input"));
    await user.type(screen.getByTestId("search-input"), "erase the open");
    await user.click(await screen.findByText("Erase the open patient from this desk"));
    expect(await screen.findByRole("dialog", { name: "Erase Țiriac Smaranda from this desk" })).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByRole("complementary")).toBeTruthy();
  });

  it("keeps what was typed over a lock", async () => {
    const { user } = await open("manager", "țiriac");
    await ask(user);
    fill(screen.getByTestId("erase-reason"), "asked for it in writing");
    await user.keyboard("{Control>}l{/Control}");
    await user.type(await screen.findByTestId("lock-pin"), "7391{Enter}");
    expect((await screen.findByTestId<HTMLInputElement>("erase-reason")).value).toBe(
      "asked for it in writing",
    );
  });

  it("is nothing a receptionist is offered", async () => {
    const { user } = await open("receptionist", "țiriac");
    expect(screen.queryByTestId("patient-more")).toBeNull();
    await user.clear(screen.getByTestId("search-input"));
    await user.type(screen.getByTestId("search-input"), "erase the open");
    await screen.findByTestId("search-vendor");
    expect(screen.queryByText("Erase the open patient from this desk")).toBeNull();
  });
});
