import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BookVideo, CheckVideo, FieldProblem, VideoForm } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const asked = (fake: Fake, command: string) => fake.calls.filter(({ name }) => name === command);
const field = (name: string) => screen.getByTestId<HTMLInputElement>(`video-${name}`);
const form = () => screen.getByRole("form", { name: "Book a video visit" });
const problemOf = (name: string) =>
  field(name).closest(".field")?.querySelector(".field__problem")?.textContent ?? null;

async function begin(fake: Fake = fakePlatform({ all: true })) {
  const app = renderApp({ fake, start: "video" });
  await screen.findAllByTestId("video-row");
  await app.user.keyboard("n");
  await screen.findByTestId("video-name");
  return app;
}

async function beginFor(name: string, fake: Fake = fakePlatform({ all: true })) {
  const app = renderApp({ fake, start: "video" });
  const rows = await screen.findAllByTestId("video-row");
  await app.user.click(rows.find((row) => row.textContent?.includes(name)) as HTMLElement);
  await app.user.keyboard("v");
  await screen.findByTestId("video-patient");
  return app;
}

function fillAll(values: Partial<Record<string, string>> = {}) {
  const whole = {
    name: "Hana Procházková",
    birth_year: "1968",
    phone: "601 000 124",
    email: "",
    time: "14:15",
    ...values,
  };
  for (const [name, text] of Object.entries(whole)) fill(field(name), text ?? "");
}

afterEach(() => vi.restoreAllMocks());

describe("booking a video visit", () => {
  it("fills in what the desk knows of the patient, and names the patient above and below", async () => {
    const { fake } = await beginFor("31 Jan 1974");
    await waitFor(() => expect(field("name").value).toBe("Popescu Ion"));
    expect(field("birth_year").value).toBe("1974");
    expect(field("email").value).toBe("popescu3@example.ro");
    expect(screen.getByTestId("video-patient").textContent).toContain("31 Jan 1974");
    fill(field("time"), "14:15");
    const summary = await screen.findByTestId("video-summary");
    expect(summary.textContent).toContain("Popescu Ion");
    expect(summary.textContent).toContain("31 Jan 1974");
    expect(summary.textContent).toContain("23 November 2026, 14:15");
    expect(summary.textContent).toContain("popescu3@example.ro");
    expect(asked(fake, "video_prefill")[0]?.request).toMatchObject({ patient: fake.world.people[3]?.id });
  });

  it("comes from the patient that is open on any screen, by V", async () => {
    const { user } = renderApp({ all: true });
    const row = (await screen.findAllByTestId("today-row")).find((each) =>
      each.textContent?.includes("Popa Andreea"),
    );
    await user.click(row as HTMLElement);
    await user.keyboard("v");
    expect((await screen.findByTestId("video-patient")).textContent).toContain("Popa Andreea");
    expect(screen.getByRole("heading", { level: 1, name: "Video visits" })).toBeTruthy();
  });

  it("checks every limit while typing, a moment after the last key, without holding the typing up", async () => {
    const fake = fakePlatform({ all: true });
    const answers: ((problems: FieldProblem[]) => void)[] = [];
    fake.instead("video_check", () => new Promise<FieldProblem[]>((resolve) => answers.push(resolve)));
    const { user } = await begin(fake);
    const typed = () =>
      asked(fake, "video_check")
        .map(({ request }) => (request as CheckVideo).form.name)
        .filter((name) => name !== "");
    await user.type(field("name"), "Hana");
    expect(field("name").value).toBe("Hana");
    // Not once for every letter.
    await waitFor(() => expect(typed()).toEqual(["Hana"]));
    // The answer about an older form never stands beside a newer one.
    await user.type(field("name"), " Malá");
    act(() => answers.at(-1)?.([{ field: "name", reason: "too-short" }]));
    await waitFor(() => expect(typed()).toEqual(["Hana", "Hana Malá"]));
    expect(problemOf("name")).toBeFalsy();
    act(() => answers.at(-1)?.([{ field: "name", reason: "too-long" }]));
    await waitFor(() => expect(problemOf("name")).toBe("This is too long."));
  });

  it("says beside each field what is wrong with it", async () => {
    await begin();
    fillAll({ name: "Jan", birth_year: "68", phone: "12", email: "x@y", time: "03:20" });
    await waitFor(() => expect(problemOf("name")).toBe("This is too short: at least 6 characters."));
    expect(problemOf("birth_year")).toBe("Four digits, such as 1974.");
    expect(problemOf("phone")).toBe("Nine digits, without a prefix.");
    expect(problemOf("email")).toBe("This is not an e-mail address.");
    expect(problemOf("time")).toBe("This time has gone by.");
    expect(field("name").getAttribute("aria-invalid")).toBe("true");
    await expectNoViolations(form());
  });

  it("does not scold an empty form before anybody tries to book", async () => {
    const { user, fake } = await begin();
    await waitFor(() => expect(asked(fake, "video_check").length).toBeGreaterThan(0));
    expect(form().querySelectorAll("[aria-invalid=true]")).toHaveLength(0);
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(problemOf("email")).toBe("Give a phone or an e-mail address."));
    expect(problemOf("name")).toBe("Fill this in.");
    expect(problemOf("time")).toBe("Fill this in.");
    // The cursor goes to the first of them.
    expect(document.activeElement).toBe(field("name"));
    expect(asked(fake, "video_book")).toHaveLength(0);
  });

  it("lets no time be chosen that has gone by, is taken or falls into the night pause, and says so", async () => {
    const { user } = await begin();
    const list = await screen.findByRole("listbox", { name: "Times" });
    const option = (name: string) => within(list).getByRole("option", { name });
    for (const name of [
      "09:15, not available: gone by",
      "03:15, not available: gone by",
      "11:00, not available: there is a visit",
    ])
      expect(option(name).getAttribute("aria-disabled")).toBe("true");
    await user.click(option("11:00, not available: there is a visit"));
    expect(field("time").value).toBe("");
    await user.click(option("11:15"));
    expect(field("time").value).toBe("11:15");
    await user.click(screen.getByRole("button", { name: "Tomorrow" }));
    expect(option("03:15, not available: pause at night").getAttribute("aria-disabled")).toBe("true");
    expect(option("09:00").getAttribute("aria-disabled")).toBeNull();
    const about = list.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(about)?.textContent).toContain("night pause from 03:00 to 04:00");
    fill(field("time"), "3:59");
    await waitFor(() =>
      expect(problemOf("time")).toBe("The server pauses from 03:00 to 04:00. Choose another time."),
    );
    fill(field("time"), "9:15");
    await waitFor(() => expect(problemOf("time")).toBe("There is a visit at this time. Choose another."));
  });

  it("lets no day gone by be chosen in the calendar", async () => {
    const { user } = await begin();
    await user.click(within(screen.getByTestId("video-date")).getByRole("button", { name: /Calendar/ }));
    const calendar = within(await screen.findByRole("application")).getByRole("grid");
    const day = (name: RegExp) => within(calendar).getByRole("button", { name });
    expect(day(/22 November 2026/).getAttribute("aria-disabled")).toBe("true");
    expect(day(/24 November 2026/).getAttribute("aria-disabled")).toBeNull();
    await expectNoViolations(screen.getByRole("dialog"));
    await user.click(day(/24 November 2026/));
    await waitFor(() => expect(screen.queryByRole("application")).toBeNull());
    fillAll();
    expect((await screen.findByTestId("video-summary")).textContent).toContain("24 November 2026, 14:15");
  });

  it("warns where name or year differ from what the desk knows", async () => {
    await beginFor("31 Jan 1974");
    await waitFor(() => expect(field("name").value).toBe("Popescu Ion"));
    fill(field("name"), "ion popescu");
    expect(screen.queryByText(/Here the patient is called/)).toBeNull();
    fill(field("name"), "Ionescu Dan");
    expect(screen.getByText("Here the patient is called Popescu Ion.")).toBeTruthy();
    fill(field("birth_year"), "1975");
    expect(screen.getByText("Here the patient is born 31 Jan 1974.")).toBeTruthy();
    // What will be booked is what stands in the form, not the birth date of somebody else.
    fill(field("time"), "14:15");
    const summary = await screen.findByTestId("video-summary");
    expect(summary.textContent).toContain("Ionescu Dan born 1975");
    expect(summary.textContent).not.toContain("31 Jan");
  });

  it("books, shows the visit as not booked yet, and takes it back with all that was typed", async () => {
    const { user, fake } = await beginFor("31 Jan 1974");
    await waitFor(() => expect(field("name").value).toBe("Popescu Ion"));
    fillAll({ name: "Popescu Ion", birth_year: "1974", phone: "745990310" });
    await user.click(screen.getByTestId("video-book"));
    expect(await screen.findByText("Popescu Ion: video visit on Mon 23 Nov, 14:15")).toBeTruthy();
    const request = asked(fake, "video_book")[0]?.request as BookVideo;
    expect(request).toMatchObject({
      patient: fake.world.people[3]?.id,
      form: { name: "Popescu Ion", date: "2026-11-23", time: "14:15:00" } satisfies Partial<VideoForm>,
    });
    const panel = screen.getByRole("complementary", { name: "Details" });
    expect(within(panel).getByText("Not booked yet")).toBeTruthy();
    expect(within(panel).getByText("Kept here a moment, so that it can be undone.")).toBeTruthy();
    expect(screen.getAllByTestId("video-row")).toHaveLength(9);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(field("time").value).toBe("14:15"));
    expect(asked(fake, "action_undo")[0]?.request).toEqual({ id: request.intent });
  });

  it("says that an invitation already on its way cannot be undone, but removed", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("action_undo", "too-late-to-undo");
    const { user } = await begin(fake);
    fillAll();
    await user.click(screen.getByTestId("video-book"));
    await user.click(await screen.findByTestId("toast-undo"));
    expect(
      await screen.findByText(/the invitation is on its way. To take it back, remove the visit/),
    ).toBeTruthy();
  });

  it("keeps one intent for the same form, and takes a new one for another", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("video_book", "key-refused", { vendor_code: "X002" });
    const { user } = await begin(fake);
    fillAll();
    await user.click(screen.getByTestId("video-book"));
    expect((await screen.findByRole("alert")).textContent).toContain("The practice's key (api_key)");
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(asked(fake, "video_book")).toHaveLength(2));
    fill(field("time"), "15:00");
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(asked(fake, "video_book")).toHaveLength(3));
    const intents = asked(fake, "video_book").map(({ request }) => (request as BookVideo).intent);
    expect(intents[1]).toBe(intents[0]);
    expect(intents[2]).not.toBe(intents[0]);
  });

  it("puts a field that only the core refuses beside that field", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("video_book", "invalid-field", { field: "time", reason: "no-such-time" });
    const { user } = await begin(fake);
    fillAll();
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(problemOf("time")).toContain("This time does not exist"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("keeps what was typed while the person looks elsewhere, one form for each patient", async () => {
    const { user } = await begin();
    fillAll({ name: "Hana Malá" });
    fireEvent.keyDown(field("name"), { key: "Escape", code: "Escape" });
    await waitFor(() => expect(screen.queryByTestId("video-name")).toBeNull());
    await user.keyboard("n");
    expect((await screen.findByTestId<HTMLInputElement>("video-name")).value).toBe("Hana Malá");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.keyboard("n");
    expect((await screen.findByTestId<HTMLInputElement>("video-name")).value).toBe("");
  });

  it("asks by which account where there are several, and books by that one", async () => {
    const fake = fakePlatform({ all: true });
    const first = fake.world.state.connections.find(({ vendor }) => vendor === "videodoktor");
    if (!first) throw new Error("no account");
    fake.world.state.connections.push({ ...first, id: "other", name: "MUDr. Malá" });
    const { user } = await begin(fake);
    fillAll();
    await user.click(within(form()).getByRole("button", { name: /VideoDoktor/ }));
    await user.click(await screen.findByRole("option", { name: "MUDr. Malá" }));
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(asked(fake, "video_book")).toHaveLength(1));
    expect(asked(fake, "video_book")[0]?.request).toMatchObject({ connection: "other" });
  });

  it.each(["en", "ro"])("breaks no accessibility rule (%s)", async (language) => {
    const fake = fakePlatform({ all: true });
    fake.world.state.preferences.language = language;
    const { user } = renderApp({ fake, start: "video" });
    await screen.findAllByTestId("video-row");
    await user.keyboard("n");
    await screen.findByTestId("video-name");
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() => expect(field("name").getAttribute("aria-invalid")).toBe("true"));
    await expectNoViolations();
  });
});
