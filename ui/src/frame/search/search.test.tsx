import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const box = () => screen.findByTestId<HTMLInputElement>("search-input");
const hits = () => screen.findAllByTestId("search-hit");

describe("search", () => {
  it("answers what a caller asks, while typing", async () => {
    const { user } = renderApp();
    await user.type(await box(), "popa andr");
    const [first] = await hits();
    expect(first?.textContent).toContain("30 Dec 1990");
    expect(first?.textContent).toContain("0741 200 340");
    expect(first?.textContent).toContain("today 10:30, Punct de lucru 1, Dr Marinescu Radu");
  });

  it("is one key away, and opens with the arrows and Enter, the list of the day standing", async () => {
    const { user } = renderApp();
    await screen.findAllByTestId("today-row");
    await user.keyboard("{Control>}k{/Control}");
    expect(document.activeElement).toBe(await box());
    await user.keyboard("popescu");
    await waitFor(async () => expect(await hits()).toHaveLength(2));
    await user.keyboard("{ArrowDown}{Enter}");
    const panel = await screen.findByRole("complementary", { name: "Details" });
    expect(await within(panel).findByRole("heading", { name: "Popescu Ion" })).toBeTruthy();
    expect(within(panel).getByText(/31 Jan 1974/)).toBeTruthy();
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(screen.getAllByTestId("today-row")).toHaveLength(30);
  });

  it("says “no appointment” only after a live answer", async () => {
    const fake = fakePlatform();
    fake.world.days.set("2026-11-23", []);
    const { user } = renderApp({ fake });
    await user.type(await box(), "kovács");
    // Nobody has asked the vendor about this patient yet.
    expect((await hits())[0]?.textContent).toContain("No appointment known, ask MedSoft");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(async () => expect((await hits())[0]?.textContent).toMatch(/No appointment$/));
    expect(fake.calls.find(({ name }) => name === "patients_find_at_vendor")?.request).toEqual({
      text: "kovács",
    });
  });

  it("does not take an old answer for a live one", async () => {
    const fake = fakePlatform();
    fake.world.days.set("2026-11-23", []);
    for (const patient of fake.world.people) patient.appointments_checked_at = "2026-11-23T06:00:00Z";
    const { user } = renderApp({ fake });
    await user.type(await box(), "popa andreea");
    expect((await hits())[0]?.textContent).toContain("No appointment known, ask MedSoft");
  });

  it("merges patients whom only the vendor knows", async () => {
    const fake = fakePlatform();
    const stranger = {
      ...fake.world.people[0],
      id: "stranger",
      name: "Toma Ilinca",
    } as (typeof fake.world.people)[0];
    fake.instead("patients_find", () => ({ hits: [], more: false, by_misspelling: false, searched: 5000 }));
    fake.instead("patients_find_at_vendor", () => ({ hits: [stranger], unanswered: [] }));
    const { user } = renderApp({ fake });
    await user.type(await box(), "toma");
    expect(await screen.findByText("Nobody found among 5,000 patients on this desk")).toBeTruthy();
    await user.click(screen.getByTestId("search-vendor"));
    expect((await hits())[0]?.textContent).toContain("Toma Ilinca");
    expect(screen.queryByText(/Nobody found/)).toBeNull();
  });

  it("says when the vendor does not answer, and keeps what the desk knows", async () => {
    const fake = fakePlatform();
    fake.fails("patients_find_at_vendor", "offline", { connection: "MedSoft" });
    const { user } = renderApp({ fake });
    await user.type(await box(), "popescu");
    await hits();
    await user.click(screen.getByTestId("search-vendor"));
    expect((await screen.findByText(/MedSoft does not answer/)).textContent).toContain("kept here");
    expect(await hits()).toHaveLength(2);
  });

  it("does not show the vendor's answer to an earlier text", async () => {
    const fake = fakePlatform();
    const waiting: ((found: { hits: []; unanswered: [] }) => void)[] = [];
    fake.instead("patients_find_at_vendor", () => new Promise((resolve) => void waiting.push(resolve)));
    const { user } = renderApp({ fake });
    await user.type(await box(), "pop");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText("MedSoft is being asked")).toBeTruthy();
    await user.keyboard("e");
    expect(waiting).toHaveLength(1);
    for (const answer of waiting) answer({ hits: [], unanswered: [] });
    expect(await screen.findByText("Look at MedSoft for “pope”")).toBeTruthy();
    expect(screen.queryByText("MedSoft knows nobody for this.")).toBeNull();
  });

  it("says that names are only close when nobody is written so", async () => {
    const { user } = renderApp();
    await user.type(await box(), "popeskku");
    expect(await screen.findByText(/Nobody is written exactly so/)).toBeTruthy();
  });

  it("opens who was typed, not who stood there before, when Enter comes before the answer", async () => {
    const fake = fakePlatform();
    const { user } = renderApp({ fake });
    await user.type(await box(), "m");
    await hits();
    const late: (() => void)[] = [];
    fake.instead("patients_find", ({ text }) => {
      const found = fake.world.people.filter(({ name }) => name.toLowerCase().startsWith(text));
      return new Promise((resolve) => {
        late.push(() => resolve({ hits: found, more: false, by_misspelling: false, searched: 5000 }));
      });
    });
    await user.keyboard("oldovan{Enter}");
    expect(screen.queryByRole("complementary")).toBeNull();
    for (const answer of late) answer();
    const panel = await screen.findByRole("complementary");
    expect(await within(panel).findByRole("heading", { name: "Moldovan Sorin" })).toBeTruthy();
  });

  it("asks for nobody while nobody looks", async () => {
    const { fake } = renderApp();
    await screen.findAllByTestId("today-row");
    fake.tell({ event: "changed", tags: ["patients"] });
    await waitFor(() => expect(fake.calls.filter(({ name }) => name === "day")).toHaveLength(2));
    expect(fake.calls.some(({ name }) => name === "patients_find")).toBe(false);
  });

  it("finds commands and runs them", async () => {
    const { user, fake } = renderApp();
    await user.type(await box(), "dark");
    await user.keyboard("{ArrowDown}");
    await user.click(await screen.findByText("Dark colours"));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    expect(fake.world.state.preferences.theme).toBe("dark");
  });

  it.each(["'; DROP TABLE patients", "x", "🙂", "a".repeat(10_000), "%", '"NEAR('])(
    "takes any text: %.20s",
    async (text) => {
      const { user, fake } = renderApp();
      await user.click(await box());
      await user.paste(text);
      await waitFor(() =>
        expect(
          fake.calls.some(
            ({ name, request }) => name === "patients_find" && (request as { text: string }).text === text,
          ),
        ).toBe(true),
      );
      expect(await screen.findByTestId("search-vendor")).toBeTruthy();
    },
  );

  it("lists the results on the Patients screen, driven from the same box", async () => {
    const { user } = renderApp({ start: "patients" });
    await user.type(await box(), "matei");
    await waitFor(async () => expect(await hits()).toHaveLength(2));
    expect(screen.getByText(/2 patients found, among 5,000 on this desk/)).toBeTruthy();
    expect(screen.getAllByRole("listbox")).toHaveLength(1);
    await user.keyboard("{ArrowDown}{Enter}");
    const panel = await screen.findByRole("complementary", { name: "Details" });
    expect(await within(panel).findByRole("heading", { name: "Matei Cristian" })).toBeTruthy();
    expect(await hits()).toHaveLength(2);
  });

  it.each(["en", "ro"])("breaks no accessibility rule (%s)", async (language) => {
    const fake = fakePlatform();
    fake.world.state.preferences.language = language;
    const { user } = renderApp({ fake });
    await user.type(await box(), "pop");
    await hits();
    await expectNoViolations();
  });
});
