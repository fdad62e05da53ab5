import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ClinicPreview, ClinicShare } from "../../platform/bindings";
import { deskOf } from "../../platform/fake/desk";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";
import { type Row, desksOf, evenly, sumOf } from "./shares";

const asked = (fake: ReturnType<typeof fakePlatform>, wanted: string) =>
  fake.calls.flatMap(({ name, request }) => (name === wanted ? [request] : []));
const at = async (fake = fakePlatform()) => {
  const app = renderApp({ fake, start: "settings" });
  await app.user.click(await screen.findByRole("tab", { name: "Several desks" }));
  await screen.findByTestId("clinic-read");
  return { ...app, fake };
};
const file = () => new File(["clinic"], "clinic.frontdesk", { type: "application/octet-stream" });

const choose = async (user: Awaited<ReturnType<typeof at>>["user"], passphrase: string) => {
  await user.click(screen.getByTestId("clinic-read"));
  const form = await screen.findByRole("form", { name: "Read a clinic file" });
  await user.upload(form.querySelector<HTMLInputElement>("input[type=file]")!, file());
  fill(within(form).getByTestId("clinic-passphrase"), passphrase);
  await user.click(within(form).getByTestId("clinic-look"));
};

describe("the clinic file", () => {
  it("shows what it holds before anything is changed, then takes it over", async () => {
    const { user, fake } = await at();
    await choose(user, "una bună frază");
    const preview = await screen.findByTestId("clinic-preview");
    expect(preview.textContent).toContain("Nothing has been changed yet.");
    expect(preview.textContent).toContain("Saved at Recepție 2, 07:18");
    const parts = within(preview)
      .getAllByRole("listitem")
      .map((item) => item.textContent);
    expect(parts).toEqual([
      "AccountMedSoftthe same",
      "AccountCabinet Padova · AlfaDocskey wantednew here",
      "PersonAna Marinchanged",
      "PersonDan Popnewer here, stays",
      "SettingsWhat all desks sharechanged",
      "TemplateReceiptnew here",
      "TemplatePayment slipnot taken over: it fails here at line 3: unknown variable: logo",
    ]);
    await expectNoViolations();
    await user.click(screen.getByTestId("clinic-apply"));
    expect(await screen.findByText("Taken over")).toBeTruthy();
    expect(screen.getByText(/Enter those that are wanted/)).toBeTruthy();
    expect(asked(fake, "clinic_import")).toMatchObject([
      { file: btoa("clinic"), passphrase: "una bună frază", preview: true },
      { preview: false },
    ]);
    await user.click(screen.getByRole("button", { name: "Go on" }));
    expect(screen.getByTestId("clinic-read")).toBeTruthy();
  });

  it("offers nothing to take over where everything is here already", async () => {
    const fake = fakePlatform();
    deskOf(fake.world).file = [{ kind: "settings", state: "same" }];
    const { user } = await at(fake);
    await choose(user, "una bună frază");
    expect(await screen.findByText(/There is nothing to take over/)).toBeTruthy();
    expect(screen.queryByTestId("clinic-apply")).toBeNull();
  });

  it("says so when passphrase and file do not fit, and keeps the file", async () => {
    const { user } = await at();
    await choose(user, "a wrong passphrase");
    expect((await screen.findByRole("alert")).textContent).toContain("its passphrase is different");
    expect(screen.getByText("clinic.frontdesk")).toBeTruthy();
  });

  it("asks for file and passphrase before it looks", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByTestId("clinic-read"));
    await user.click(screen.getByTestId("clinic-look"));
    expect(screen.getAllByText("Fill this in.")).toHaveLength(2);
    expect(asked(fake, "clinic_import")).toEqual([]);
  });

  it("is saved under a passphrase that is long enough and typed twice", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByTestId("clinic-save"));
    const dialog = await screen.findByRole("dialog", { name: "Save the clinic file" });
    fill(within(dialog).getByTestId("clinic-passphrase-new"), "short");
    fill(within(dialog).getByTestId("clinic-passphrase-again"), "other");
    await user.click(within(dialog).getByTestId("clinic-save-do"));
    expect(within(dialog).getByText("At least 10 characters.")).toBeTruthy();
    expect(within(dialog).getByText("The two are not the same.")).toBeTruthy();
    fill(within(dialog).getByTestId("clinic-passphrase-new"), "o frază destul de lungă");
    fill(within(dialog).getByTestId("clinic-passphrase-again"), "o frază destul de lungă");
    await user.click(within(dialog).getByTestId("clinic-save-do"));
    expect(await screen.findByText("Saved as clinic-2026-11-23.frontdesk")).toBeTruthy();
    expect(asked(fake, "clinic_export")).toEqual([{ passphrase: "o frază destul de lungă" }]);
  });

  it("is watched where its path is given", async () => {
    const { user, fake } = await at();
    fill(await screen.findByTestId("clinic-watched"), "/mnt/clinica/clinica.frontdesk");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(deskOf(fake.world).settings.clinic_file).toBe("/mnt/clinica/clinica.frontdesk"),
    );
  });
});

const WAITING = {
  from: "Recepție 2",
  made_at: "2026-11-23T05:18:00Z",
  parts: [
    { kind: "user", name: "Ana Marin", state: "changed" },
    { kind: "connection", name: "Padova", vendor: "alfadocs", state: "new", key_wanted: true },
  ],
  done: false,
} satisfies ClinicPreview;

/** A desk that looks at a clinic file on a share. */
const watching = (share: Partial<ClinicShare>) => {
  const fake = fakePlatform();
  const kept = deskOf(fake.world);
  kept.settings.clinic_file = "/mnt/clinica/clinica.frontdesk";
  kept.share = { looked_at: "2026-11-23T08:10:00Z", problem: null, waiting: null, ...share };
  return fake;
};

describe("the clinic file on a share", () => {
  it("shows what it brings, and takes it over once that is accepted", async () => {
    const { user, fake } = await at(watching({ waiting: WAITING }));
    const brought = await screen.findByTestId("clinic-share");
    expect(brought.textContent).toContain("Saved at Recepție 2, 07:18");
    expect(
      within(brought)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["PersonAna Marinchanged", "AccountPadova · AlfaDocskey wantednew here"]);
    await expectNoViolations();
    expect(asked(fake, "clinic_share_accept")).toEqual([]);
    await user.click(screen.getByTestId("clinic-share-accept"));
    expect(await screen.findByText("Taken over")).toBeTruthy();
    expect(screen.getByText(/Enter those that are wanted/)).toBeTruthy();
    expect(asked(fake, "clinic_share_accept")).toEqual([{}]);
  });

  it("says so where what it brought is gone meanwhile", async () => {
    const { user, fake } = await at(watching({ waiting: WAITING }));
    fake.fails("clinic_share_accept", "not-found");
    await user.click(await screen.findByTestId("clinic-share-accept"));
    expect((await screen.findByRole("alert")).textContent).toContain("has changed meanwhile");
  });

  it("says when it was looked at where it brings nothing", async () => {
    await at(watching({}));
    expect((await screen.findByTestId("clinic-share")).textContent).toBe(
      "The file on the share was looked at 10:10. There is nothing to accept.",
    );
    expect(screen.queryByTestId("clinic-share-accept")).toBeNull();
  });

  it.each([
    ["not-found", "There is no file at this path"],
    ["file-unreadable", "Read it once with the button above"],
    ["file-too-new", "saved by a newer version"],
  ] as const)("says what is to be done where it cannot be read (%s)", async (problem, words) => {
    await at(watching({ problem }));
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  });

  it("is not spoken of where none is named", async () => {
    const { fake } = await at();
    await screen.findByTestId("clinic-watched");
    expect(asked(fake, "clinic_share")).toEqual([]);
  });
});

const row = (key: number, name: string, percent: string): Row => ({ key, name, percent });

describe("desks and their shares", () => {
  it("are divided without losing any of it", () => {
    const three = evenly([row(0, "a", ""), row(1, "b", ""), row(2, "c", "")]);
    expect(three.map(({ percent }) => percent)).toEqual(["34", "33", "33"]);
    expect(sumOf(three)).toBe(100);
  });

  it("are never more than all, without a name, twice, or no number", () => {
    expect(desksOf([row(0, "a", "60"), row(1, "b", "50")])).toBeNull();
    expect(desksOf([row(0, "a", "50"), row(1, " A ", "50")])).toBeNull();
    expect(desksOf([row(0, "", "50")])).toBeNull();
    expect(desksOf([row(0, "a", "0")])).toBeNull();
    expect(desksOf([row(0, " a ", "60"), row(1, "b", "40")])).toEqual([
      { name: "a", percent: 60 },
      { name: "b", percent: 40 },
    ]);
  });

  it("are typed with the sum beside them, and begin with this desk", async () => {
    const { user, fake } = await at();
    await user.click(screen.getByRole("button", { name: "Add a desk" }));
    await user.click(screen.getByRole("button", { name: "Add a desk" }));
    expect(screen.getByText("this desk")).toBeTruthy();
    const table = screen.getByRole("table", { name: "Desks and their shares" });
    const [, second] = within(table).getAllByRole("textbox", { name: "Desk" });
    fill(second!, "Recepție 2");
    const share = within(table).getByRole("textbox", { name: "Share of Recepție 2" });
    fill(share, "70");
    expect(screen.getByTestId("desks-sum").textContent).toBe("Together 120 of 100: take some away.");
    await user.click(screen.getByTestId("desks-save"));
    expect(asked(fake, "desk_settings_set")).toEqual([]);
    fill(share, "30");
    expect(screen.getByTestId("desks-sum").textContent).toBe("Together 80 of 100, 20 left.");
    await expectNoViolations();
    await user.click(screen.getByTestId("desks-save"));
    await waitFor(() =>
      expect(deskOf(fake.world).settings.desks).toEqual([
        { name: "Recepție 1", percent: 50 },
        { name: "Recepție 2", percent: 30 },
      ]),
    );
  });
});
