import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const at = async (fake?: Fake) => {
  const app = renderApp({ start: "settings", ...(fake ? { fake } : {}) });
  await screen.findByRole("region", { name: "MedSoft" });
  return app;
};
const button = (name: string) => screen.getByRole("button", { name });
const asked = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);

describe("connections", () => {
  it("say how the line is, when the last answer came, and where it leads", async () => {
    await at();
    const card = screen.getByRole("region", { name: "MedSoft" });
    expect(within(card).getByText("Answers")).toBeTruthy();
    expect(within(card).getByText("last answer 10:17")).toBeTruthy();
    expect(within(card).getByText("https://api.medsoft.example")).toBeTruthy();
    expect(await within(card).findByText(/Up to date with 5,000 patients/)).toBeTruthy();
    await screen.findByRole("table", { name: "Meaning of statuses" });
    await expectNoViolations();
  });

  it("say since when nothing answers", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.state.connections[0] ?? {}, {
      health: "offline",
      offline_since: "2026-11-23T08:14:00Z",
    });
    Object.assign(fake.world.sync[0] ?? {}, { phase: "offline" });
    await at(fake);
    expect(screen.getByText("No answer since 10:14")).toBeTruthy();
    expect(await screen.findByText(/Reading goes on by itself/)).toBeTruthy();
  });

  it("are checked again, question by question", async () => {
    const { user } = await at();
    await user.click(button("Check"));
    expect(await screen.findByText("The account can be used")).toBeTruthy();
    expect(screen.getByRole("table", { name: "What every question was answered" })).toBeTruthy();
    await user.click(button("Hide the answers"));
    expect(screen.queryByText("The account can be used")).toBeNull();
  });

  it("say so when they stopped working", async () => {
    const fake = fakePlatform();
    fake.instead("connection_check", () => ({
      usable: false,
      tested: true,
      problem: "offline",
      rows: [],
      fill: null,
    }));
    const { user } = await at(fake);
    await user.click(button("Check"));
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing answers at this address");
  });

  it("take another name; a taken one is refused at its field", async () => {
    const fake = fakePlatform();
    const { user } = await at(fake);
    await user.click(button("Edit"));
    const form = await screen.findByRole("form", { name: "Edit" });
    const name = within(form).getByLabelText(/^Name/);
    fake.fails("connection_edit", "name-taken");
    await user.clear(name);
    await user.type(name, "Clinica veche{Enter}");
    expect(await within(form).findByText(/Another connection already has this name/)).toBeTruthy();
    expect(name.getAttribute("aria-invalid")).toBe("true");
    fake.instead("connection_edit", (edit) =>
      Object.assign(fake.world.state.connections[0] ?? ({} as never), edit),
    );
    await user.type(name, " 2{Enter}");
    expect(await screen.findByRole("region", { name: "Clinica veche 2" })).toBeTruthy();
    expect(screen.queryByRole("form", { name: "Edit" })).toBeNull();
    expect(document.activeElement).toBe(button("Edit"));
  });

  it("keep a half-typed edit while the person is elsewhere", async () => {
    const { user } = await at();
    await user.click(button("Edit"));
    await user.type(await screen.findByLabelText(/Client path/), "-nou");
    await user.click(screen.getByTestId("nav-today"));
    await user.click(screen.getByTestId("nav-settings"));
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    expect((await screen.findByLabelText<HTMLInputElement>(/Client path/)).value).toBe("clinica-exemplu-nou");
  });

  it("keep the old key when the new one is refused", async () => {
    const { user, fake } = await at();
    await user.click(button("Replace key"));
    const key = await screen.findByLabelText<HTMLInputElement>(/X-API-KEY/);
    expect(key.type).toBe("password");
    await user.type(key, "wrong{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("refuses the key");
    expect(screen.getByText("The old key was kept.")).toBeTruthy();
    await user.clear(key);
    await user.type(key, "right{Enter}");
    expect(await screen.findByText("MedSoft: X-API-KEY replaced and tested")).toBeTruthy();
    expect(screen.queryByLabelText(/X-API-KEY/)).toBeNull();
    expect(asked(fake, "connection_replace_keys")).toHaveLength(2);
  });

  it("do not send an empty key", async () => {
    const { user, fake } = await at();
    await user.click(button("Replace key"));
    await user.click(await screen.findByRole("button", { name: "Check and replace" }));
    expect(screen.getByText("Fill this in.")).toBeTruthy();
    expect(asked(fake, "connection_replace_keys")).toHaveLength(0);
  });

  it("are not removed while something is unsent; the way there is shown", async () => {
    const { user } = await at();
    await user.click(button("Remove"));
    const dialog = await screen.findByRole("dialog", { name: "Remove MedSoft from this desk" });
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("has not been sent yet");
    await user.click(within(dialog).getByRole("button", { name: "Show unsent" }));
    expect(await screen.findByRole("heading", { name: "Unsent" })).toBeTruthy();
  });

  it("are removed after the question, and can be added again", async () => {
    const fake = fakePlatform();
    fake.world.entries = [];
    const { user } = await at(fake);
    await user.click(button("Remove"));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("No connection")).toBeTruthy();
    await user.click(button("Add a connection"));
    await user.click(await screen.findByTestId("connection-vendor-medsoft"));
    await user.type(screen.getByTestId("connection-name"), " nou");
    // Half-typed, it stands there again after a walk.
    await user.click(screen.getByTestId("nav-today"));
    await user.click(screen.getByTestId("nav-settings"));
    expect((await screen.findByTestId<HTMLInputElement>("connection-name")).value).toBe("MedSoft nou");
  });

  it("of the training clinic cannot be changed", async () => {
    await at(fakePlatform({ training: true }));
    expect(screen.queryByRole("button", { name: "Replace key" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a connection" })).toBeNull();
    expect(screen.getByText(/Leave training to connect/)).toBeTruthy();
  });

  it("show how far the first reading is, and can be paused", async () => {
    const fake = fakePlatform();
    Object.assign(fake.world.sync[0] ?? {}, {
      phase: "appointments",
      complete: false,
      percent: 38,
      patients_checked: 1890,
      seconds_left: 1500,
    });
    const { user } = await at(fake);
    const part = await screen.findByRole("region", { name: "Reading MedSoft" });
    expect(within(part).getByText(/1,890 of 5,000 patients/)).toBeTruthy();
    expect(within(part).getByText("About 25 min left.")).toBeTruthy();
    expect(within(part).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("38");
    await user.click(within(part).getByRole("button", { name: "Pause" }));
    expect(await within(part).findByText(/Paused at 1,890/)).toBeTruthy();
    await user.click(within(part).getByRole("button", { name: "Go on" }));
    expect(await within(part).findByText(/First reading/)).toBeTruthy();
  });
});

describe("the meaning of statuses", () => {
  it("is proposed until a person confirms it", async () => {
    const { user, fake } = await at();
    const table = await screen.findByRole("table", { name: "Meaning of statuses" });
    expect(within(table).getAllByRole("row")).toHaveLength(11);
    expect(within(table).getByRole("row", { name: /Rezervat/ }).textContent).toContain("not in use");
    expect(screen.getAllByText("proposed, please confirm")).toHaveLength(2);
    await user.click(button("Confirm meanings"));
    await waitFor(() => expect(screen.getAllByText("proposed, please confirm")).toHaveLength(1));
    const request = asked(fake, "connection_stages_confirm")[0]?.request as { stages: unknown[] };
    expect(request.stages).toContainEqual({ key: "2", stage: "arrived" });
    expect(request.stages).toContainEqual({ key: "8", stage: null });
  });

  it("is changed from a list, survives a walk, and warns when nobody could be said to wait", async () => {
    const { user, fake } = await at();
    await user.click(await screen.findByTestId("stage-2"));
    await user.click(await screen.findByRole("option", { name: "Only a mark" }));
    expect(await screen.findByText(/No status in use means arrived/)).toBeTruthy();
    await user.click(screen.getByTestId("nav-today"));
    await user.click(screen.getByTestId("nav-settings"));
    expect((await screen.findByTestId("stage-2")).textContent).toContain("Only a mark");
    await user.click(button("Confirm meanings"));
    await waitFor(() => expect(fake.world.table.labels[1]?.stage).toBeNull());
  });

  it("can be put back as it was", async () => {
    const { user } = await at();
    await user.click(await screen.findByTestId("stage-2"));
    await user.click(await screen.findByRole("option", { name: "Done" }));
    await user.click(button("As it was"));
    expect(screen.getByTestId("stage-2").textContent).toContain("Arrived");
  });
});

describe("work points", () => {
  it("get their ids from a person", async () => {
    const { user, fake } = await at();
    await user.type(await screen.findByLabelText("Id of “Punct de lucru 2”"), "7");
    await user.click(button("Confirm work points"));
    await waitFor(() =>
      expect(asked(fake, "connection_work_points_confirm")[0]?.request).toMatchObject({
        work_points: [
          { vendor_id: "1", name: "Punct de lucru 1" },
          { vendor_id: "7", name: "Punct de lucru 2" },
        ],
      }),
    );
    expect(await screen.findByRole("button", { name: "Work points are confirmed" })).toBeTruthy();
  });

  it("can be added; an empty or repeated name is refused at its row", async () => {
    const { user, fake } = await at();
    await user.click(await screen.findByRole("button", { name: "Add a work point" }));
    await user.click(button("Confirm work points"));
    expect(screen.getByText("Fill this in.")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "Name" }), "Punct de lucru 1");
    expect(screen.getByText("This stands here twice.")).toBeTruthy();
    await user.click(button("Confirm work points"));
    expect(asked(fake, "connection_work_points_confirm")).toHaveLength(0);
    await user.click(button("Take away"));
    expect(screen.queryByText("This stands here twice.")).toBeNull();
  });
});

describe("how payments are noted at the vendor", () => {
  it("is asked each time until a manager says what is known, and again when it is taken back", async () => {
    const fake = fakePlatform();
    const { user } = await at(fake);
    const part = await screen.findByTestId("noted-method-part");
    expect(part.textContent).toContain("The desk stops before the invoice");
    fill(within(part).getByTestId("noted-method"), " Numerar ");
    await user.click(within(part).getByTestId("noted-method-save"));
    expect(await within(part).findByText(/notes payments made from here as “Numerar”/)).toBeTruthy();
    await expectNoViolations();
    fill(within(part).getByTestId("noted-method"), "");
    await user.click(within(part).getByTestId("noted-method-save"));
    expect(await within(part).findByText(/The desk stops before the invoice/)).toBeTruthy();
    const words = asked(fake, "invoice_noted_method_set").map(({ request }) => request);
    expect(words).toEqual([
      expect.objectContaining({ word: "Numerar" }),
      expect.objectContaining({ word: null }),
    ]);
  });
});
