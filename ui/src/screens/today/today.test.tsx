import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { MARKUP_NAME } from "../../platform/fake/people";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const rows = () => screen.findAllByTestId("today-row");
const rowOf = async (name: string) => {
  const all = await rows();
  const found = all.find((row) => row.textContent?.includes(name));
  if (!found) throw new Error(`no row of ${name}`);
  return found;
};
const statusOf = async (name: string) => within(await rowOf(name)).getByTestId("status-button");
const panel = () => screen.getByRole("complementary", { name: "Details" });

describe("Today", () => {
  it("says how complete the list is, and counts no row of another patient", async () => {
    renderApp();
    expect(
      await screen.findByText(
        /^29 appointments · from 4,982 of 5,000 known patients · newest answer 10:17 · last full round 06:18$/,
      ),
    ).toBeTruthy();
    const apart = screen.getByRole("grid", { name: "Under another patient's code" });
    expect(within(apart).getAllByTestId("today-row")).toHaveLength(1);
    const own = screen.getByRole("grid", { name: "Appointments" });
    expect(within(own).getAllByTestId("today-row")).toHaveLength(29);
  });

  it("shows the birth date beside every name, and marks same names and same phones on both", async () => {
    renderApp();
    const all = await rows();
    const popescu = all.filter((row) => row.textContent?.includes("Popescu Ion"));
    expect(
      popescu
        .map((row) => /1974|2004/.exec(row.querySelector(".row__birth")?.textContent ?? "")?.[0])
        .toSorted(),
    ).toEqual(["1974", "2004"]);
    for (const row of popescu) expect(within(row).getByText("same name")).toBeTruthy();
    expect(screen.getAllByText("same phone")).toHaveLength(2);
  });

  it("says whose an appointment is once two accounts have them, and in which zone where it is another", async () => {
    const fake = fakePlatform({ all: true });
    const dental = fake.world.state.connections.find(({ vendor }) => vendor === "alfadocs");
    Object.assign(dental!, { zone: "Europe/Rome" });
    renderApp({ fake });
    const row = await rowOf("Bianchi Giulia");
    expect(row.querySelector(".row__account")?.textContent).toBe("AlfaDocs");
    const time = row.querySelector(".row__time b");
    expect([time?.textContent, time?.getAttribute("title")]).toEqual(["10:40 Rome", "Time in Europe/Rome"]);
    expect((await rowOf("Popa Andreea")).querySelector(".row__account")?.textContent).toBe("MedSoft");
    expect((await rowOf("Popa Andreea")).querySelector(".row__zone")).toBeNull();
  });

  it("does not say whose appointments are while one account has them", async () => {
    const { container } = renderApp();
    await rows();
    expect(container.querySelector(".row__account")).toBeNull();
  });

  it("shows a name made of markup as text", async () => {
    const { container } = renderApp();
    expect(within(await rowOf(MARKUP_NAME)).getByText(MARKUP_NAME)).toBeTruthy();
    expect(container.querySelector("img")).toBeNull();
  });

  it("hides what visits are for until H is pressed", async () => {
    const { user } = renderApp();
    await rows();
    expect(screen.queryByText("EKG")).toBeNull();
    await user.keyboard("h");
    expect(screen.getAllByText("EKG").length).toBeGreaterThan(0);
    await user.keyboard("h");
    expect(screen.queryByText("EKG")).toBeNull();
  });

  it("says “at least” where nobody saw the arrival, in the row and in the longest wait", async () => {
    const fake = fakePlatform();
    const waiting = fake.world.days.get("2026-11-23")?.filter((each) => each.stage === "arrived") ?? [];
    for (const row of waiting) row.arrived_after = "2026-11-23T07:00:00Z";
    const first = waiting.find((row) => row.patient.name === "Matei Cristian");
    Object.assign(first ?? {}, { arrived_at: "2026-11-23T08:16:00Z" });
    renderApp({ fake });
    expect((await statusOf("Matei Cristian")).textContent).toBe("A sosit, 2 min");
    expect(screen.getByRole("button", { name: /longest \d+ min$/ })).toBeTruthy();
    Object.assign(first ?? {}, { arrived_after: null });
    fake.tell({ event: "changed", tags: ["appointments"] });
    await waitFor(async () => expect((await statusOf("Matei Cristian")).textContent).toBe("A sosit, 2+ min"));
    expect(screen.getByRole("button", { name: /longest \d+\+ min$/ })).toBeTruthy();
  });

  it("says that a change is in question, not merely unsent", async () => {
    const fake = fakePlatform();
    const row = fake.world.days.get("2026-11-23")?.find((each) => each.patient.name === "Popa Andreea");
    Object.assign(row ?? {}, { pending: true, pending_state: "asks" });
    renderApp({ fake });
    expect((await statusOf("Popa Andreea")).textContent).toBe("Expected, question");
  });

  it("says not of the status it shows that it is unsent where another one is", async () => {
    const fake = fakePlatform();
    const row = fake.world.days.get("2026-11-23")?.find((each) => each.patient.name === "Popa Andreea");
    const [one] = row?.statuses ?? [];
    if (!row || !one) throw new Error("a row without statuses");
    const waiting = { ...one, name: "Confirmat", set: true, pending: true };
    const there = { ...one, key: "9", name: "Anulat", set: true, pending: false };
    Object.assign(row, {
      stage: "cancelled",
      stage_name: "Anulat",
      pending: true,
      statuses: [waiting, there],
    });
    renderApp({ fake });
    expect((await statusOf("Popa Andreea")).textContent).toBe("Anulat, another not sent");
  });

  it.each(["waiting", "unsent"])("cuts the name of a status, never how it stands: %s", async (how) => {
    const fake = fakePlatform();
    const row = fake.world.days.get("2026-11-23")?.find((each) => each.stage === "arrived" && !each.foreign);
    Object.assign(row ?? {}, {
      stage_name: "Prezent la recepția de la etajul al doilea",
      pending: how === "unsent",
    });
    renderApp({ fake });
    const button = await statusOf(row?.patient.name ?? "");
    expect(button.querySelector(".cut")?.textContent).toBe("Prezent la recepția de la etajul al doilea");
    const state = within(button).getByText(how === "unsent" ? /not sent$/ : /min$/);
    expect(state.closest(".cut")).toBeNull();
  });

  it("shows only a group, and keeps a row there after its status has changed", async () => {
    const { user } = renderApp();
    await rows();
    const chip = screen.getByRole("button", { name: /expected$/ });
    await user.click(chip);
    const before = (await rows()).length;
    expect(String(before)).toBe(/^\d+/.exec(chip.textContent ?? "")?.[0]);
    await user.click(await statusOf("Popa Andreea"));
    await user.click(screen.getByTestId("status-option-2"));
    await waitFor(async () => expect((await statusOf("Popa Andreea")).textContent).toBe("A sosit, not sent"));
    expect((await rows()).length).toBe(before);
  });

  it("sets a status, says so with patient and status, and takes it back", async () => {
    const { user, fake } = renderApp();
    await user.click(await statusOf("Popa Andreea"));
    const menu = screen.getByRole("dialog", { name: /Popa Andreea/ });
    expect(within(menu).getByText(/30 Dec 1990/)).toBeTruthy();
    await user.click(screen.getByTestId("status-option-2"));
    expect(await screen.findByText("Popa Andreea, 30 Dec 1990: A sosit")).toBeTruthy();
    await waitFor(async () =>
      expect((await statusOf("Popa Andreea")).className).toContain("status--pending"),
    );
    const request = fake.calls.find(({ name }) => name === "appointment_set_status")?.request as {
      intent: string;
    };
    expect(request).toMatchObject({ key: "2", value: true });

    await user.click(screen.getByTestId("toast-undo"));
    await waitFor(async () => expect((await statusOf("Popa Andreea")).textContent).toBe("Expected"));
    expect(fake.calls.find(({ name }) => name === "action_undo")?.request).toEqual({ id: request.intent });
    expect(await screen.findByText("Popa Andreea, 30 Dec 1990: taken back")).toBeTruthy();
  });

  it("sets a status by S and a digit, 0 for the tenth, and undoes by Ctrl+Z", async () => {
    const { user, fake } = renderApp();
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("s");
    const menu = await screen.findByRole("dialog", { name: /Popa Andreea/ });
    expect(within(menu).getByTestId("status-option-10").textContent).toContain("0");
    await user.keyboard("2");
    await waitFor(async () => expect((await statusOf("Popa Andreea")).textContent).toBe("A sosit, not sent"));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(async () => expect((await statusOf("Popa Andreea")).textContent).toBe("Expected"));
    expect(fake.calls.filter(({ name }) => name === "action_undo")).toHaveLength(1);
  });

  it("asks for a reason, which may stay empty, before a visit is missed or cancelled", async () => {
    const { user, fake } = renderApp();
    await user.click(await statusOf("Popa Andreea"));
    await user.click(screen.getByTestId("status-option-5"));
    expect(fake.calls.some(({ name }) => name === "appointment_set_status")).toBe(false);
    await user.type(screen.getByLabelText(/^Reason/), "a sunat că nu vine");
    await user.click(screen.getByTestId("status-reason-send"));
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === "appointment_set_status")?.request).toMatchObject({
        key: "5",
        reason: "a sunat că nu vine",
      }),
    );
  });

  it("offers only statuses in use, and shows an old one that is still set", async () => {
    const { user } = renderApp();
    await user.click(await statusOf("Matei Cristian"));
    const menu = screen.getByRole("dialog");
    expect(within(menu).getAllByTestId(/^status-option-/)).toHaveLength(8);
    expect(within(menu).queryByTestId("status-option-7")).toBeNull();
    expect(within(menu).getByRole("button", { name: "Take away A sosit" })).toBeTruthy();
  });

  it("takes a status away by its digit only with Enter after it, and lets it be undone", async () => {
    const { user, fake } = renderApp();
    const sent = () =>
      fake.calls
        .filter(({ name }) => name === "appointment_set_status")
        .map(({ request }) => (request as { value: boolean }).value);
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("s2");
    await waitFor(async () => expect((await statusOf("Popa Andreea")).dataset["stage"]).toBe("arrived"));
    await user.keyboard("s");
    const line = await screen.findByTestId("status-option-2");
    expect(line.textContent).toMatch(/^2Take away A sosit/);
    await user.keyboard("2");
    expect(sent()).toEqual([true]);
    expect(document.activeElement).toBe(screen.getByTestId("status-option-2"));
    expect(screen.getByTestId("status-option-2").textContent).toContain("Enter takes it away");
    await user.keyboard("2");
    expect(sent()).toEqual([true]);
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/^Popa Andreea.*: no longer A sosit$/)).toBeTruthy();
    expect(sent()).toEqual([true, false]);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(async () => expect((await statusOf("Popa Andreea")).dataset["stage"]).toBe("arrived"));
  });

  it("numbers states whose keys are words by place, and says of one that is set that it stands", async () => {
    const { user, fake } = renderApp({ all: true });
    await user.click(await rowOf("Bianchi Giulia"));
    await user.keyboard("s");
    const menu = await screen.findByRole("dialog", { name: /Bianchi Giulia/ });
    const lines = within(menu).getAllByTestId(/^status-option-/);
    expect(lines.map((line) => line.textContent?.[0])).toEqual(["1", "2", "3", "4", "5", "6"]);
    await user.keyboard("2");
    await waitFor(async () => expect((await statusOf("Bianchi Giulia")).dataset["stage"]).toBe("arrived"));
    await user.keyboard("s2");
    expect(await screen.findByText(/^Bianchi Giulia.*: already waiting$/)).toBeTruthy();
    expect(fake.calls.filter(({ name }) => name === "appointment_set_status")).toHaveLength(1);
  });

  it("takes a status away by its own line", async () => {
    const { user, fake } = renderApp();
    await user.click(await statusOf("Matei Cristian"));
    await user.click(await screen.findByRole("button", { name: "Take away A sosit" }));
    expect(await screen.findByText(/^Matei Cristian.*: no longer A sosit$/)).toBeTruthy();
    expect(fake.calls.find(({ name }) => name === "appointment_set_status")?.request).toMatchObject({
      key: "2",
      value: false,
    });
  });

  it("does not let a row without a number be changed, and says why", async () => {
    const { user, fake } = renderApp();
    const button = await statusOf("Dumitrescu Octavian");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(button.textContent).toContain("sent this appointment without a number");
    await user.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("s");
    expect(screen.getByTestId("toast").textContent).toContain("cannot be changed from here");
    await user.keyboard("2");
    expect(fake.calls.some(({ name }) => name === "appointment_set_status")).toBe(false);
    expect(within(panel()).getByText(/cannot be changed from here/)).toBeTruthy();
  });

  it("says the vendor's reason when a status is refused, and shows the row as it was", async () => {
    const fake = fakePlatform();
    fake.fails("appointment_set_status", "vendor-refused", { vendor_message: "Programare blocată" });
    const { user } = renderApp({ fake });
    await user.click(await statusOf("Popa Andreea"));
    await user.click(screen.getByTestId("status-option-2"));
    expect(await screen.findByText(/Popa Andreea.*refused this: “Programare blocată”/)).toBeTruthy();
    expect((await statusOf("Popa Andreea")).textContent).toBe("Expected");
  });

  it("starts a search with digits typed outside a field, also after a row was chosen", async () => {
    const { user, fake } = renderApp();
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("0741");
    expect(screen.getByTestId<HTMLInputElement>("search-input").value).toBe("0741");
    expect(fake.calls.some(({ name }) => name === "appointment_set_status")).toBe(false);
    expect((await screen.findAllByTestId("search-hit"))[0]?.textContent).toContain("Popa Andreea");
  });

  it("takes digits typed over a menu that was opened without S for a search", async () => {
    const { user, fake } = renderApp();
    await user.click(await statusOf("Popa Andreea"));
    await screen.findByRole("dialog");
    await user.keyboard("25");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByTestId<HTMLInputElement>("search-input").value).toBe("25");
    expect(fake.calls.some(({ name }) => name === "appointment_set_status")).toBe(false);
  });

  it("leaves single letters alone when the desk has switched them off", async () => {
    const fake = fakePlatform();
    fake.world.state.preferences.letter_keys = false;
    const { user } = renderApp({ fake });
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("s");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.keyboard("j");
    expect(within(panel()).getByRole("heading", { name: "Popa Andreea" })).toBeTruthy();
    await user.keyboard("{ArrowDown}");
    expect(within(panel()).queryByRole("heading", { name: "Popa Andreea" })).toBeNull();
  });

  it("moves with J and K, opens with Enter and goes back with Escape, the list standing", async () => {
    const { user } = renderApp();
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("j");
    const second = within(panel()).getByRole("heading", { level: 2 }).textContent;
    expect(second).not.toBe("Popa Andreea");
    await user.keyboard("k{Enter}");
    expect(await within(panel()).findByRole("tab", { name: /Appointments/ })).toBeTruthy();
    expect((await rows()).length).toBe(30);
    await user.keyboard("{Escape}");
    expect(within(panel()).queryByRole("tab")).toBeNull();
    expect(within(panel()).getByRole("heading", { name: "Popa Andreea" })).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("complementary", { name: "Details" })).toBeNull();
  });

  it("opens no patient, and asks no vendor, for rows that are only passed over", async () => {
    const { user, fake } = renderApp();
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("jjjjj");
    const last = within(panel()).getByRole("heading", { level: 2 }).textContent;
    await waitFor(() => expect(fake.calls.filter(({ name }) => name === "patient_open")).toHaveLength(1));
    const [{ request }] = fake.calls.filter(({ name }) => name === "patient_open") as [
      { name: "patient_open"; request: { id: string } },
    ];
    expect(fake.world.people.find(({ id }) => id === request.id)?.name).toBe(last);
  });

  it("offers the next step as the one primary action", async () => {
    const { user, fake } = renderApp();
    await user.click(await rowOf("Matei Cristian"));
    const next = within(panel()).getByTestId("next-status");
    expect(next.textContent).toContain("În cabinet");
    await user.click(next);
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === "appointment_set_status")?.request).toMatchObject({
        key: "3",
        value: true,
      }),
    );
  });

  it("keeps the list when it cannot be read again, and says so", async () => {
    const { fake } = renderApp();
    await rows();
    fake.fails("day", "internal");
    fake.tell({ event: "changed", tags: ["appointments"] });
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect((await rows()).length).toBe(30);
  });

  it("shows what another desk changed without being asked", async () => {
    const { fake } = renderApp();
    expect((await statusOf("Popa Andreea")).textContent).toBe("Expected");
    const day = fake.world.days.get("2026-11-23");
    const row = day?.find((each) => each.patient.name === "Popa Andreea");
    Object.assign(row ?? {}, { stage: "cancelled", stage_name: "Anulat de pacient" });
    fake.tell({ event: "changed", tags: ["appointments"] });
    await waitFor(async () => expect((await statusOf("Popa Andreea")).textContent).toBe("Anulat de pacient"));
  });

  it("never shows one day's rows under another day's name", async () => {
    const fake = fakePlatform();
    const { user } = renderApp({ fake });
    await rows();
    fake.instead("day", () => new Promise(() => undefined));
    await user.click(screen.getByRole("button", { name: "Next day" }));
    expect(screen.queryAllByTestId("today-row")).toHaveLength(0);
    expect(screen.getByText("Reading")).toBeTruthy();
  });

  it("steps to the next day and back to today", async () => {
    const { user, fake } = renderApp();
    await rows();
    await user.click(screen.getByRole("button", { name: "Next day" }));
    expect(
      await screen.findByRole("heading", { level: 1, name: /^Tuesday,? 24 November 2026$/ }),
    ).toBeTruthy();
    await waitFor(() =>
      expect(
        fake.calls.some(
          ({ name, request }) => name === "day" && (request as { date?: string }).date === "2026-11-24",
        ),
      ).toBe(true),
    );
    await user.keyboard("d");
    expect(screen.getByRole("heading", { level: 1, name: "Today" })).toBeTruthy();
  });

  it("shows this desk's place only", async () => {
    const { user } = renderApp();
    await rows();
    await user.click(screen.getByRole("button", { name: /This desk's place/ }));
    await user.click(screen.getByRole("menuitemcheckbox", { name: "Punct de lucru 2" }));
    await waitFor(async () => expect((await rows()).length).toBe(6));
    expect((await rows()).every((row) => row.querySelector('[title="Punct de lucru 2"]'))).toBe(true);
    // The one place needs no words on every row.
    expect(within(screen.getByRole("grid")).queryByText(/Punct de lucru/)).toBeNull();
  });

  it("says what an empty day rests on", async () => {
    const fake = fakePlatform();
    fake.world.days.set("2026-11-23", []);
    renderApp({ fake });
    expect(await screen.findByText("No appointments known for this day")).toBeTruthy();
    expect(screen.getByText(/of 4,982 of 5,000 known patients have been read/)).toBeTruthy();
  });

  it.each(["en", "ro"])(
    "breaks no accessibility rule (%s), with panel and menu open too",
    async (language) => {
      const fake = fakePlatform();
      fake.world.state.preferences.language = language;
      const { user } = renderApp({ fake });
      await user.click(await rowOf("Popa Andreea"));
      await waitFor(() => expect(document.querySelector(".history, .panel .small")).toBeTruthy());
      await expectNoViolations();
      await user.keyboard("s");
      await screen.findByRole("dialog");
      await expectNoViolations();
    },
  );
});

describe("the line of now", () => {
  it("is drawn once for each zone, for its own rows, and says whose time it is", async () => {
    const fake = fakePlatform({ all: true });
    const dental = fake.world.state.connections.find(({ vendor }) => vendor === "alfadocs");
    Object.assign(dental!, { zone: "Europe/Rome" });
    renderApp({ fake });
    const lines = (await rows()).flatMap((row) => (row.dataset["now"] ? [row] : []));
    expect(lines.map((row) => row.dataset["now"])).toEqual(["10:18 Bucharest", "09:18 Rome"]);
    expect(lines[1]?.textContent).toContain("Bianchi Giulia");
  });

  it("says only the time where there is one zone", async () => {
    renderApp();
    const lines = (await rows()).flatMap((row) => row.dataset["now"] ?? []);
    expect(lines).toEqual(["10:18"]);
  });
});

describe("statuses that exclude each other", () => {
  it("are set one for another, never taken away", async () => {
    const { user, fake } = renderApp({ all: true });
    const row = (await screen.findAllByTestId("today-row")).find((each) =>
      each.textContent?.includes("Bianchi"),
    ) as HTMLElement;
    await user.click(within(row).getByTestId("status-button"));
    const set = await screen.findByTestId("status-option-confirmed");
    expect(set.dataset["set"]).toBe("true");
    expect(set.textContent).toContain("confirmed");
    expect(set.textContent).not.toContain("Take away");
    await user.click(set);
    expect(fake.calls.some(({ name }) => name === "appointment_set_status")).toBe(false);
    expect(await screen.findByText(/already/i)).toBeTruthy();
    await user.click(within(row).getByTestId("status-button"));
    await user.click(await screen.findByTestId("status-option-waiting"));
    await waitFor(() => expect(within(row).getByTestId("status-button").dataset["stage"]).toBe("arrived"));
    const asked = fake.calls.filter(({ name }) => name === "appointment_set_status");
    expect(asked.map(({ request }) => request)).toMatchObject([{ key: "waiting", value: true }]);
  });
});
