import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { contractsOf } from "../../platform/fake/contracts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import type { ErrorCode } from "../../platform/bindings";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

async function opened(change: (fake: Fake) => void = () => undefined) {
  const fake = fakePlatform({ all: true });
  change(fake);
  const view = renderApp({ fake, start: "contracts" });
  await screen.findByTestId("contract-id");
  return view;
}

const asked = (fake: Fake, name: string) =>
  fake.calls.filter((call) => call.name === name).map(({ request }) => request);
const idField = () => screen.getByTestId<HTMLInputElement>("contract-id");

async function listed(change: (fake: Fake) => void = () => undefined) {
  const view = await opened(change);
  await view.user.click(screen.getByTestId("contracts-tab-registry"));
  return view;
}

describe("contract requests", () => {
  it("that were fetched stand in a list and are read without asking the registry", async () => {
    const { user, fake } = await opened();
    const [first] = await screen.findAllByTestId("contract");
    expect(first?.textContent).toContain("0000-AAAA-9EAX-3115");
    expect(first?.textContent).toContain("fetched 10:06");
    await user.click(first!);
    const paper = await screen.findByRole("article", { name: "Contract request" });
    expect(await within(paper).findByRole("heading", { level: 2, name: /0000-AAAA-9EAX-3115/ })).toBeTruthy();
    expect(within(paper).getByTestId("contract-as-of").textContent).toBe("As the registry had it, 10:06");
    expect(asked(fake, "contract_fetch")).toEqual([]);
    await expectNoViolations();
  });

  it("read as a document: money, dates and words in the person's language, ids whole, hours as a table", async () => {
    const { user } = await opened();
    await user.click((await screen.findAllByTestId("contract"))[0]!);
    const paper = await screen.findByRole("article", { name: "Contract request" });
    expect(await within(paper).findByText("150,000.50 UAH")).toBeTruthy();
    expect(within(paper).getAllByText("1 Feb 2026").length).toBeGreaterThan(0);
    expect(within(paper).getByText("1,800", { selector: ".contract-sheet__part--3 > dl dd" })).toBeTruthy();
    expect(within(paper).getAllByRole("table")[0]?.textContent).toContain("08:00–12:00, 13:00–17:30");
    // What the vendor's document does not name is shown as it came.
    expect(within(paper).getByText("nove_pole")).toBeTruthy();
    expect(within(paper).getAllByText("6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11").length).toBeGreaterThan(0);
  });

  it("are fetched by kind and id, the id tidied", async () => {
    const { user, fake } = await opened();
    const wanted = [...contractsOf(fake.world).registry.values()].find(
      ({ brief }) => brief.contract_type === "reimbursement" && brief.id === null,
    )!.brief;
    fill(
      idField(),
      ` https://api.example/api/contract_requests/reimbursement/${wanted.vendor_id.toUpperCase()}?x=1 `,
    );
    expect(idField().value).toBe(wanted.vendor_id);
    await user.click(screen.getByTestId("contract-fetch"));
    await screen.findByRole("article", { name: "Contract request" });
    expect(asked(fake, "contract_fetch")).toEqual([
      { connection: ACCOUNTS.ehealth, contract_type: "reimbursement", id: wanted.vendor_id },
    ]);
    await waitFor(async () =>
      expect((await screen.findAllByTestId("contract"))[0]?.dataset["vendorId"]).toBe(wanted.vendor_id),
    );
  });

  it("are not asked for with something that is no id", async () => {
    const { user, fake } = await opened();
    await user.click(screen.getByTestId("contract-fetch"));
    expect(screen.getByText("Fill this in.")).toBeTruthy();
    fill(idField(), "0000-9EAX");
    await user.click(screen.getByTestId("contract-fetch"));
    expect(screen.getByText(/This holds no id/)).toBeTruthy();
    expect(asked(fake, "contract_fetch")).toEqual([]);
    await expectNoViolations();
  });

  it.each<[string, RegExp]>([
    ["vendor-not-found", /The registry has no such request/],
    ["vendor-forbidden", /This account may not see the request/],
    ["key-refused", /The access token has ended or is refused/],
    ["offline", /does not answer/],
  ])("say %s in words of its own", async (code, words) => {
    const { user, fake } = await opened();
    fake.fails("contract_fetch", code as ErrorCode, { connection: "eHealth" });
    fill(idField(), "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b99");
    await user.click(screen.getByTestId("contract-fetch"));
    expect(await screen.findByText(words)).toBeTruthy();
    // What is known stays.
    expect(await screen.findAllByTestId("contract")).toHaveLength(2);
    await expectNoViolations();
  });

  it("lead to Settings where the token is refused", async () => {
    const { user, fake } = await opened();
    fake.fails("contract_fetch", "key-refused");
    fill(idField(), "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b99");
    await user.click(screen.getByTestId("contract-fetch"));
    const form = screen.getByRole("form", { name: "Fetch" });
    await user.click(await within(form).findByRole("button", { name: "Settings" }));
    expect(screen.getByRole("main").dataset["screen"]).toBe("settings");
  });

  it("open their documents, and say which and why not", async () => {
    const { user, fake } = await opened();
    await user.click((await screen.findAllByTestId("contract"))[0]!);
    await user.click(await screen.findByTestId("contract-document-1"));
    const { id } = contractsOf(fake.world).fetched[0]!.brief;
    expect(asked(fake, "contract_document_open")).toEqual([{ contract: id, document: 1 }]);
    expect(await screen.findByText("signed_content.pdf was opened.")).toBeTruthy();
    fake.fails("contract_document_open", "offline", { connection: "eHealth" });
    await user.click(screen.getByTestId("contract-document-0"));
    expect(await screen.findByText(/eHealth does not answer/)).toBeTruthy();
    expect(screen.queryByText("signed_content.pdf was opened.")).toBeNull();
  });

  it("say where there are no documents", async () => {
    const { user } = await opened((fake) => {
      contractsOf(fake.world).fetched[0]!.documents = [];
    });
    await user.click((await screen.findAllByTestId("contract"))[0]!);
    expect(await screen.findByText(/names no documents/)).toBeTruthy();
  });

  it("are fetched again by R; what was known stays when that fails", async () => {
    const { user, fake } = await opened();
    await user.click((await screen.findAllByTestId("contract"))[1]!);
    await screen.findByText(/As the registry had it, 22 Nov/);
    await user.keyboard("r");
    expect(await screen.findByText("As the registry had it, 10:18")).toBeTruthy();
    fake.fails("contract_fetch", "vendor-forbidden");
    await user.keyboard("r");
    const paper = screen.getByRole("article", { name: "Contract request" });
    expect(await within(paper).findByText("This account may not see the request")).toBeTruthy();
    expect(within(paper).getByText("As the registry had it, 10:18")).toBeTruthy();
  });

  it("say that they may be old while the registry does not answer", async () => {
    const { user } = await opened((fake) => {
      const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS.ehealth)!;
      account.health = "offline";
      account.offline_since = fake.world.now.toISOString();
    });
    await user.click((await screen.findAllByTestId("contract"))[0]!);
    expect(await screen.findByText(/This is what the registry had when it was last asked/)).toBeTruthy();
    expect(screen.getByText(/Documents are never kept here/)).toBeTruthy();
    await expectNoViolations();
  });

  it("are walked through by keys, and Escape closes the one that is read", async () => {
    const { user } = await opened();
    await screen.findAllByTestId("contract");
    await user.keyboard("j");
    expect(await screen.findByRole("heading", { level: 2, name: /0000-AAAA/ })).toBeTruthy();
    await user.keyboard("j");
    expect(await screen.findByRole("heading", { level: 2, name: /0000-BBBB/ })).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("article", { name: "Contract request" })).toBeNull());
    await user.keyboard("f");
    expect(document.activeElement).toBe(idField());
  });

  it("say what would be here where nothing was fetched", async () => {
    await opened((fake) => {
      contractsOf(fake.world).fetched = [];
    });
    expect(await screen.findByText("Nothing fetched yet")).toBeTruthy();
    await expectNoViolations();
  });
});

describe("the registry's list", () => {
  it("is filtered, paged, marked as public, and opens what is pressed", async () => {
    const { user, fake } = await listed();
    expect(screen.getByText(/Listed by the registry's public interface/)).toBeTruthy();
    fill(screen.getByTestId("contracts-legal-entity"), " 32323454 ");
    await user.click(screen.getByTestId("contracts-list"));
    const rows = await screen.findAllByTestId("registry-contract");
    expect(rows).toHaveLength(5);
    expect(screen.getByText("Page 1 of 2 · 9 requests")).toBeTruthy();
    await expectNoViolations();
    await user.click(screen.getByRole("button", { name: "Next" }));
    expect(await screen.findByText("Page 2 of 2 · 9 requests")).toBeTruthy();
    expect(asked(fake, "contract_list").at(-1)).toEqual({
      connection: ACCOUNTS.ehealth,
      contract_type: "capitation",
      status: "",
      number: "",
      legal_entity: "32323454",
      page: 2,
    });
    const [row] = await screen.findAllByTestId("registry-contract");
    await user.click(row!);
    await screen.findByRole("article", { name: "Contract request" });
    expect(asked(fake, "contract_fetch")).toMatchObject([{ id: row!.dataset["vendorId"] }]);
  });

  it("says that there are none", async () => {
    const { user } = await listed();
    fill(screen.getByTestId("contracts-number"), "nothing like it");
    await user.click(screen.getByTestId("contracts-list"));
    expect(await screen.findByText("No such requests")).toBeTruthy();
  });

  it("does not count pages that the registry does not name", async () => {
    const { user } = await listed((fake) =>
      fake.instead("contract_list", () => ({
        rows: [[...contractsOf(fake.world).registry.values()][0]!.brief],
        page: 1,
        pages: null,
        total: null,
      })),
    );
    await user.click(screen.getByTestId("contracts-list"));
    expect(await screen.findByText("Page 1")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Next" }).hasAttribute("disabled")).toBe(false);
  });

  it("says why it cannot be had", async () => {
    const { user } = await listed((fake) => fake.fails("contract_list", "vendor-forbidden"));
    await user.click(screen.getByTestId("contracts-list"));
    expect(await screen.findByText("This account may not see the request")).toBeTruthy();
  });
});
