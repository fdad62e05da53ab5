import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { VideoVisits } from "../../platform/bindings";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { refusedBooking, videoOf } from "../../platform/fake/video";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const show = (fake: Fake = fakePlatform({ all: true })) => renderApp({ fake, start: "video" });
const rows = () => screen.findAllByTestId("video-row");
const rowOf = async (text: string) => {
  const found = (await rows()).find((row) => row.textContent?.includes(text));
  if (!found) throw new Error(`no row of ${text}`);
  return found;
};
const panel = () => screen.getByRole("complementary", { name: "Details" });
const asked = (fake: Fake, command: string) => fake.calls.filter(({ name }) => name === command);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const open = async (text: string, fake?: Fake) => {
  const app = show(fake);
  await app.user.click(await rowOf(text));
  return app;
};

describe("the list of video visits", () => {
  it("puts the form away on other screens, and brings it back with what was typed", async () => {
    const { user } = renderApp({ all: true, start: "video" });
    await user.click(await screen.findByRole("button", { name: /^Book a visit/ }));
    const name = await screen.findByTestId("video-name");
    await user.type(name, "Half Typed");
    await user.click(screen.getByTestId("nav-contracts"));
    expect(screen.queryByTestId("video-name")).toBeNull();
    expect(screen.queryByRole("complementary", { name: "Details" })).toBeNull();
    await user.click(screen.getByTestId("nav-video"));
    expect((await screen.findByTestId<HTMLInputElement>("video-name")).value).toBe("Half Typed");
  });

  it("shows today's and coming visits by day, with birth dates and how each stands in words", async () => {
    show();
    await rows();
    const headings = screen.getAllByRole("heading", { level: 3 }).map((each) => each.textContent);
    expect(headings).toEqual(["Today Mon 23 Nov", "Tomorrow Tue 24 Nov", "Friday, 27 November 2026"]);
    const today = screen.getByRole("grid", { name: "Monday, 23 November 2026" });
    expect(within(today).getAllByTestId("video-row")).toHaveLength(5);
    expect((await rowOf("Crăciun Maria")).textContent).toContain("08:30");
    expect((await rowOf("Crăciun Maria")).textContent).toContain("12 May 1965");
    // The clinic's day is the account's: at 09:18 in Prague.
    expect((await rowOf("Crăciun Maria")).textContent).toContain("Began 48 min ago");
    expect((await rowOf("Dvořák Jiří")).textContent).toContain("Open now");
    expect((await rowOf("30 Sept 2004")).textContent).toContain("In 22 min");
    expect((await rowOf("Băsescu Ana-Maria")).textContent).toContain("Not booked yet");
    expect((await rowOf("Ionescu-Vlădescu")).textContent).toContain("Being removed");
    expect((await rowOf("Hana Procházková")).textContent).toContain("born 1968");
  });

  it("marks two patients of the same name on one day", async () => {
    show();
    await rows();
    expect((await rowOf("31 Jan 1974")).textContent).toContain("same name");
    expect((await rowOf("30 Sept 2004")).textContent).toContain("same name");
    expect((await rowOf("Crăciun")).textContent).not.toContain("same name");
  });

  it("names the account only where there are several", async () => {
    const fake = fakePlatform({ all: true });
    const { user } = show(fake);
    expect((await rowOf("Crăciun")).textContent).not.toContain("VideoDoktor");
    const [first] = fake.world.state.connections.filter(({ vendor }) => vendor === "videodoktor");
    if (!first) throw new Error("no account");
    fake.world.state.connections.push({ ...first, id: "other", name: "MUDr. Malá" });
    const visit = videoOf(fake.world).visits[0];
    Object.assign(visit ?? {}, { connection: "other", connection_name: "MUDr. Malá" });
    fake.tell({ event: "changed", tags: ["everything"] });
    await waitFor(async () => expect((await rowOf("Crăciun")).textContent).toContain("MUDr. Malá"));
    await user.click(await rowOf("Crăciun"));
    expect(within(panel()).getByText("MUDr. Malá")).toBeTruthy();
  });

  it("shows past visits only when asked", async () => {
    const { user, fake } = show();
    await rows();
    expect(screen.queryByText("Dumitrescu Octavian")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show past visits" }));
    expect((await rowOf("Dumitrescu Octavian")).textContent).toContain("Gone by");
    expect(asked(fake, "video_visits").at(-1)?.request).toEqual({ past: true });
    await user.click(screen.getByRole("button", { name: "Hide past visits" }));
    await waitFor(() => expect(screen.queryByText("Dumitrescu Octavian")).toBeNull());
  });

  it("says first that it reads, then what would be here, with the one action", async () => {
    const fake = fakePlatform({ all: true });
    const given: ((visits: VideoVisits) => void)[] = [];
    fake.instead("video_visits", () => new Promise<VideoVisits>((resolve) => given.push(resolve)));
    const { user } = show(fake);
    expect(await screen.findByText("Reading")).toBeTruthy();
    act(() =>
      given[0]?.({ visits: [], clocks: [], checked_at: fake.world.now.toISOString(), today: "2026-11-23" }),
    );
    expect(await screen.findByText("No video visits today or later")).toBeTruthy();
    await user.click(screen.getAllByRole("button", { name: /Book a visit/ }).at(-1) as HTMLElement);
    expect(screen.getByRole("form", { name: "Book a video visit" })).toBeTruthy();
  });

  it("never says that there are none before the vendor was asked", async () => {
    const fake = fakePlatform({ all: true });
    Object.assign(videoOf(fake.world), { visits: [], checkedAt: null });
    show(fake);
    expect(await screen.findByText("The list has not been read yet")).toBeTruthy();
    expect(screen.queryByText("No video visits today or later")).toBeNull();
  });

  it("keeps the stale list, with its hour, when the vendor does not answer", async () => {
    const fake = fakePlatform({ all: true });
    const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS.videodoktor);
    Object.assign(account ?? {}, { health: "offline", offline_since: "2026-11-23T08:10:00Z" });
    fake.fails("video_refresh", "offline", { connection: ACCOUNTS.videodoktor });
    const { user } = show(fake);
    // By the clock of the visits beside it, in Prague.
    expect((await screen.findByTestId("video-offline")).textContent).toContain("The list is as of 09:16");
    expect(screen.getByText("as of 09:16 · times in Europe/Prague")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /Ask again/ }));
    // The account's name, not the id that the error carries.
    expect((await screen.findByRole("alert")).textContent).toContain("VideoDoktor does not answer");
    expect(await rows()).toHaveLength(8);
  });

  it("leads to Settings when the key is refused", async () => {
    const fake = fakePlatform({ all: true });
    const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS.videodoktor);
    Object.assign(account ?? {}, { health: "key_refused" });
    const { user } = show(fake);
    await rows();
    const notice = screen.getByText(/visits are neither read nor booked/).closest<HTMLElement>(".notice");
    await user.click(within(notice as HTMLElement).getByRole("button", { name: "Settings" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
  });

  it("compares the clocks quietly, and warns with minutes when they differ", async () => {
    const { fake } = show();
    expect((await screen.findByTestId("video-clock")).textContent).toContain(
      "clock agrees with this computer's",
    );
    Object.assign(videoOf(fake.world).clocks[0] ?? {}, { ahead_seconds: -245, differs: true });
    fake.tell({ event: "changed", tags: ["video"] });
    expect(await screen.findByText("VideoDoktor's clock is 4 min behind this computer's")).toBeTruthy();
    expect(screen.queryByTestId("video-clock")).toBeNull();
    Object.assign(videoOf(fake.world).clocks[0] ?? {}, { ahead_seconds: null, differs: false });
    fake.tell({ event: "changed", tags: ["video"] });
    expect((await screen.findByTestId("video-clock")).textContent).toContain("could not be read");
  });

  it("names a refused booking in the person's words, and the way to Unsent", async () => {
    const fake = fakePlatform({ all: true });
    fake.world.entries.push(refusedBooking(fake.world, "X023"));
    const { user } = show(fake);
    const wanting = await screen.findByTestId("video-wanting");
    expect(wanting.textContent).toContain("Booking for Popescu Ion, born 31 Jan 1974: Tue 24 Nov, 10:00.");
    expect(wanting.textContent).toContain(
      "The server has too many visits at this time. Choose another time.",
    );
    await user.click(screen.getByRole("button", { name: "Show unsent" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Unsent" })).toBeTruthy();
    expect(
      screen.getByText("The server has too many visits at this time. Choose another time."),
    ).toBeTruthy();
  });

  it("opens a refused booking again in its form, and sends it as corrected under the same intent", async () => {
    const fake = fakePlatform({ all: true });
    const refused = refusedBooking(fake.world, "X024");
    fake.world.entries.push({
      ...refused,
      may: ["edit", "discard"],
      form: {
        kind: "video",
        form: {
          name: "Popescu Ion",
          email: "ion@example.ro",
          phone: "",
          birth_year: "1974",
          date: "2026-11-24",
          time: "10:00:00",
        },
      },
    });
    const { user } = show(fake);
    await user.click(await screen.findByTestId("video-rebook"));
    const name = await screen.findByTestId<HTMLInputElement>("video-name");
    expect(name.value).toBe("Popescu Ion");
    const time = screen.getByTestId<HTMLInputElement>("video-time");
    expect(time.value).toBe("10:00");
    await user.clear(time);
    await user.type(time, "10:30");
    await user.click(screen.getByTestId("video-book"));
    await waitFor(() =>
      expect(asked(fake, "unsent_edit").map(({ request }) => request)).toMatchObject([
        { id: refused.id, form: { kind: "video", form: { time: "10:30:00" } } },
      ]),
    );
    expect(asked(fake, "video_book")).toEqual([]);
    await waitFor(() => expect(screen.queryByTestId("video-name")).toBeNull());
  });

  it("does without the vendor's code where the desk knows none", async () => {
    const fake = fakePlatform({ all: true });
    const entry = refusedBooking(fake.world, "X023");
    fake.world.entries.push({ ...entry, vendor_code: null, vendor_message: "Nelze" });
    show(fake);
    expect((await screen.findByTestId("video-wanting")).textContent).toContain(
      "VideoDoktor refused it: “Nelze”",
    );
  });

  it.each(["en", "ro"])("breaks no accessibility rule (%s)", async (language) => {
    const fake = fakePlatform({ all: true });
    fake.world.state.preferences.language = language;
    fake.world.entries.push(refusedBooking(fake.world, "X021"));
    const { user } = show(fake);
    await rows();
    await expectNoViolations();
    await user.click(await rowOf("Popescu"));
    await expectNoViolations();
    await user.keyboard("{Delete}");
    await screen.findByRole("dialog");
    await expectNoViolations();
  });
});

describe("one visit", () => {
  it("copies the link, by its button and by C, and says whose", async () => {
    const { user } = await open("31 Jan 1974");
    await user.click(within(panel()).getByRole("button", { name: /Copy link/ }));
    expect(await navigator.clipboard.readText()).toBe("https://videodoktor.example/hovor/q7304w");
    expect(await screen.findByText("Popescu Ion, Mon 23 Nov, 11:00: link copied")).toBeTruthy();
    await navigator.clipboard.writeText("");
    await user.click(await rowOf("Crăciun"));
    await user.keyboard("c");
    expect(await navigator.clipboard.readText()).toBe("https://videodoktor.example/hovor/q7301w");
  });

  it("shows the link to be copied by hand where copying is not allowed", async () => {
    const { user } = await open("31 Jan 1974");
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.keyboard("c");
    expect((await screen.findByTestId("video-link")).textContent).toContain("q7304w");
    expect(screen.getByText(/Select the link and copy it/)).toBeTruthy();
  });

  it("opens https links in the browser, and only those", async () => {
    const fake = fakePlatform({ all: true });
    const { user } = await open("31 Jan 1974", fake);
    const link = within(panel()).getByTestId("browser-link");
    expect(link.getAttribute("href")).toBe("https://videodoktor.example/hovor/q7304w");
    expect(link.getAttribute("target")).toBe("_blank");
    expect(link.getAttribute("rel")).toContain("noopener");
    for (const url of ["http://videodoktor.example/x", "javascript:alert(1)", "httpsxxx"]) {
      Object.assign(videoOf(fake.world).visits[3] ?? {}, { url });
      fake.tell({ event: "changed", tags: ["video"] });
      expect(
        await within(panel()).findByText(new RegExp(`opened safely: “${url.replace(/[()]/g, "\\$&")}`)),
      ).toBeTruthy();
      expect(within(panel()).queryByTestId("browser-link")).toBeNull();
      await user.keyboard("r");
      expect(screen.queryByRole("dialog")).toBeNull();
    }
  });

  it("shows a code that names the patient and hides itself after a minute", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user } = await open("31 Jan 1974");
    await user.keyboard("r");
    const dialog = await screen.findByRole("dialog", { name: "Link to the video visit" });
    expect(dialog.textContent).toContain("Popescu Ion");
    expect(dialog.textContent).toContain("31 Jan 1974");
    expect(dialog.textContent).toContain("11:00");
    expect(within(dialog).getByRole("img", { name: "Code with the link to the video visit" })).toBeTruthy();
    await expectNoViolations(dialog);
    act(() => void vi.advanceTimersByTime(58_000));
    expect(screen.queryByTestId("video-link")).not.toBeNull();
    act(() => void vi.advanceTimersByTime(3_000));
    await waitFor(() => expect(screen.queryByTestId("video-link")).toBeNull());
  });

  it("gives no link of a visit that is over or is being removed: it would mislead", async () => {
    const { user } = await open("Ionescu-Vlădescu");
    expect(within(panel()).getByText(/being removed, so its link is not given out/)).toBeTruthy();
    expect(within(panel()).queryByRole("button", { name: /Copy link/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show past visits" }));
    await user.click(await rowOf("Dumitrescu"));
    expect(within(panel()).getByText(/day is over, so its link is not given out/)).toBeTruthy();
    expect(within(panel()).queryByTestId("browser-link")).toBeNull();
    expect(within(panel()).queryByTestId("video-remove")).toBeNull();
  });

  it("removes only after a question that names patient, day, hour and who is written to; undo brings it back", async () => {
    const { user, fake } = await open("31 Jan 1974");
    await user.keyboard("{Delete}");
    const dialog = await screen.findByRole("dialog", { name: "Remove this video visit" });
    for (const said of [
      "Popescu Ion",
      "31 Jan 1974",
      "23 November 2026, 11:00",
      "tells the patient and the practice by e-mail",
    ])
      expect(dialog.textContent).toContain(said);
    await user.click(within(dialog).getByRole("button", { name: "Keep it" }));
    expect(asked(fake, "video_remove")).toHaveLength(0);
    await user.click(await rowOf("31 Jan 1974"));
    await user.keyboard("{Delete}");
    await user.click(await screen.findByTestId("video-remove-do"));
    expect(
      await screen.findByText("Popescu Ion, 31 Jan 1974: removing the visit of Mon 23 Nov, 11:00"),
    ).toBeTruthy();
    await waitFor(async () => expect((await rowOf("31 Jan 1974")).dataset["standing"]).toBe("removing"));
    const [removal] = asked(fake, "video_remove").map(({ request }) => request as { intent: string });
    await user.click(screen.getByTestId("toast-undo"));
    fake.tell({ event: "changed", tags: ["video"] });
    await waitFor(async () => expect((await rowOf("31 Jan 1974")).dataset["standing"]).toBe("booked"));
    expect(asked(fake, "action_undo")[0]?.request).toEqual({ id: removal?.intent });
  });

  it("keeps one intent when a removal is tried again, and says the code in words", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("video_remove", "vendor-refused", { vendor_code: "X004" });
    const { user } = await open("31 Jan 1974", fake);
    await user.keyboard("{Delete}");
    await user.click(await screen.findByTestId("video-remove-do"));
    expect((await screen.findByRole("alert")).textContent).toContain("knows no such visit");
    await user.click(screen.getByTestId("video-remove-do"));
    await waitFor(() => expect(asked(fake, "video_remove")).toHaveLength(2));
    const [first, second] = asked(fake, "video_remove").map(({ request }) => request as { intent: string });
    expect(second?.intent).toBe(first?.intent);
  });

  it("says from which day there is a report, and opens it from then on", async () => {
    const { user, fake } = await open("31 Jan 1974");
    expect(within(panel()).getByTestId("video-report-later").textContent).toContain("Tue 24 Nov");
    expect(asked(fake, "video_report")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Show past visits" }));
    await user.click(await rowOf("Dumitrescu"));
    await user.click(within(panel()).getByRole("button", { name: "Ask VideoDoktor for the report" }));
    const link = await within(panel()).findByTestId("browser-link");
    expect(link.getAttribute("href")).toBe("https://videodoktor.example/vykaz/vd7309");
  });

  it("says when there is no report after all", async () => {
    const fake = fakePlatform({ all: true });
    fake.instead("video_report", () => ({ url: null }));
    const { user } = show(fake);
    await rows();
    await user.click(screen.getByRole("button", { name: "Show past visits" }));
    await user.click(await rowOf("Dumitrescu"));
    await user.click(within(panel()).getByRole("button", { name: "Ask VideoDoktor for the report" }));
    expect(await within(panel()).findByText("VideoDoktor has no report of this visit yet.")).toBeTruthy();
  });

  it("says what waits, and where it is decided", async () => {
    const fake = fakePlatform({ all: true });
    const visit = videoOf(fake.world).visits[4];
    Object.assign(visit?.pending ?? {}, { state: "unknown" });
    await open("Băsescu", fake);
    expect(within(panel()).getByText(/VideoDoktor is being asked whether it arrived/)).toBeTruthy();
    expect(within(panel()).getByRole("button", { name: "Show unsent" })).toBeTruthy();
    expect((await rowOf("Băsescu")).textContent).toContain("Being looked up");
  });

  it("moves by the arrows, goes to the actions by Enter and back by Escape", async () => {
    const { user } = show();
    await rows();
    // From nowhere the keys begin at the visit that is next: 09:40 in Prague.
    await user.keyboard("{ArrowDown}");
    expect((await rowOf("30 Sept 2004")).getAttribute("aria-selected")).toBe("true");
    expect(document.activeElement).toBe(await rowOf("30 Sept 2004"));
    await user.keyboard("j");
    expect((await rowOf("31 Jan 1974")).getAttribute("aria-selected")).toBe("true");
    await user.keyboard("k{Enter}");
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Copy link"));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("complementary", { name: "Details" })).toBeNull();
    await waitFor(async () => expect(document.activeElement).toBe(await rowOf("30 Sept 2004")));
  });

  it("leaves C, R and Delete alone in a text field", async () => {
    const { user, fake } = await open("31 Jan 1974");
    const box = screen.getByTestId("search-input");
    await user.click(box);
    fireEvent.keyDown(box, { key: "Delete", code: "Delete" });
    await user.keyboard("cr");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(asked(fake, "video_remove")).toHaveLength(0);
  });
});
