import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../platform/fake/fake";
import { expectNoViolations } from "../test/axe";
import { renderApp } from "../test/render";

describe("the frame", () => {
  it("says on every screen that it is training, and leaves it", async () => {
    const fake = fakePlatform({ training: true });
    const { user } = renderApp({ fake });
    for (const screenName of ["today", "patients", "settings", "unsent"]) {
      await user.click(await screen.findByTestId(`nav-${screenName}`));
      expect(screen.getByTestId("training-line").textContent).toContain("nothing reaches a vendor");
    }
    await user.click(screen.getByRole("button", { name: "Leave training" }));
    await waitFor(() => expect(screen.queryByTestId("training-line")).toBeNull());
  });

  it("says since when the line is down, what still works and how much waits", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.state.connections[0] ?? {}, {
      health: "offline",
      offline_since: "2026-11-23T08:14:00Z",
    });
    renderApp({ fake });
    await waitFor(() =>
      expect(screen.getByTestId("offline-line").textContent).toBe(
        "MedSoft has not answered since 10:14. Search, today's list and statuses go on working here. 2 changes wait to be sent. 3 changes need your decision.",
      ),
    );
    expect(screen.getByText("MedSoft: no answer since 10:14")).toBeTruthy();
  });

  it("shows the first fill, pauses it and goes on", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.sync[0] ?? {}, {
      phase: "appointments",
      complete: false,
      percent: 38,
      patients_checked: 1890,
      seconds_left: 1500,
    });
    const { user } = renderApp({ fake });
    const fill = await screen.findByTestId("fill-progress");
    expect(within(fill).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("38");
    expect(fill.textContent).toContain("1,890 of 5,000 patients");
    expect(fill.textContent).toContain("about 25 min left");
    await user.click(within(fill).getByRole("button", { name: "Pause" }));
    expect(await screen.findByText(/is paused/)).toBeTruthy();
    expect(fake.calls.find(({ name }) => name === "sync_pause")?.request).toEqual({
      id: fake.world.sync[0]?.connection,
    });
    await user.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(screen.queryByText(/is paused/)).toBeNull());
  });

  it("follows the progress that the desk tells, and ends with it", async () => {
    const fake = fakePlatform();
    const state = {
      ...fake.world.sync[0],
      phase: "patients",
      complete: false,
      percent: 5,
      patients_known: 120,
    } as (typeof fake.world.sync)[0];
    fake.world.sync = [state];
    renderApp({ fake });
    expect((await screen.findByTestId("fill-progress")).textContent).toContain("120 found");
    fake.tell({ event: "sync", state: { ...state, patients_known: 900, percent: 20 } });
    await waitFor(() => expect(screen.getByTestId("fill-progress").textContent).toContain("900 found"));
    fake.tell({ event: "sync", state: { ...state, complete: true, percent: 100, phase: "fresh" } });
    await waitFor(() => expect(screen.queryByTestId("fill-progress")).toBeNull());
  });

  it("says the list is whole as soon as the first fill is", async () => {
    const fake = fakePlatform();
    const filling = {
      ...fake.world.sync[0],
      phase: "appointments",
      complete: false,
      patients_checked: 10,
    } as (typeof fake.world.sync)[0];
    fake.world.sync = [filling];
    renderApp({ fake });
    expect(await screen.findByText(/the first reading is not complete/)).toBeTruthy();
    fake.tell({ event: "sync", state: { ...filling, phase: "paused" } });
    expect(await screen.findByText("MedSoft: reading paused")).toBeTruthy();
    const done = {
      ...filling,
      phase: "fresh" as const,
      complete: true,
      percent: 100,
      patients_checked: 5000,
    };
    fake.world.sync = [done];
    fake.tell({ event: "sync", state: done });
    expect(await screen.findByText(/from all 5,000 known patients/)).toBeTruthy();
    expect(screen.queryByText(/the first reading is not complete/)).toBeNull();
  });

  it("shows Unsent only when there is something", async () => {
    const fake = fakePlatform();
    fake.world.entries = [];
    renderApp({ fake });
    await screen.findByTestId("nav-today");
    expect(screen.queryByTestId("nav-unsent")).toBeNull();
  });

  it("counts what is unsent", async () => {
    renderApp();
    expect((await screen.findByTestId("nav-unsent")).textContent).toContain("5");
  });

  it("goes to screens by G and a letter", async () => {
    const { user } = renderApp();
    await screen.findAllByTestId("today-row");
    await user.keyboard("gp");
    expect(screen.getByTestId("nav-patients").getAttribute("aria-current")).toBe("page");
    await user.keyboard("gt");
    expect(screen.getByTestId("nav-today").getAttribute("aria-current")).toBe("page");
  });

  it("shows all keys on ?, and without single letters where they are off", async () => {
    const fake = fakePlatform();
    const { user } = renderApp({ fake });
    await screen.findAllByTestId("today-row");
    await user.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "All keys" });
    expect(within(sheet).getByText("New patient")).toBeTruthy();
    await expectNoViolations();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    fake.world.state.preferences.letter_keys = false;
    fake.tell({ event: "changed", tags: ["preferences"] });
    await user.click(screen.getByRole("button", { name: "Keys" }));
    const without = await screen.findByRole("dialog", { name: "All keys" });
    await waitFor(() => expect(within(without).queryByText("New patient")).toBeNull());
    expect(within(without).getByText("Search and commands")).toBeTruthy();
  });

  it("tells when a change needs a person, and leads there", async () => {
    const { user, fake } = renderApp();
    await screen.findAllByTestId("today-row");
    fake.tell({
      event: "settled",
      settled: { entry: "e", intent: "i", action: "set_status", state: "asks" },
    });
    await user.click(await screen.findByRole("button", { name: "Look" }));
    expect(screen.getByTestId("nav-unsent").getAttribute("aria-current")).toBe("page");
  });

  it("tells of changes that need a person once, with their number, for as long as there are any", async () => {
    const { fake } = renderApp();
    await screen.findAllByTestId("today-row");
    const settle = (intent: string, state: "asks" | "refused") =>
      fake.tell({ event: "settled", settled: { entry: intent, intent, action: "set_status", state } });
    settle("first", "asks");
    settle("second", "refused");
    expect(await screen.findByText(/^3 changes need your decision/)).toBeTruthy();
    expect(screen.getAllByTestId("toast")).toHaveLength(1);

    fake.world.state.preferences.language = "ro";
    fake.world.entries = fake.world.entries.slice(0, 1);
    fake.tell({ event: "changed", tags: ["everything"] });
    expect(await screen.findByText(/^O modificare așteaptă decizia/)).toBeTruthy();
    expect(screen.getAllByTestId("toast")).toHaveLength(1);

    fake.world.entries = [];
    fake.tell({ event: "changed", tags: ["everything"] });
    await waitFor(() => expect(screen.queryByTestId("toast")).toBeNull());
  });

  it("says no more of changes that need a person once Unsent was opened, or the remark closed", async () => {
    const { user, fake } = renderApp();
    await screen.findAllByTestId("today-row");
    const settled = { entry: "e", intent: "i", action: "set_status", state: "asks" } as const;
    fake.tell({ event: "settled", settled });
    await screen.findByTestId("toast");
    await user.click(screen.getByTestId("nav-unsent"));
    await waitFor(() => expect(screen.queryByTestId("toast")).toBeNull());
    await user.click(screen.getByTestId("nav-today"));
    await screen.findAllByTestId("today-row");
    expect(screen.queryByTestId("toast")).toBeNull();

    fake.tell({ event: "settled", settled });
    const toast = await screen.findByTestId("toast");
    await user.click(within(toast).getByRole("button", { name: "Close" }));
    fake.world.entries = fake.world.entries.slice(0, 2);
    fake.tell({ event: "changed", tags: ["everything"] });
    await waitFor(() => expect(screen.getByTestId("nav-unsent").textContent).toContain("2"));
    expect(screen.queryByTestId("toast")).toBeNull();
  });

  it("names a store that cannot be opened, and nothing else", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.state, {
      situation: "problem",
      problem: { code: "key-wrong", params: {}, correlation: "abc123" },
    });
    renderApp({ fake });
    expect((await screen.findByRole("alert")).textContent).toContain("is not that of this desk's data");
    expect(screen.getByText(/abc123/)).toBeTruthy();
    expect(screen.queryByRole("navigation")).toBeNull();
    await expectNoViolations();
  });

  it("speaks Romanian when the computer does and nothing was chosen", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.state, { system_language: "ro-RO" });
    fake.world.state.preferences.language = "";
    renderApp({ fake });
    expect(await screen.findByRole("heading", { level: 1, name: "Astăzi" })).toBeTruthy();
    expect(document.documentElement.lang).toBe("ro");
  });

  it("puts theme and density on the page", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.state.preferences, { theme: "dark", compact: true });
    renderApp({ fake });
    await screen.findAllByTestId("today-row");
    expect(document.documentElement.dataset).toMatchObject({ theme: "dark", density: "compact" });
  });
});

describe("the line of the first reading", () => {
  it("stands only where patients are read", async () => {
    const fake = fakePlatform({ all: true });
    const [state] = fake.world.sync;
    if (!state) throw new Error("no state");
    const lab = fake.world.state.connections.find(({ vendor }) => vendor === "gensoft");
    fake.world.sync.push({
      ...state,
      connection: lab?.id ?? "",
      connection_name: "Gensoft",
      phase: "exploring",
      complete: false,
      percent: 0,
    });
    Object.assign(fake.world.sync[1] ?? {}, { phase: "exploring", complete: false, percent: 0 });
    renderApp({ fake });
    expect(await screen.findByText("Finding out how AlfaDocs answers")).toBeTruthy();
    expect(screen.queryByText("Finding out how Gensoft answers")).toBeNull();
  });
});
