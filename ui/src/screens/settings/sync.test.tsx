import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

async function reading(fake: Fake) {
  const app = renderApp({ fake, start: "settings" });
  return { ...app, part: within(await screen.findByRole("region", { name: "Reading MedSoft" })) };
}

function filling(): Fake {
  const fake = fakePlatform();
  Object.assign(fake.world.sync[0] ?? {}, {
    phase: "appointments",
    complete: false,
    percent: 38,
    patients_checked: 1890,
    seconds_left: 1500,
    last_full_round: null,
  });
  return fake;
}

const asked = (fake: Fake, what: string) =>
  fake.calls.filter(({ name }) => name === what).map(({ request }) => request);

describe("how far an account is read", () => {
  it("is a bar with words and the time left, which follows what the desk tells until all is read", async () => {
    const fake = filling();
    const { part } = await reading(fake);
    const bar = part.getByRole("progressbar");
    expect(bar.getAttribute("aria-valuenow")).toBe("38");
    expect(part.getByText(/appointments of 1,890 of 5,000 patients/)).toBeTruthy();
    expect(part.getByText(/About 25 min left/)).toBeTruthy();
    expect(part.getByText(/Not every known patient has been asked/)).toBeTruthy();
    await expectNoViolations();
    const [state] = fake.world.sync;
    if (!state) throw new Error("nothing is read");
    fake.tell({ event: "sync", state: { ...state, percent: 71, patients_checked: 3550, seconds_left: 240 } });
    await waitFor(() => expect(part.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("71"));
    expect(part.getByText(/About 4 min left/)).toBeTruthy();
    const whole = { phase: "fresh", complete: true, percent: 100, seconds_left: null } as const;
    fake.tell({ event: "sync", state: { ...state, ...whole } });
    await waitFor(() => expect(part.queryByRole("progressbar")).toBeNull());
    expect(part.getByText(/Up to date with 5,000 patients/)).toBeTruthy();
  });

  it("is paused and goes on for this account, and names no time meanwhile", async () => {
    const fake = filling();
    const id = fake.world.sync[0]?.connection;
    const { user, part } = await reading(fake);
    await user.click(part.getByRole("button", { name: "Pause" }));
    expect(await part.findByText(/Paused at 1,890 of 5,000 patients/)).toBeTruthy();
    expect(part.queryByText(/left\./)).toBeNull();
    await user.click(part.getByRole("button", { name: "Go on" }));
    expect(await part.findByText(/About 25 min left/)).toBeTruthy();
    await user.click(part.getByRole("button", { name: "Ask about today now" }));
    for (const name of ["sync_pause", "sync_resume", "sync_now"]) expect(asked(fake, name)).toEqual([{ id }]);
  });

  it("cannot be paused while nothing answers or no key is there", async () => {
    for (const phase of ["offline", "key_refused", "key_missing"] as const) {
      const fake = filling();
      Object.assign(fake.world.sync[0] ?? {}, { phase });
      const { part, unmount } = await reading(fake);
      expect(part.queryByRole("button", { name: "Pause" })).toBeNull();
      expect(part.queryByText(/left\./)).toBeNull();
      expect(part.getByRole("button", { name: "Ask about today now" })).toBeTruthy();
      unmount();
    }
  });

  it("says what the desk has against it", async () => {
    const fake = filling();
    fake.fails("sync_pause", "internal");
    const { user, part } = await reading(fake);
    await user.click(part.getByRole("button", { name: "Pause" }));
    expect(await part.findByRole("alert")).toBeTruthy();
    expect(part.getByRole("button", { name: "Pause" })).toBeTruthy();
  });
});
