import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CheckReport, ErrorCode } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const SAVE = "connection-save";
const field = (name: string) => screen.getByTestId<HTMLInputElement>(`connection-${name}`);
const named = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);

async function atTheForm(fake = fakePlatform({ firstStart: true, seated: "manager" })) {
  const app = renderApp({ fake });
  // Whoever is signed in has come to connect the clinic.
  await app.user.click(await screen.findByTestId("connection-vendor-medsoft"));
  return app;
}

async function typed(key: string, fake?: Fake, path = "clinica-exemplu") {
  const app = await atTheForm(fake);
  fill(field("name"), "MedSoft");
  fill(field("base-url"), "https://api.medsoft.example");
  fill(field("client-path"), path);
  fill(field("key"), key);
  return app;
}

const cell = (name: RegExp) => within(screen.getByRole("row", { name })).getAllByRole("cell")[1];

function unusable(problem: ErrorCode): CheckReport {
  return { usable: false, tested: true, problem, rows: [], fill: null };
}

describe("the first start", () => {
  it("opens the training clinic, which says so", async () => {
    const { user } = renderApp({ fake: fakePlatform({ firstStart: true }) });
    await expectNoViolations();
    await user.click(await screen.findByTestId("first-start-training"));
    expect(await screen.findByTestId("training-line")).toBeTruthy();
  });

  it("says why the training clinic does not open, and lets it be tried again", async () => {
    const fake = fakePlatform({ firstStart: true });
    fake.fails("open_training", "disk-full");
    const { user } = renderApp({ fake });
    await user.click(await screen.findByTestId("first-start-training"));
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full");
    expect(screen.getByTestId("first-start-training")).toHaveProperty("disabled", false);
  });

  it("connects an account once it was checked: what works is shown row by row", async () => {
    const { user, fake } = await typed("right");
    expect(field("key").type).toBe("password");
    expect(screen.getByTestId(SAVE)).toHaveProperty("disabled", true);
    await user.click(screen.getByTestId("connection-check"));
    expect(await screen.findByText("The account can be used")).toBeTruthy();
    expect(screen.getByText("9 of 10 questions were answered as documented.")).toBeTruthy();
    const row = screen.getByRole("row", { name: /Find patients/ });
    expect(within(row).getByText("works")).toBeTruthy();
    expect(within(row).getByText("25 rows")).toBeTruthy();
    const outcomes = screen.getAllByRole("row").map((each) => each.dataset["outcome"]);
    expect(outcomes).toHaveLength(20);
    // What does not work is not to be looked for.
    expect(outcomes.slice(1, 3)).toEqual(["missing", "works"]);
    expect(outcomes.at(-1)).toBe("not_tried");
    const writes = screen.getByRole("row", { name: /Create a patient/ });
    expect(writes.textContent).toContain("not triedit would change something");
    await expectNoViolations();
    await user.click(screen.getByTestId(SAVE));
    expect(await screen.findByTestId("nav-today")).toBeTruthy();
    expect(named(fake, "connection_add")[0]?.request).toEqual({
      name: "MedSoft",
      vendor: "medsoft",
      base_url: "https://api.medsoft.example",
      details: { client_path: "clinica-exemplu" },
      secrets: { key: "right" },
      paths: {},
    });
  });

  it("checks, then saves, by Enter alone", async () => {
    const { user, fake } = await typed("");
    await user.type(field("key"), "right{Enter}");
    await screen.findByText("The account can be used");
    await user.keyboard("{Enter}");
    await screen.findByTestId("nav-today");
    expect(named(fake, "connection_add")).toHaveLength(1);
  });

  it("asks for everything that is missing at once, and asks nobody", async () => {
    const { user, fake } = await atTheForm();
    await user.click(screen.getByTestId("connection-check"));
    expect(screen.getAllByText("Fill this in.")).toHaveLength(3);
    // The name is already there: the vendor's own.
    expect(field("name").value).toBe("MedSoft");
    expect(document.activeElement).toBe(field("base-url"));
    expect(named(fake, "connection_try")).toHaveLength(0);
    await user.keyboard("https");
    expect(screen.getAllByText("Fill this in.")).toHaveLength(2);
    // Whoever mends one field goes on typing there.
    expect(document.activeElement).toBe(field("base-url"));
    expect(field("base-url").value).toBe("https");
  });

  it("says that the key is wrong, at the key", async () => {
    const { user } = await typed("wrong");
    await user.click(screen.getByTestId("connection-check"));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("MedSoft answers, but refuses the key");
    expect(field("key").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field("key"));
    expect(screen.getByTestId(SAVE)).toHaveProperty("disabled", true);
    await expectNoViolations();
  });

  it("says that the path is wrong", async () => {
    const { user } = await typed("right", undefined, "wrong");
    await user.click(screen.getByTestId("connection-check"));
    expect((await screen.findByRole("alert")).textContent).toContain("not MedSoft for this clinic");
  });

  it.each<[string, ErrorCode, string]>([
    ["the vendor is down", "offline", "Nothing answers at this address"],
    ["the answer has 50 MB", "vendor-too-large", "far larger than MedSoft's answers are"],
    ["a web page answers", "vendor-unreadable", "not in MedSoft's form"],
    ["the vendor is busy", "vendor-busy", "asks to slow down"],
    ["the vendor says no", "vendor-refused", "refuses the question"],
  ])("has words when %s", async (_, problem, words) => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.instead("connection_try", () => unusable(problem));
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    expect((await screen.findByRole("alert")).textContent).toContain(words);
    expect(screen.getByTestId(SAVE)).toHaveProperty("disabled", true);
    expect(field("key").value).toBe("right");
  });

  it("has words for a check that itself fails", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.fails("connection_try", "internal");
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    expect((await screen.findByRole("alert")).textContent).toContain("Something went wrong");
  });

  it("puts what the desk refuses beside its field", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.fails("connection_try", "invalid-field", { field: "base_url", reason: "not-https" });
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    expect(await screen.findByText(/begins with https:\/\/ keeps/)).toBeTruthy();
    expect(document.activeElement).toBe(field("base-url"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says so when the password store cannot keep the key", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.fails("connection_add", "keyring-unavailable");
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    await user.click(await screen.findByTestId(SAVE));
    expect((await screen.findByRole("alert")).textContent).toContain("password store cannot be opened");
  });

  it("says at the name that it is taken", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.fails("connection_add", "name-taken", { name: "MedSoft" });
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    await user.click(await screen.findByTestId(SAVE));
    expect(await screen.findByText(/Another connection already has this name/)).toBeTruthy();
    expect(document.activeElement).toBe(field("name"));
  });

  it("forgets the check as soon as something else is typed", async () => {
    const { user } = await typed("right");
    await user.click(screen.getByTestId("connection-check"));
    await screen.findByText("The account can be used");
    await user.type(field("client-path"), "2");
    expect(screen.queryByText("The account can be used")).toBeNull();
    expect(screen.getByTestId(SAVE)).toHaveProperty("disabled", true);
  });

  it("keeps what was typed while the other choice is looked at", async () => {
    const { user } = await typed("right");
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(screen.getByTestId("first-start-connect"));
    expect(field("client-path").value).toBe("clinica-exemplu");
  });

  it("shows a vendor's own words as text, whatever they hold", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    const detail = "<img src=x onerror=alert(1)>";
    fake.instead("connection_try", () => ({
      usable: true,
      tested: true,
      problem: null,
      fill: "names",
      rows: [{ operation: "brand-new", path: "/", outcome: "unexpected", detail }],
    }));
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    expect(await screen.findByText(detail)).toBeTruthy();
    expect(screen.getByText("brand-new")).toBeTruthy();
    expect(document.querySelector("img")).toBeNull();
  });

  it("tells of the check in Romanian, and leaves only what is for support in English", async () => {
    const fake = fakePlatform({ firstStart: true, seated: "manager" });
    fake.world.state.preferences.language = "ro";
    const { user } = await typed("right", fake);
    await user.click(screen.getByTestId("connection-check"));
    await screen.findByText("Contul poate fi folosit");
    expect(cell(/Căutare pacienți/)?.textContent).toBe("25 de rânduri");
    expect(cell(/Programările unui pacient/)?.textContent).toBe("3 rânduri, unul necitibil");
    expect(cell(/Tot stocul/)?.getAttribute("lang")).toBe("en");
    expect(cell(/Medici/)?.getAttribute("lang")).toBeNull();
  });

  it("speaks Romanian at once when asked to", async () => {
    const { user, fake } = renderApp({ fake: fakePlatform({ firstStart: true }) });
    await user.click(await screen.findByRole("radio", { name: "Română" }));
    expect(await screen.findByRole("heading", { name: "Bine ați venit în Frontdesk" })).toBeTruthy();
    await waitFor(() => expect(document.documentElement.lang).toBe("ro"));
    expect(fake.world.state.preferences.language).toBe("ro");
  });
});
