import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Vendor } from "../../platform/bindings";
import { FORMS } from "../../platform/fake/accounts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";
import { LANGUAGES } from "../../text/catalogues";
import { textFor } from "../../text/text";

const field = (name: string) => screen.getByTestId<HTMLInputElement>(`connection-${name}`);
const asked = (fake: Fake, name: string) =>
  fake.calls.filter((call) => call.name === name).map((call) => call.request);

async function adding(vendor: Vendor, fake = fakePlatform()) {
  const app = renderApp({ start: "settings", fake });
  await app.user.click(await screen.findByRole("button", { name: "Add a connection" }));
  await app.user.click(await screen.findByTestId(`connection-vendor-${vendor}`));
  return app;
}

const all = () => renderApp({ start: "settings", all: true });
const card = (name: string) => screen.findByRole("region", { name });

describe("connecting an account", () => {
  it("begins with whose it is: what each vendor is for, and where", async () => {
    const { user } = renderApp({ start: "settings" });
    await user.click(await screen.findByRole("button", { name: "Add a connection" }));
    const cards = within(await screen.findByRole("group", { name: "Whose account is it?" }));
    expect(cards.getAllByRole("button").map((each) => each.textContent)).toEqual([
      expect.stringContaining("MedSoftRomania"),
      expect.stringContaining("AlfaDocsItaly"),
      expect.stringContaining("VideoDoktorCzechia"),
      expect.stringContaining("GensoftBrazil"),
      expect.stringContaining("eHealthUkraine"),
    ]);
    await expectNoViolations();
    await user.click(screen.getByTestId("connection-vendor-gensoft"));
    await user.click(screen.getByRole("button", { name: "Another vendor" }));
    expect(screen.getByTestId("connection-vendor-alfadocs")).toBeTruthy();
  });

  it.each(FORMS.map((form) => [form.vendor, form] as const))(
    "asks for everything of %s, by the vendor's own names, in every language",
    (vendor, form) => {
      for (const language of LANGUAGES) {
        const { t } = textFor(language, "UTC");
        for (const { name, kind, choices } of form.fields) {
          for (const id of [
            `account-${vendor}-${name}`,
            ...choices.map((each) => `account-${vendor}-${name}-${each}`),
          ])
            expect(t(id)).not.toBe(id);
          if (kind === "agreement") expect(t(`account-${vendor}-${name}-help`)).not.toContain("account-");
        }
        for (const { operation, source } of form.ways) {
          expect(t(`operation-${operation}`)).not.toBe(`operation-${operation}`);
          expect(t(`account-source-${source}`)).not.toBe(`account-source-${source}`);
        }
      }
    },
  );

  it("of AlfaDocs leaves practice and archive to the vendor, and takes another way", async () => {
    const { user, fake } = await adding("alfadocs");
    expect(field("base-url").value).toBe("https://app.alfadocs.com/api");
    expect(screen.getByLabelText(/Practice ID/)).toBe(field("practice"));
    expect(screen.getByLabelText(/Archive ID/)).toBe(field("archive"));
    fill(field("key"), "right");
    await user.click(screen.getByTestId("connection-advanced"));
    const table = screen.getByRole("table", { name: "Ways to the operations" });
    expect(within(table).getAllByRole("row")).toHaveLength(40);
    const guessed = within(table).getByRole("row", { name: /Change a patient/ });
    expect(guessed.textContent).toContain("a guess");
    expect(guessed.textContent).toContain("PATCH …/patients/{patientId}");
    fill(field("path-update-patient"), "PUT");
    await expectNoViolations();
    await user.click(screen.getByTestId("connection-check"));
    expect(await screen.findByText("The account can be used")).toBeTruthy();
    await user.click(screen.getByTestId("connection-save"));
    expect(await screen.findByText("AlfaDocs is connected. The first reading begins.")).toBeTruthy();
    expect(asked(fake, "connection_add")).toEqual([
      {
        name: "AlfaDocs",
        vendor: "alfadocs",
        base_url: "https://app.alfadocs.com/api",
        details: {},
        secrets: { key: "right" },
        paths: { "update-patient": "PUT" },
      },
    ]);
    expect(within(await card("AlfaDocs")).getByText("PUT")).toBeTruthy();
  });

  it("shows at its operation a way that cannot be one", async () => {
    const fake = fakePlatform();
    fake.fails("connection_try", "invalid-field", {
      field: "paths",
      reason: "no-way",
      operation: "update-patient",
    });
    const { user } = await adding("alfadocs", fake);
    fill(field("key"), "right");
    await user.click(screen.getByTestId("connection-check"));
    await waitFor(() => expect(field("path-update-patient").getAttribute("aria-invalid")).toBe("true"));
    expect(document.activeElement).toBe(field("path-update-patient"));
  });

  it("of VideoDoktor takes both keys, each said to be whose it is", async () => {
    const { user, fake } = await adding("videodoktor");
    fill(field("base-url"), "https://clinic.videodoktor.example");
    fill(screen.getByLabelText(/^api_app_key \(from VideoDoktor\)/), "app");
    fill(screen.getByLabelText(/^api_key/), "wrong");
    await user.click(screen.getByTestId("connection-check"));
    expect((await screen.findByRole("alert")).textContent).toContain(
      "VideoDoktor answers, but refuses the key",
    );
    fill(field("key"), "right");
    await user.click(screen.getByTestId("connection-check"));
    expect((await screen.findByRole("row", { name: /Date and time/ })).textContent).toContain(
      "its clock is 4 minutes ahead of this one",
    );
    await user.click(screen.getByTestId("connection-save"));
    expect(await screen.findByText("VideoDoktor is connected.")).toBeTruthy();
    expect(asked(fake, "connection_add")[0]).toMatchObject({ secrets: { app_key: "app", key: "right" } });
    // The screen exists as soon as a connection can do it.
    expect(await screen.findByTestId("nav-video")).toBeTruthy();
    expect(screen.queryByTestId("nav-lab")).toBeNull();
  });

  it("of Gensoft is saved untested, and says so before and after", async () => {
    const { user, fake } = await adding("gensoft");
    expect(screen.queryByTestId("connection-check")).toBeNull();
    expect(screen.getByText(/Gensoft has no question that changes nothing/)).toBeTruthy();
    fill(field("base-url"), "https://lab.example");
    fill(screen.getByLabelText(/^Authorization/), "right");
    const save = screen.getByRole("button", { name: "Save untested" });
    expect(save).toBe(screen.getByTestId("connection-save"));
    await user.click(save);
    expect(await screen.findByText("Gensoft is saved, untested.")).toBeTruthy();
    expect(asked(fake, "connection_try")).toEqual([]);
    const part = within(await card("Gensoft"));
    expect(part.getByText("Untested")).toBeTruthy();
    expect(part.queryByText("Meaning of statuses")).toBeNull();
    await user.click(part.getByRole("button", { name: "Check" }));
    expect(await part.findByText("Not tested")).toBeTruthy();
    expect(part.queryByText("The account can be used")).toBeNull();
  });

  it("of Gensoft by plain http wants a warning read and ticked", async () => {
    const { user, fake } = await adding("gensoft");
    expect(screen.queryByTestId("connection-plain-http")).toBeNull();
    fill(field("base-url"), "http://lab.example");
    fill(field("key"), "right");
    expect(screen.getByText(/can read the key, the patients' names/)).toBeTruthy();
    await user.click(screen.getByTestId("connection-save"));
    expect(screen.getByText(/Read the warning and tick it/)).toBeTruthy();
    expect(asked(fake, "connection_add")).toEqual([]);
    await expectNoViolations();
    await user.click(screen.getByRole("checkbox", { name: /I have read this/ }));
    await user.click(screen.getByTestId("connection-save"));
    await waitFor(() =>
      expect(asked(fake, "connection_add")).toMatchObject([{ details: { plain_http: "yes" } }]),
    );
    expect(within(await card("Gensoft")).getByText("Others can read what is sent")).toBeTruthy();
  });

  it("needs no agreement on this computer, and forgets it with another address", async () => {
    const { user, fake } = await adding("gensoft");
    fill(field("base-url"), "http://lab.example");
    await user.click(screen.getByRole("checkbox", { name: /I have read this/ }));
    fill(field("base-url"), "http://127.0.0.1:8080/gensoft");
    fill(field("key"), "right");
    expect(screen.queryByTestId("connection-plain-http")).toBeNull();
    await user.click(screen.getByTestId("connection-save"));
    await waitFor(() => expect(asked(fake, "connection_add")).toMatchObject([{ details: {} }]));
  });

  it("of Gensoft names the line where the mapping is not JSON", async () => {
    const { user, fake } = await adding("gensoft");
    fill(field("base-url"), "https://lab.example");
    fill(field("key"), "right");
    await user.click(screen.getByTestId("connection-advanced"));
    fill(field("mapping"), '{\n  "id": "{{id}}",\n}');
    await user.click(screen.getByTestId("connection-save"));
    expect(await screen.findByText("This is not JSON from line 3 on.")).toBeTruthy();
    expect(document.activeElement).toBe(field("mapping"));
    fill(field("mapping"), '{\n  "id": "{{id}}"\n}');
    await user.click(screen.getByTestId("connection-upload"));
    await user.click(await screen.findByRole("option", { name: /multipart/ }));
    await user.click(screen.getByTestId("connection-save"));
    await waitFor(() =>
      expect(asked(fake, "connection_add")).toMatchObject([
        { details: { upload: "multipart", mapping: '{\n  "id": "{{id}}"\n}' } },
      ]),
    );
  });

  it("of eHealth sends only the keys that were typed", async () => {
    const { user, fake } = await adding("ehealth");
    for (const name of ["Access token", "X-Custom-PSK", "Refresh token", "Client ID", "Client secret"])
      expect(screen.getByLabelText(new RegExp(`^${name}`))).toBeTruthy();
    fill(field("token"), "right");
    await user.click(screen.getByTestId("connection-check"));
    await screen.findByText("The account can be used");
    await expectNoViolations();
    await user.click(screen.getByTestId("connection-save"));
    await waitFor(() =>
      expect(asked(fake, "connection_add")).toMatchObject([{ secrets: { token: "right" }, details: {} }]),
    );
  });

  it("a second time takes a name that is free", async () => {
    const { fake, user } = await adding("medsoft");
    expect(field("name").value).toBe("MedSoft 2");
    fill(field("base-url"), "https://api.medsoft.example");
    fill(field("client-path"), "a-doua-clinica");
    fill(field("key"), "right");
    await user.click(screen.getByTestId("connection-check"));
    await screen.findByText("The account can be used");
    await user.click(screen.getByTestId("connection-save"));
    const second = within(await card("MedSoft 2"));
    expect(second.getByText("a-doua-clinica")).toBeTruthy();
    expect(fake.world.state.connections).toHaveLength(2);
  });
});

describe("a connection", () => {
  it("shows what was entered, and only the parts it is good for", async () => {
    all();
    const alfadocs = within(await card("AlfaDocs"));
    expect(await alfadocs.findByText("118")).toBeTruthy();
    expect(alfadocs.getByText("Europe/Rome")).toBeTruthy();
    expect(await alfadocs.findByRole("table", { name: "Meaning of statuses" })).toBeTruthy();
    const gensoft = within(await card("Gensoft"));
    expect(gensoft.getByText("As a file of a form (multipart/form-data)")).toBeTruthy();
    expect(gensoft.getByText("Untested")).toBeTruthy();
    for (const name of ["VideoDoktor", "Gensoft", "eHealth"]) {
      const one = within(await card(name));
      for (const part of ["Meaning of statuses", "Work points", "Reading"])
        expect(one.queryByText(part)).toBeNull();
    }
    await expectNoViolations();
  });

  it("speaks of its own vendor, not of another one", async () => {
    const { user } = all();
    const alfadocs = await card("AlfaDocs");
    await within(alfadocs).findByRole("table", { name: "Meaning of statuses" });
    expect(alfadocs.textContent).not.toContain("MedSoft");
    await user.click(within(alfadocs).getByRole("button", { name: "Remove" }));
    expect((await screen.findByRole("dialog")).textContent).toContain("Nothing is deleted in AlfaDocs");
  });

  it("is tried before a change is kept, and may be kept all the same when nobody answers", async () => {
    const fake = fakePlatform({ all: true });
    fake.instead("connection_try_edit", () => ({
      usable: false,
      tested: true,
      problem: "offline",
      rows: [],
      fill: null,
    }));
    const { user } = renderApp({ start: "settings", fake });
    const one = within(await card("AlfaDocs"));
    await user.click(one.getByRole("button", { name: "Edit" }));
    fill(await one.findByTestId("connection-archive"), "300");
    await user.click(one.getByRole("button", { name: "Save" }));
    expect((await one.findByRole("alert")).textContent).toContain("Nothing answers at this address");
    expect(asked(fake, "connection_edit")).toEqual([]);
    await user.click(one.getByTestId("connection-save-anyway"));
    await waitFor(() =>
      expect(asked(fake, "connection_edit")).toMatchObject([
        { details: { practice: "118", archive: "300" } },
      ]),
    );
  });

  it("is asked its keys anew where it leads to another server, and only there", async () => {
    const { user, fake } = all();
    const one = within(await card("MedSoft"));
    await user.click(one.getByRole("button", { name: "Edit" }));
    const address = await one.findByTestId("connection-base-url");
    fill(address, "https://api.medsoft.example/other");
    expect(one.queryByTestId("connection-key")).toBeNull();
    fill(address, "https://elsewhere.example");
    expect(one.getByText(/keys are never sent to a server they were not entered for/)).toBeTruthy();
    await user.click(one.getByRole("button", { name: "Save" }));
    expect(one.getByText("Fill this in.")).toBeTruthy();
    expect(asked(fake, "connection_try_edit")).toEqual([]);
    fill(one.getByTestId("connection-key"), "anew");
    await user.click(one.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(asked(fake, "connection_edit")).toMatchObject([
        { base_url: "https://elsewhere.example", secrets: { key: "anew" } },
      ]),
    );
  });

  it("is not kept where the vendor says that the change is wrong", async () => {
    const { user, fake } = all();
    const one = within(await card("MedSoft"));
    await user.click(one.getByRole("button", { name: "Edit" }));
    fill(await one.findByTestId("connection-client-path"), "wrong");
    await user.click(one.getByRole("button", { name: "Save" }));
    expect((await one.findByRole("alert")).textContent).toContain("not MedSoft for this clinic");
    expect(one.queryByTestId("connection-save-anyway")).toBeNull();
    expect(asked(fake, "connection_edit")).toEqual([]);
  });

  it("gets the new keys that were typed, and says which were tested", async () => {
    const { user, fake } = all();
    const one = within(await card("eHealth"));
    await user.click(one.getByRole("button", { name: "Replace key" }));
    await user.click(await one.findByRole("button", { name: "Check and replace" }));
    expect(one.getByText("Give at least one new key.")).toBeTruthy();
    fill(await one.findByLabelText(/^Refresh token/), "again");
    fill(one.getByLabelText(/^Client secret/), "secret");
    await expectNoViolations();
    await user.click(one.getByRole("button", { name: "Check and replace" }));
    expect(
      await screen.findByText("eHealth: Refresh token and Client secret replaced and tested"),
    ).toBeTruthy();
    expect(asked(fake, "connection_replace_keys")).toMatchObject([
      { secrets: { refresh_token: "again", client_secret: "secret" } },
    ]);
  });

  it("says that a new key could not be tested", async () => {
    const { user } = all();
    const one = within(await card("Gensoft"));
    await user.click(one.getByRole("button", { name: "Replace key" }));
    fill(await one.findByLabelText(/^Authorization/), "new");
    await user.click(one.getByRole("button", { name: "Replace untested" }));
    expect(await screen.findByText("Gensoft: Authorization replaced, untested")).toBeTruthy();
  });

  it("keeps the report of its check where the person says", async () => {
    const { user, fake } = all();
    const one = within(await card("AlfaDocs"));
    await user.click(one.getByRole("button", { name: "Check" }));
    expect((await one.findByRole("row", { name: /Debts of a bill/ })).textContent).toContain(
      "no bill to ask about",
    );
    await user.click(one.getByTestId("connection-report-save"));
    expect(await screen.findByText("Saved as connection-check-alfadocs-2026-11-23.txt")).toBeTruthy();
    fake.instead("connection_check_save", () => ({ name: null }));
    fake.calls.length = 0;
    await user.click(one.getByTestId("connection-report-save"));
    await waitFor(() => expect(asked(fake, "connection_check_save")).toHaveLength(1));
  });
});
