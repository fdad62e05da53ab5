import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AuditQuery } from "../../platform/bindings";
import { logOf } from "../../platform/fake/audit";
import { fakePlatform } from "../../platform/fake/fake";
import { MARKUP_NAME } from "../../platform/fake/people";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

const at = async (fake = fakePlatform({ seated: "manager" })) => {
  const app = renderApp({ fake, start: "access-log" });
  await screen.findByRole("heading", { level: 1, name: "Access log" });
  await waitFor(() => expect(lines().length).toBeGreaterThan(0));
  return { ...app, fake };
};
const lines = () => [...document.querySelectorAll<HTMLElement>("[data-line]")];
const cells = (line: HTMLElement) =>
  within(line)
    .getAllByRole("cell")
    .map((cell) => cell.textContent);
const line = (act: string) => lines().find((each) => within(each).queryByText(act) !== null) as HTMLElement;
const queries = (fake: ReturnType<typeof fakePlatform>) =>
  fake.calls.flatMap(({ name, request }) => (name === "access_log" ? [request as AuditQuery] : []));

describe("the access log", () => {
  it("says when, who, what, about whom and what came of it, the newest first", async () => {
    await at();
    expect(cells(line("Changed a patient"))).toEqual([
      "23 Nov 2026, 09:18Details",
      "Ana Marin",
      "Changed a patient",
      "Matei Elena",
      "done",
    ]);
    const numbers = lines().map((each) => Number(each.dataset["line"]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    await expectNoViolations();
  });

  it("opens a line: values before and after, the vendor's, reason and words", async () => {
    const { user } = await at();
    await user.click(within(line("Changed a patient")).getByRole("button", { name: /Details/ }));
    const table = await screen.findByRole("table", { name: "Values" });
    const row = within(table).getByRole("row", { name: /^Phone/ });
    expect(
      within(row)
        .getAllByRole("cell")
        .map((cell) => cell.textContent),
    ).toEqual(["0721 445 090", "0721 445 091", "0721 445 900"]);
    expect(within(table).getByRole("columnheader", { name: "In MedSoft then" })).toBeTruthy();
    await user.click(within(line("New patient")).getByRole("button", { name: /Details/ }));
    expect(screen.getByText("“Numarul de telefon nu este valid”")).toBeTruthy();
    await user.click(within(line("Gave up")).getByRole("button", { name: /Details/ }));
    expect(screen.getByText("Introdus din greșeală")).toBeTruthy();
    await expectNoViolations();
  });

  it("says what was erased, and by whom emergency access was taken", async () => {
    const { user } = await at();
    const erased = lines().find((each) => each.textContent?.includes("name erased")) as HTMLElement;
    await user.click(within(erased).getByRole("button", { name: /Details/ }));
    expect(screen.getByText(/The contents of this line were erased/)).toBeTruthy();
    const [, who] = cells(lines().find((each) => cells(each)[2] === "Emergency access") as HTMLElement);
    expect(who?.trim()).toBe("Emergency access");
  });

  it("shows older lines when asked, once more from the last one shown", async () => {
    const { user, fake } = await at();
    expect(lines()).toHaveLength(30);
    const last = Number(lines().at(-1)?.dataset["line"]);
    await user.click(screen.getByTestId("log-older"));
    await waitFor(() => expect(lines()).toHaveLength(43));
    expect(queries(fake).at(-1)?.before).toBe(last);
    expect(screen.queryByTestId("log-older")).toBeNull();
  });

  it("shows only what is looked for, and everything again", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByTestId("log-act"));
    await user.click(await screen.findByRole("option", { name: "Set a status" }));
    await waitFor(() => expect(lines()).toHaveLength(1));
    expect(queries(fake).at(-1)).toMatchObject({ act: "status_set" });
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    await waitFor(() => expect(lines()).toHaveLength(30));
    await user.type(screen.getByTestId("log-patient"), "Matei");
    await user.click(await screen.findByRole("option", { name: /Matei Elena/ }));
    await waitFor(() => expect(lines()).toHaveLength(2));
    await user.click(screen.getByRole("button", { name: "All patients" }));
    await waitFor(() => expect(lines()).toHaveLength(30));
    await user.click(screen.getByTestId("log-user"));
    const people = await screen.findAllByRole("option");
    expect(people[0]?.textContent).toBe("Everybody");
    await user.click(people[1]!);
    await waitFor(() => expect(queries(fake).at(-1)?.user).toBe(fake.world.seats.users[0]?.id));
  });

  it("is checked, and says plainly what was found", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByTestId("log-verify"));
    expect(await screen.findByText("Nobody has changed the log")).toBeTruthy();
    expect(screen.getByText(/43 lines were checked.*The contents of 1 line were erased/)).toBeTruthy();
    logOf(fake.world).verdict = { lines: 43, ok: false, problem: "missing", at_line: 12, erased: 0 };
    await user.click(screen.getByTestId("log-verify"));
    expect((await screen.findByRole("alert")).textContent).toContain("Line 12 is missing.");
  });

  it("is saved as it is looked at", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByTestId("log-act"));
    await user.click(await screen.findByRole("option", { name: "Set a status" }));
    await user.click(screen.getByTestId("log-export"));
    expect(await screen.findByText("Saved as access-log-2026-11-23.csv")).toBeTruthy();
    expect(fake.calls.find(({ name }) => name === "access_log_export")?.request).toMatchObject({
      act: "status_set",
    });
  });

  it("shows names as text, whatever they hold", async () => {
    const fake = fakePlatform({ seated: "manager" });
    const [first] = logOf(fake.world).lines;
    Object.assign(first!, { patient_name: MARKUP_NAME, user_name: MARKUP_NAME });
    await at(fake);
    expect(screen.getAllByText(MARKUP_NAME)).toHaveLength(2);
    expect(document.querySelector("img")).toBeNull();
  });

  it("is for managers", async () => {
    const fake = fakePlatform({ seated: "receptionist" });
    renderApp({ fake, start: "access-log" });
    expect(await screen.findByText("Only managers read the access log")).toBeTruthy();
    expect(queries(fake)).toEqual([]);
  });

  it("is walked with the keyboard, and Escape leads back to Settings", async () => {
    const { user, fake } = await at();
    await user.keyboard("jj{Enter}");
    expect(document.activeElement?.getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{Escape}");
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
    const asked = queries(fake).length;
    expect(screen.getByTestId("nav-settings").getAttribute("aria-current")).toBe("page");
    await user.click(screen.getByTestId("access-log-open"));
    expect(await screen.findByRole("heading", { level: 1, name: "Access log" })).toBeTruthy();
    // It is read anew: somebody may have done something meanwhile.
    await waitFor(() => expect(queries(fake)).toHaveLength(asked + 1));
    expect(screen.getByTestId("nav-settings").getAttribute("aria-current")).toBe("page");
  });
});

describe("the history on a patient's page", () => {
  it("is read only when somebody wants to see it, and says who changed what", async () => {
    const { user, fake } = renderApp({ start: "unsent" });
    await user.click(await screen.findByRole("button", { name: "Matei Elena" }));
    const trigger = await screen.findByTestId("patient-history");
    expect(fake.calls.some(({ name }) => name === "patient_history")).toBe(false);
    await user.click(trigger);
    const panel = screen.getByRole("complementary", { name: "Details" });
    expect(await within(panel).findByText("Ana Marin, 09:18")).toBeTruthy();
    const changes = [...panel.querySelectorAll(".change-lines li")].map((item) => item.textContent);
    expect(changes[0]).toBe("Phone 0721 445 090 → 0721 445 091 (In MedSoft then: 0721 445 900)");
    await expectNoViolations(panel);
  });
});
