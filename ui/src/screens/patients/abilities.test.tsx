import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

async function opened(name: string, fake = fakePlatform({ all: true })) {
  const app = renderApp({ fake });
  const box = await screen.findByTestId("search-input");
  await app.user.type(box, name);
  await screen.findAllByTestId("search-hit");
  await app.user.keyboard("{Enter}");
  const page = within(await screen.findByRole("complementary", { name: "Details" }));
  await page.findByRole("heading", { level: 2 });
  return { ...app, page, fake };
}

describe("a patient page", () => {
  it("of a dental patient shows every phone and the documents, and nothing that AlfaDocs does not tell", async () => {
    const { page } = await opened("Bianchi");
    const phones = within(await page.findByRole("list", { name: "Phones" }));
    expect(phones.getAllByRole("listitem").map((each) => each.textContent)).toEqual([
      "+39 351 000 4410 cellulare",
      "+39 049 000 2231 casa",
      "+39 049 000 7788",
    ]);
    const documents = within(page.getByRole("region", { name: "Documents" }));
    expect(documents.getByText("consent, 23 Nov 2026, 09:40")).toBeTruthy();
    expect(page.getAllByRole("tab").map((each) => each.textContent)).toEqual(["Appointments1"]);
    expect(page.queryByText("Consent form")).toBeNull();
    expect(page.getByText("Codice fiscale")).toBeTruthy();
    expect(page.getByRole("button", { name: "Ask AlfaDocs" })).toBeTruthy();
    await expectNoViolations();
  });

  it("takes a scan into the documents at the vendor, and nothing that is no PDF", async () => {
    const { page, user, fake } = await opened("Bianchi");
    const documents = within(await page.findByRole("region", { name: "Documents" }));
    await documents.findByRole("button", { name: "File a PDF into AlfaDocs" });
    const input = documents.getByTestId<HTMLElement>("pdf-file").querySelector("input");
    if (!input) throw new Error("nowhere to choose a file");
    const pick = (text: string, name: string) =>
      user.upload(input, new File([text], name, { type: "application/pdf" }));
    await pick("MZ", "referto.pdf");
    expect(await documents.findByText(/This is not a PDF/)).toBeTruthy();
    await pick("%PDF-1.4 %%EOF", "referto.pdf");
    await user.type(await documents.findByTestId("file-folder"), "Referti");
    await user.click(documents.getByTestId("file-do"));
    expect(await documents.findByText(/referto.pdf is on its way/)).toBeTruthy();
    expect(
      fake.calls.flatMap(({ name, request }) => (name === "document_file_pdf" ? [request] : [])),
    ).toMatchObject([{ folder: "Referti", name: "referto.pdf", base64: btoa("%PDF-1.4 %%EOF") }]);
    await expectNoViolations();
  });

  it("whom two vendors keep lets the person say whose record to edit", async () => {
    const fake = fakePlatform({ all: true });
    // As it would answer without this test.
    const kept = fakePlatform({ all: true });
    fake.instead("patient_open", (request) =>
      kept.call("patient_open", request).then((page) => {
        const [record] = page.records;
        const dental = fake.world.state.connections.find(({ vendor }) => vendor === "alfadocs");
        if (!record || !dental) throw new Error("nobody to show");
        const source = {
          ...record.source,
          record: "second",
          connection: dental.id,
          connection_name: "Dental",
          vendor: dental.vendor,
          vendor_id: "77",
        };
        return { ...page, records: [record, { ...record, source, first_name: "Secunda" }] };
      }),
    );
    const { user } = await opened("Albu", fake);
    await user.keyboard("e");
    const menu = within(await screen.findByRole("menu", { name: /^Edit/ }));
    expect(menu.getAllByRole("menuitem")[0]?.textContent).toMatch(/^MedSoft.*, code /);
    await user.click(menu.getByRole("menuitem", { name: "Dental, code 77" }));
    expect((await screen.findByTestId<HTMLInputElement>("patient-first_name")).value).toBe("Secunda");
  });

  it("of MedSoft alone shows neither documents nor another screen's work", async () => {
    const { page } = await opened("Albu", fakePlatform());
    expect(await page.findAllByRole("tab")).toHaveLength(4);
    expect(page.queryByRole("region", { name: "Documents" })).toBeNull();
    expect(page.queryByTestId("patient-video")).toBeNull();
    expect(page.queryByTestId("patient-lab")).toBeNull();
    expect(page.getByText("CNP")).toBeTruthy();
  });

  it("opens a document, and says meanwhile that it does", async () => {
    const fake = fakePlatform({ all: true });
    const answers: ((opened: { name: string }) => void)[] = [];
    fake.instead("patient_document_open", () => new Promise((resolve) => answers.push(resolve)));
    const { page, user } = await opened("Bianchi", fake);
    const one = await page.findByRole("button", { name: /consenso-igiene.*Open this document/ });
    await user.click(one);
    expect(await within(one).findByText("opening…")).toBeTruthy();
    await user.click(one);
    expect(fake.calls.filter(({ name }) => name === "patient_document_open")).toHaveLength(1);
    answers[0]?.({ name: "consenso-igiene.pdf" });
    expect(await within(one).findByText("opened")).toBeTruthy();
  });

  it.each([
    ["offline", "AlfaDocs does not answer, so this cannot be fetched now"],
    ["cannot-open", "no application that opens it"],
  ] as const)("says why a document does not open: %s", async (code, words) => {
    const fake = fakePlatform({ all: true });
    fake.fails("patient_document_open", code);
    const { page, user } = await opened("Bianchi", fake);
    await user.click(await page.findByRole("button", { name: /consenso-igiene.*Open this document/ }));
    expect((await page.findByRole("alert")).textContent).toContain(words);
  });

  it("saves a document where the person chooses", async () => {
    const { page, user, fake } = await opened("Bianchi");
    await user.click(await page.findByRole("button", { name: "Save as: consenso-igiene.pdf" }));
    expect(await page.findByText("Saved as consenso-igiene.pdf.")).toBeTruthy();
    expect(fake.calls.filter(({ name }) => name === "patient_document_save")).toHaveLength(1);
    expect(fake.calls.filter(({ name }) => name === "patient_document_open")).toHaveLength(0);
  });

  it("begins a video visit and a laboratory order for its patient", async () => {
    const { page, user } = await opened("Bianchi");
    expect(await page.findByTestId("patient-lab")).toBeTruthy();
    await user.click(page.getByTestId("patient-video"));
    await waitFor(() => expect(screen.getByRole("main").dataset["screen"]).toBe("video"));
  });
});

describe("what was searched for", () => {
  it("leaves the box once a patient is opened from it", async () => {
    await opened("Bianchi");
    expect(screen.getByTestId<HTMLInputElement>("search-input").value).toBe("");
  });
});

describe("a new patient", () => {
  it("is made where patients are kept", async () => {
    const { user, fake } = renderApp({ all: true });
    await screen.findAllByTestId("today-row");
    await user.keyboard("p");
    await user.click(await screen.findByRole("button", { name: /Where/ }));
    expect((await screen.findAllByRole("option")).map((each) => each.textContent)).toEqual([
      "MedSoft",
      "AlfaDocs",
    ]);
    await user.click(screen.getByRole("option", { name: "AlfaDocs" }));
    expect(screen.getByText("Codice fiscale")).toBeTruthy();
    fill(screen.getByTestId("patient-last_name"), "Rossi");
    fill(screen.getByTestId("patient-first_name"), "Marco");
    fill(screen.getByTestId("patient-phone"), "3510004411");
    await user.click(screen.getByTestId("patient-create"));
    await waitFor(() => {
      const made = fake.calls.find(({ name }) => name === "patient_create")?.request;
      expect(made).toMatchObject({ connection: fake.world.state.connections[1]?.id });
    });
  });
});

describe("the screens", () => {
  it("are those that a connection can do, with their keys", async () => {
    const { user } = renderApp({ all: ["medsoft", "gensoft"] });
    expect(await screen.findByTestId("nav-lab")).toBeTruthy();
    expect(screen.queryByTestId("nav-video")).toBeNull();
    expect(screen.queryByTestId("nav-contracts")).toBeNull();
    await user.keyboard("gv");
    expect(screen.getByRole("main").dataset["screen"]).toBe("today");
    await user.keyboard("gl");
    expect(screen.getByRole("main").dataset["screen"]).toBe("lab");
    await user.keyboard("?");
    const sheet = within(await screen.findByRole("dialog", { name: "All keys" }));
    expect(sheet.getByText("Laboratory")).toBeTruthy();
    expect(sheet.queryByText("Contracts")).toBeNull();
    expect(sheet.queryByText("Video visits")).toBeNull();
  });

  it("do not name each of many connections at the top, but who does not answer", async () => {
    const fake = fakePlatform({ all: true });
    renderApp({ fake });
    // Nobody has asked the fifth one yet, so it has not failed to answer.
    expect(fake.world.state.connections.map(({ health }) => health)).toContain("untested");
    expect(await screen.findByText("4 connections answer")).toBeTruthy();
    Object.assign(fake.world.state.connections[2] ?? {}, {
      health: "offline",
      offline_since: "2026-11-23T08:14:00Z",
    });
    fake.tell({ event: "changed", tags: ["connections"] });
    expect(await screen.findByText("VideoDoktor: no answer since 10:14")).toBeTruthy();
    expect(screen.queryByText(/connections answer/)).toBeNull();
  });
});
