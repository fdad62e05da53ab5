import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../platform/bindings";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const CODE = "4F7Q-KX2M-9TDA-HB3W-R6EY-1ZCV-P8NG";
const named = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);

async function openedWith(code: ErrorCode) {
  const fake = fakePlatform({ seated: "signed_out" });
  fake.world.state.situation = "problem";
  fake.world.state.problem = { code, params: {}, correlation: "abc123" };
  const app = renderApp({ fake });
  await screen.findByRole("main");
  return app;
}

describe("a desk that cannot be opened", () => {
  it.each<[ErrorCode, RegExp, string[]]>([
    ["keyring-unavailable", /password store is locked/, ["again", "code"]],
    ["key-missing", /no longer holds the key/, ["again", "aside", "code"]],
    ["key-wrong", /not that of this desk/, ["again", "aside", "code"]],
    ["store-damaged", /is damaged/, ["again", "aside", "copy"]],
    ["store-too-new", /newer version/, ["aside", "copy"]],
    ["disk-full", /disk of this computer is full/, ["again"]],
    ["internal", /went wrong in the application/, ["again"]],
  ])("says of %s what it is, and offers its ways out", async (code, words, ways) => {
    await openedWith(code);
    expect((await screen.findByRole("alert")).textContent).toMatch(words);
    const offered = ["again", "aside", "code", "copy"].filter((way) =>
      screen.queryByTestId(`problem-${way}`),
    );
    expect(offered).toEqual(ways);
    expect(screen.getByTestId("sheet-button")).toBeTruthy();
    expect(screen.getByText(/abc123/)).toBeTruthy();
    await expectNoViolations();
  });

  it("is tried again, and says when it still cannot be", async () => {
    const { user, fake } = await openedWith("keyring-unavailable");
    await user.click(screen.getByTestId("problem-again"));
    expect(await screen.findByText("It still cannot be opened.")).toBeTruthy();
    fake.instead("store_open_again", () => {
      Object.assign(fake.world.state, { situation: "ready", problem: null });
      return fake.world.state;
    });
    await user.click(screen.getByTestId("problem-again"));
    expect(await screen.findByTestId("lock-screen")).toBeTruthy();
  });

  it("opens by the recovery code, and says when it is another one", async () => {
    const { user, fake } = await openedWith("key-missing");
    await user.click(screen.getByTestId("problem-code"));
    await user.click(screen.getByTestId("recover-open"));
    expect(named(fake, "store_recover")).toHaveLength(0);
    fill(screen.getByTestId("recover-code"), "4F7Q-KX2M");
    await user.click(screen.getByTestId("recover-open"));
    expect(await screen.findByText(/not the one of this desk/)).toBeTruthy();
    await expectNoViolations();
    fill(screen.getByTestId("recover-code"), CODE);
    await user.click(screen.getByTestId("recover-open"));
    expect(await screen.findByTestId("lock-screen")).toBeTruthy();
  });

  it("asks for the code at once where it is asked for at every start", async () => {
    const { user } = await openedWith("key-sealed");
    expect(screen.getByRole("heading", { level: 1, name: "Type the recovery code" })).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("recover-code"));
    await expectNoViolations();
    await user.click(screen.getByRole("button", { name: "Other ways" }));
    expect(screen.queryByTestId("problem-aside")).toBeNull();
  });

  it("takes a copy, after saying what is lost by it", async () => {
    const { user, fake } = await openedWith("store-damaged");
    await user.click(screen.getByTestId("problem-copy"));
    expect(await screen.findByText(/after 22 Nov 2026, 10:18 and not yet sent is lost/)).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: /21 Oct 2026/ }));
    expect(screen.getByText(/after 21 Oct 2026, 11:18 and not yet sent is lost/)).toBeTruthy();
    await expectNoViolations();
    await user.click(screen.getByTestId("copies-restore"));
    expect(await screen.findByTestId("lock-screen")).toBeTruthy();
    expect(named(fake, "store_restore")[0]?.request).toEqual({ name: "store-v13.db" });
  });

  it("has words where there is no copy", async () => {
    const { user, fake } = await openedWith("store-damaged");
    fake.world.seats.backups = [];
    await user.click(screen.getByTestId("problem-copy"));
    expect(await screen.findByText("There is no copy.")).toBeTruthy();
    expect(screen.queryByTestId("copies-restore")).toBeNull();
  });

  it("is set aside only after a word was typed", async () => {
    const { user, fake } = await openedWith("key-wrong");
    await user.click(screen.getByTestId("problem-aside"));
    await user.click(screen.getByTestId("aside-do"));
    expect(screen.getByText("Type exactly: begin")).toBeTruthy();
    expect(named(fake, "store_set_aside")).toHaveLength(0);
    await expectNoViolations();
    fill(screen.getByTestId("aside-word"), "Begin");
    await user.click(screen.getByTestId("aside-do"));
    expect(await screen.findByRole("heading", { name: "Welcome to Frontdesk" })).toBeTruthy();
  });

  it("says why a way out did not lead out", async () => {
    const { user, fake } = await openedWith("store-damaged");
    fake.fails("store_restore", "disk-full");
    await user.click(screen.getByTestId("problem-copy"));
    await user.click(await screen.findByTestId("copies-restore"));
    await waitFor(() =>
      expect(screen.getAllByRole("alert").at(-1)?.textContent).toContain("The disk is full"),
    );
  });
});
