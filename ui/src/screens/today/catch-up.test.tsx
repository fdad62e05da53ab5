import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const rows = () => screen.findAllByTestId("today-row");
const rowOf = async (name: string) => {
  const found = (await rows()).find((row) => row.textContent?.includes(name));
  if (!found) throw new Error(`no row of ${name}`);
  return found;
};
const statuses = (fake: ReturnType<typeof fakePlatform>) =>
  fake.calls.flatMap(({ name, request }) => (name === "appointment_set_status" ? [request] : []));

describe("catching up paper notes", () => {
  it("asks when it happened, marks the row, and goes on to the next", async () => {
    const { user, fake } = renderApp();
    const row = await rowOf("Popa Andreea");
    const all = await rows();
    const next = all[all.indexOf(row) + 1];
    await user.click(screen.getByTestId("catch-up"));
    expect(screen.getByText(/Times are entered afterwards/)).toBeTruthy();
    await user.click(row);
    await user.keyboard("s2");
    const time = await screen.findByTestId<HTMLInputElement>("status-time");
    expect(time.value).toBe("");
    await user.keyboard("{Enter}");
    expect(screen.getByText("Fill this in.")).toBeTruthy();
    await user.type(time, "1130{Enter}");
    expect(screen.getByText("This time has not come yet.")).toBeTruthy();
    await user.clear(time);
    await user.type(time, "842");
    await expectNoViolations();
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/^Popa Andreea.*: A sosit, 08:42 \(entered later\)$/)).toBeTruthy();
    expect(statuses(fake)).toMatchObject([{ key: "2", value: true, happened_at: "08:42:00" }]);
    expect(within(await rowOf("Popa Andreea")).getByText("08:42, entered later")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(next));
    expect(next?.getAttribute("aria-selected")).toBe("true");

    await user.click(screen.getByTestId("toast-undo"));
    await waitFor(() => expect(screen.queryByText("08:42, entered later")).toBeNull());
  });

  it("asks for the time also from the panel, and beside the reason where somebody did not come", async () => {
    const { user, fake } = renderApp();
    await user.click(await screen.findByTestId("catch-up"));
    await user.click(await rowOf("Popa Andreea"));
    await user.click(await screen.findByTestId("next-status"));
    await user.type(await screen.findByTestId("status-time"), "9:05{Enter}");
    await waitFor(() => expect(statuses(fake)).toHaveLength(1));
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("s5");
    await user.type(await screen.findByTestId("status-time"), "9:10");
    await user.type(screen.getByTestId("status-reason"), "a plecat{Enter}");
    await waitFor(() =>
      expect(statuses(fake)[1]).toMatchObject({ key: "5", reason: "a plecat", happened_at: "09:10:00" }),
    );
  });

  it("asks for no time when it is off, nor on a day to come", async () => {
    const { user, fake } = renderApp();
    await user.click(await screen.findByTestId("catch-up"));
    await user.click(screen.getByTestId("catch-up"));
    await user.click(await rowOf("Popa Andreea"));
    await user.keyboard("s2");
    await waitFor(() => expect(statuses(fake)).toHaveLength(1));
    expect(statuses(fake)[0]).not.toHaveProperty("happened_at");
    await user.click(screen.getByRole("button", { name: "Next day" }));
    expect(screen.queryByTestId("catch-up")).toBeNull();
  });

  it("says in the history what was moved at the vendor, from when to when, and when it was seen", async () => {
    const fake = fakePlatform();
    fake.instead("appointment_history", () => [
      {
        at: "2026-11-23T08:14:00Z",
        status: "",
        value: false,
        here: false,
        state: null,
        who: null,
        happened_at: null,
        reason: null,
        moved: [{ field: "time", before: "09:50", after: "10:30", theirs: null }],
      },
    ]);
    const { user } = renderApp({ fake });
    await user.click(await rowOf("Popa Andreea"));
    await waitFor(() =>
      expect(document.querySelector(".history")?.textContent).toBe(
        "Time: 09:50 → 10:3010:14, changed in MedSoft, not from this desk",
      ),
    );
  });

  it("says in the history who, and when it really happened", async () => {
    const fake = fakePlatform();
    fake.instead("appointment_history", () => [
      {
        at: "2026-11-23T08:14:00Z",
        status: "A sosit",
        value: true,
        here: true,
        state: "done",
        who: "Ana",
        happened_at: "2026-11-23T06:42:00Z",
        moved: [],
        reason: "de pe hârtie",
      },
    ]);
    const { user } = renderApp({ fake });
    await user.click(await rowOf("Popa Andreea"));
    await waitFor(() =>
      expect(document.querySelector(".history")?.textContent).toBe(
        "A sosithappened 08:42, entered later10:14, set at this desk · Ana“de pe hârtie”",
      ),
    );
  });
});
