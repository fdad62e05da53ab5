import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { CONNECTION_NAME } from "../../platform/fake/people";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const field = (name: string) => screen.getByTestId<HTMLInputElement>(`patient-${name}`);
const there = (name: string) => screen.queryByTestId(`patient-${name}`) !== null;
const submit = (name: string) => fireEvent.submit(screen.getByRole("form", { name }));
const request = (fake: Fake, name: string) => fake.calls.find((call) => call.name === name)?.request;

async function creating(vendors: "all" | "dental") {
  const fake = fakePlatform({ all: true });
  if (vendors === "dental") {
    const { state } = fake.world;
    state.connections = state.connections.filter(({ vendor }) => vendor === "alfadocs");
  }
  const app = renderApp({ fake });
  await screen.findAllByTestId("today-row");
  await app.user.keyboard("p");
  await screen.findByRole("form", { name: "New patient" });
  return { ...app, fake };
}

type User = Awaited<ReturnType<typeof creating>>["user"];

async function choose(user: User, name: string) {
  await user.click(screen.getByRole("button", { name: /Where/ }));
  await user.click(await screen.findByRole("option", { name }));
}

async function editingDental() {
  const fake = fakePlatform({ all: true });
  const app = renderApp({ fake });
  await app.user.type(await screen.findByTestId("search-input"), "Bianchi");
  await screen.findAllByTestId("search-hit");
  await app.user.keyboard("{Enter}");
  await app.user.click(await screen.findByRole("button", { name: /^Edit/ }));
  await screen.findByRole("form", { name: "Change patient" });
  return { ...app, fake };
}

describe("a form asks what its vendor keeps", () => {
  it("in a practice: a birth date, no phone that is needed, nothing that would be lost", async () => {
    const { fake } = await creating("dental");
    expect(there("preferences")).toBe(false);
    expect(screen.queryByText(/takes no birth date from here/)).toBeNull();
    expect(field("phone").getAttribute("aria-required")).toBeNull();
    submit("New patient");
    expect(await screen.findAllByText("Fill this in.")).toHaveLength(2);
    fill(field("last_name"), "Verdi");
    fill(field("first_name"), "Ada");
    fill(field("birth_date"), "31.1.74");
    expect(screen.getByText("31 Jan 1974 · 52 years")).toBeTruthy();
    await expectNoViolations();
    submit("New patient");
    await waitFor(() =>
      expect(request(fake, "patient_create")).toMatchObject({
        connection: ACCOUNTS.alfadocs,
        form: { last_name: "Verdi", first_name: "Ada", birth_date: "1974-01-31", phone: "" },
      }),
    );
  });

  it("and keeps what was typed when another is chosen, without sending it there", async () => {
    const { user, fake } = await creating("all");
    expect(there("birth_date")).toBe(false);
    expect(screen.getByText(/takes no birth date from here/)).toBeTruthy();
    expect(field("phone").getAttribute("aria-required")).toBe("true");
    fill(field("last_name"), "Ene");
    fill(field("first_name"), "Maria");
    fill(field("preferences"), "dimineața");
    submit("New patient");
    expect(await screen.findAllByText("Fill this in.")).toHaveLength(1);
    await choose(user, "AlfaDocs");
    expect(screen.queryByText("Fill this in.")).toBeNull();
    expect(there("preferences")).toBe(false);
    expect(field("last_name").value).toBe("Ene");
    fill(field("birth_date"), "31/01/1974");
    await choose(user, CONNECTION_NAME);
    expect(there("birth_date")).toBe(false);
    expect(field("preferences").value).toBe("dimineața");
    await choose(user, "AlfaDocs");
    expect(field("birth_date").value).toBe("31/01/1974");
    submit("New patient");
    await waitFor(() => expect(request(fake, "patient_create")).toBeTruthy());
    const sent = request(fake, "patient_create") as { form: Record<string, unknown> };
    expect(sent.form).toMatchObject({ birth_date: "1974-01-31" });
    expect(sent.form).not.toHaveProperty("preferences");
  });

  it("and says what is no birth date before it asks the desk, and what the desk does not take", async () => {
    const { fake } = await creating("dental");
    fill(field("last_name"), "Verdi");
    fill(field("first_name"), "Ada");
    fill(field("birth_date"), "31.02.1974");
    submit("New patient");
    expect(await screen.findByText(/This is no date/)).toBeTruthy();
    expect(document.activeElement).toBe(field("birth_date"));
    expect(request(fake, "patient_create")).toBeUndefined();
    await expectNoViolations();
    for (const [reason, words] of [
      ["in-future", "This day has not come yet."],
      ["too-old", "Nobody is so old. Check the year."],
    ] as const) {
      fake.fails("patient_create", "invalid-field", { field: "birth_date", reason });
      fill(field("birth_date"), "24.11.2026");
      submit("New patient");
      expect(await screen.findByText(words)).toBeTruthy();
    }
  });

  it("in Romanian too", async () => {
    const fake = fakePlatform({ all: true });
    fake.world.state.preferences.language = "ro";
    const { user } = renderApp({ fake });
    await screen.findAllByTestId("today-row");
    await user.keyboard("p");
    await screen.findByRole("form", { name: "Pacient nou" });
    await user.click(screen.getByRole("button", { name: /Unde/ }));
    await user.click(await screen.findByRole("option", { name: "AlfaDocs" }));
    expect(screen.getByRole("textbox", { name: "Data nașterii" })).toBeTruthy();
    fill(field("birth_date"), "mâine");
    submit("Pacient nou");
    expect(await screen.findByText(/Aceasta nu este o dată/)).toBeTruthy();
    await expectNoViolations();
  });
});

describe("changing a patient of a practice", () => {
  it("corrects the birth date, and takes it back", async () => {
    const { user, fake } = await editingDental();
    await expectNoViolations();
    expect(there("preferences")).toBe(false);
    expect(field("birth_date").value).toBe("14.06.1991");
    expect(screen.queryByText(/does not show it back/)).toBeNull();
    fill(field("birth_date"), "15.06.1991");
    submit("Change patient");
    await waitFor(() =>
      expect(request(fake, "patient_edit")).toMatchObject({
        before: { birth_date: "1991-06-14" },
        after: { birth_date: "1991-06-15" },
      }),
    );
    expect((await screen.findAllByText(/15 Jun 1991/)).length).toBeGreaterThan(0);
    await user.click(screen.getByTestId("toast-undo"));
    expect((await screen.findAllByText(/14 Jun 1991/)).length).toBeGreaterThan(0);
  });

  it("does not pretend to take a birth date away, and another writing of it is no change", async () => {
    const { fake } = await editingDental();
    fill(field("birth_date"), "");
    submit("Change patient");
    expect(await screen.findByText(/cannot be taken away from here/)).toBeTruthy();
    fill(field("birth_date"), "14/6/91");
    submit("Change patient");
    await waitFor(() => expect(screen.queryByRole("form", { name: "Change patient" })).toBeNull());
    expect(request(fake, "patient_edit")).toBeUndefined();
  });
});
