import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fill } from "../../test/fill";
import type { renderApp } from "../../test/render";
import { ANA_PIN, at, choose, unlock } from "../../test/seats";

async function lockAndComeBack(app: ReturnType<typeof renderApp>, gone: string) {
  await app.user.keyboard("{Control>}l{/Control}");
  await screen.findByTestId("lock-screen");
  expect(document.documentElement.outerHTML).not.toContain(gone);
  await unlock(app, ANA_PIN);
}

describe("half-typed work", () => {
  it("is the reason of giving up too, in the dialog that was open", async () => {
    const app = await at("receptionist");
    await app.user.click(await screen.findByTestId("nav-unsent"));
    await app.user.click((await screen.findAllByRole("button", { name: "Give up" }))[0]!);
    await app.user.click(await screen.findByRole("radio", { name: "Another reason" }));
    fill(await screen.findByTestId("give-up-words"), "sunat la Zamfirescu");
    await lockAndComeBack(app, "Zamfirescu");
    expect((await screen.findByTestId<HTMLInputElement>("give-up-words")).value).toBe("sunat la Zamfirescu");
    // Once it is left, nothing of it stands there the next time.
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await app.user.click((await screen.findAllByRole("button", { name: "Give up" }))[0]!);
    await screen.findByRole("dialog");
    expect(screen.queryByTestId("give-up-words")).toBeNull();
  });

  it("is a question that stood open too", async () => {
    const app = await at("receptionist");
    await app.user.click(await screen.findByTestId("nav-unsent"));
    await app.user.click((await screen.findAllByRole("button", { name: "Decide" }))[0]!);
    const title = (await screen.findByRole("dialog")).querySelector("h2")?.textContent ?? "";
    await lockAndComeBack(app, title);
    expect((await screen.findByRole("dialog")).textContent).toContain(title);
  });

  it("is the reason of a status too, until its menu is left", async () => {
    const app = await at("receptionist");
    const row = screen
      .getAllByTestId("today-row")
      .find((each) => each.textContent?.includes("Popa Andreea")) as HTMLElement;
    await app.user.click(row);
    await app.user.keyboard("s5");
    fill(await screen.findByTestId("status-reason"), "a telefonat Zamfirescu");
    await lockAndComeBack(app, "Zamfirescu");
    const again = async () => {
      const rows = await screen.findAllByTestId("today-row");
      await app.user.click(rows.find((each) => each.textContent?.includes("Popa Andreea")) as HTMLElement);
      await app.user.keyboard("s5");
      return (await screen.findByTestId<HTMLInputElement>("status-reason")).value;
    };
    expect(await again()).toBe("a telefonat Zamfirescu");
    await app.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("status-reason")).toBeNull());
    expect(await again()).toBe("");
  });

  it("comes back to its author as it was, and to nobody else", async () => {
    const app = await at("receptionist");
    await app.user.keyboard("gp");
    await app.user.keyboard("p");
    fill(await screen.findByTestId("patient-last_name"), "Zamfirescu");
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    expect(document.documentElement.outerHTML).not.toContain("Zamfirescu");

    await choose(app, "Ioana Stanciu");
    await unlock(app, "7391");
    await screen.findAllByTestId("today-row");
    expect(document.documentElement.outerHTML).not.toContain("Zamfirescu");
    expect(screen.queryByTestId("patient-last_name")).toBeNull();
    await app.user.keyboard("p");
    expect((await screen.findByTestId<HTMLInputElement>("patient-last_name")).value).toBe("");

    await app.user.keyboard("{Control>}l{/Control}");
    await choose(app, "Ana Mureșan");
    await unlock(app, ANA_PIN);
    expect((await screen.findByTestId<HTMLInputElement>("patient-last_name")).value).toBe("Zamfirescu");
    expect(screen.getByTestId("nav-patients").getAttribute("aria-current")).toBe("page");
  });

  it("of emergency access comes back to nobody else", async () => {
    const app = await at("locked");
    const enter = async (reason: string) => {
      await app.user.click(await screen.findByTestId("lock-emergency"));
      fill(screen.getByTestId("emergency-code"), "7kqm 3xtr 9pwd");
      fill(screen.getByTestId("emergency-reason"), reason);
      await app.user.click(screen.getByTestId("emergency-do"));
      await screen.findByTestId("emergency-line");
    };
    await enter("Maria Dobre, nurse: Ana is ill");
    await app.user.keyboard("p");
    fill(await screen.findByTestId("patient-last_name"), "Zamfirescu");
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    await enter("Maria Dobre, nurse: Ana is ill");
    expect((await screen.findByTestId<HTMLInputElement>("patient-last_name")).value).toBe("Zamfirescu");
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    await enter("Ioana Pop, reception: Ana is ill");
    expect(screen.queryByTestId("patient-last_name")).toBeNull();
    await app.user.keyboard("{Control>}l{/Control}");
    await screen.findByTestId("lock-screen");
    // Another access, by a new code.
    app.fake.world.seats.begun = null;
    app.fake.world.seats.emergency = "7KQM-3XTR-9PWD";
    app.fake.world.state.session.emergency_possible = true;
    app.fake.world.now = new Date(app.fake.world.now.getTime() + 60_000);
    act(() => app.fake.tell({ event: "changed", tags: ["session"] }));
    await enter("Maria Dobre, nurse: Ana is ill");
    expect(screen.queryByTestId("patient-last_name")).toBeNull();
  });
});
