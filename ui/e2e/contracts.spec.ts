import type { Page } from "@playwright/test";
import type { Devhost } from "./devhost";
import { expect, expectAccessible, picture, prefer, test } from "./test";

test.use({ situation: "training" });

interface Known {
  id: string;
  kind: "capitation" | "reimbursement";
  status: string;
  own: boolean;
}

/** A request at the registry, chosen past the desk. */
async function request(desk: Devhost, wanted: (each: Known) => boolean): Promise<Known> {
  const all = await desk.admin<Known[]>("/ehealth/requests");
  const found = all.find((each) => wanted({ ...each, kind: each.kind.toLowerCase() as Known["kind"] }));
  if (!found) throw new Error("the registry has no such request");
  return { ...found, kind: found.kind.toLowerCase() as Known["kind"] };
}

const KINDS = { capitation: "Capitation", reimbursement: "Reimbursement" } as const;

async function fetchBy(page: Page, kind: Known["kind"], id: string): Promise<void> {
  const form = page.getByRole("form", { name: "Fetch" });
  await form.getByText(KINDS[kind], { exact: true }).click();
  await form.getByTestId("contract-id").fill(id);
  await form.getByTestId("contract-fetch").click();
}

const paper = (page: Page) => page.getByRole("article", { name: "Contract request" });

async function openContracts(page: Page): Promise<void> {
  await page.getByTestId("nav-contracts").click();
  await expect(page.getByTestId("contract-id")).toBeVisible();
}

/** What the desk opened outside the window. */
async function openedFiles(desk: Devhost): Promise<string[]> {
  const { origin, hash } = new URL(desk.url);
  const answer = await fetch(`${origin}/files`, {
    headers: { "X-Frontdesk-Token": hash.replace("#token=", "") },
  });
  return (await answer.json()) as string[];
}

for (const kind of ["capitation", "reimbursement"] as const) {
  test(`a ${kind} request is fetched, read, and its document opened`, async ({ opened: page, desk }) => {
    const { id } = await request(desk, (each) => each.kind === kind && each.own && each.status === "SIGNED");
    await openContracts(page);
    await expect(page.getByText("Nothing fetched yet")).toBeVisible();
    await fetchBy(page, kind, ` {${id.toUpperCase()}} `);
    await expect(paper(page).getByText("Signed by both").first()).toBeVisible();
    await expect(paper(page).getByRole("heading", { name: "Contractor", exact: true })).toBeVisible();
    await expect(page.getByTestId("contract-as-of")).toContainText("As the registry had it");
    // Every label has words: what has none would be shown as its key.
    await expect(
      paper(page)
        .locator("dt, h3, h4")
        .filter({ hasText: /^contract-/ }),
    ).toHaveCount(0);
    await expectAccessible(page);
    await picture(page, `contract-${kind}`);
    await page.getByTestId("contract-document-0").click();
    await expect(paper(page).getByText(/was opened/)).toBeVisible();
    expect((await openedFiles(desk)).at(-1)).toMatch(/\.pdf$/);
  });
}

test("each no of the registry has words of its own", async ({ opened: page, desk }) => {
  const theirs = await request(desk, (each) => !each.own);
  const ours = await request(desk, (each) => each.own);
  await openContracts(page);
  await fetchBy(page, ours.kind, "00000000-0000-4000-8000-000000000000");
  await expect(page.getByText("The registry has no such request")).toBeVisible();
  await fetchBy(page, theirs.kind, theirs.id);
  await expect(page.getByText("This account may not see the request")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "contracts-forbidden");
  // The access was given anew elsewhere: nothing here can renew it.
  await desk.admin("/ehealth/key", {});
  await fetchBy(page, ours.kind, ours.id);
  await expect(page.getByText("The access token has ended or is refused")).toBeVisible();
  await page.getByRole("form", { name: "Fetch" }).getByRole("button", { name: "Settings" }).click();
  await expect(page.getByTestId("nav-settings")).toHaveAttribute("aria-current", "page");
});

test("a token that has ended is renewed without a word", async ({ opened: page, desk }) => {
  const { id, kind } = await request(desk, (each) => each.own);
  await openContracts(page);
  await desk.admin("/ehealth/expire", {});
  await fetchBy(page, kind, id);
  await expect(page.getByTestId("contract-as-of")).toBeVisible();
});

test("the registry is listed with filters, and what is pressed is read", async ({ opened: page, desk }) => {
  const wanted = await request(
    desk,
    (each) => each.own && each.kind === "capitation" && each.status === "NEW",
  );
  await openContracts(page);
  await page.getByTestId("contracts-tab-registry").click();
  await expect(page.getByText(/public interface/)).toBeVisible();
  await page.getByTestId("contracts-status").click();
  await page.getByRole("option", { name: "New", exact: true }).click();
  await page.getByTestId("contracts-list").click();
  const row = page.locator(`[data-testid="registry-contract"][data-vendor-id="${wanted.id}"]`);
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await picture(page, "contracts-registry");
  await row.click();
  await expect(paper(page).getByText("New", { exact: true }).first()).toBeVisible();
});

test("what was fetched is read without a line", async ({ opened: page, desk }) => {
  const { id, kind } = await request(desk, (each) => each.own);
  await openContracts(page);
  await fetchBy(page, kind, id);
  await expect(page.getByTestId("contract-as-of")).toBeVisible();
  await desk.admin("/down", { down: true });
  await page.keyboard.press("Escape");
  await page.reload();
  await openContracts(page);
  await page.getByTestId("contract").click();
  await expect(page.getByTestId("contract-as-of")).toBeVisible();
  await page.getByRole("button", { name: /Fetch again/ }).click();
  await expect(
    paper(page)
      .getByText(/does not answer/)
      .first(),
  ).toBeVisible();
  await expect(paper(page).getByRole("heading", { name: "Contractor", exact: true })).toBeVisible();
  await picture(page, "contract-offline");
});

for (const look of [
  { name: "dark", theme: "dark", language: "en" },
  { name: "contrast", theme: "contrast", language: "en" },
  { name: "ro", theme: "light", language: "ro" },
] as const) {
  test(`contracts are accessible and pictured: ${look.name}`, async ({ opened: page, desk }) => {
    const { id } = await request(
      desk,
      (each) => each.own && each.kind === "capitation" && each.status === "SIGNED",
    );
    await openContracts(page);
    await fetchBy(page, "capitation", id);
    await expect(page.getByTestId("contract-as-of")).toBeVisible();
    await prefer(desk, page, look);
    await expectAccessible(page);
    await picture(page, `contract-${look.name}`);
    await page.getByTestId("contracts-tab-registry").click();
    await page.getByTestId("contracts-list").click();
    await expect(page.getByTestId("registry-contract").first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, `contracts-registry-${look.name}`);
  });
}
