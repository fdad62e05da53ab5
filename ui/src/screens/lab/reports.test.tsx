import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { fakePlatform } from "../../platform/fake/fake";
import { labOf } from "../../platform/fake/lab";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const PDF = "%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n";

async function opened(fake = fakePlatform({ all: true })) {
  const view = renderApp({ fake, start: "lab" });
  await view.user.click(await screen.findByTestId("lab-tab-reports"));
  return view;
}

async function dialogOf(user: Awaited<ReturnType<typeof opened>>["user"]) {
  await user.keyboard("u");
  return await screen.findByRole("dialog", { name: "Upload a report" });
}

// The chooser's own input stands outside what a person sees.
const chooser = () => document.querySelector<HTMLInputElement>("[role=dialog] input[type=file]")!;

const uploads = (fake: ReturnType<typeof fakePlatform>) =>
  fake.calls.filter(({ name }) => name === "lab_upload").map(({ request }) => request);

describe("reports", () => {
  it("stand with their execution, their order and how far they got", async () => {
    await opened();
    const rows = await screen.findAllByTestId("lab-report");
    expect(rows[0]?.textContent).toContain("Execution 1001 · Matei Elena, order L-1123-5TD");
    expect(rows[0]?.textContent).toContain("Being uploaded");
    expect(rows[1]?.textContent).toContain("Waits for the line");
    expect(rows[2]?.textContent).toContain("refused");
    expect(rows[3]?.textContent).toContain("Uploaded");
    await expectNoViolations();
  });

  it("show how many of their bytes have left, and say it in steps", async () => {
    const { fake } = await opened();
    const [row] = await screen.findAllByTestId("lab-report");
    const { entry } = labOf(fake.world).desk.reports[0]!;
    const bar = within(row!).getByRole("progressbar", { name: "Uploading laudo-1001.pdf" });
    expect(bar.getAttribute("aria-valuenow")).toBeNull();
    act(() => fake.tell({ event: "upload", progress: { entry, sent: 400, total: 1000 } }));
    expect(bar.getAttribute("aria-valuenow")).toBe("40");
    expect(row?.textContent).toContain("40 %");
    expect(screen.getByTestId("lab-progress-said").textContent).toContain("laudo-1001.pdf: 25 %.");
    act(() => fake.tell({ event: "upload", progress: { entry, sent: 1000, total: 1000 } }));
    expect(bar.getAttribute("aria-valuenow")).toBe("100");
    await expectNoViolations();
    labOf(fake.world).desk.reports[0]!.state = "done";
    act(() => fake.tell({ event: "changed", tags: ["laboratory"] }));
    await waitFor(() => expect(within(row!).queryByRole("progressbar")).toBeNull());
    expect(row?.textContent).toContain("Uploaded");
  });

  it("show the bar as soon as bytes leave, and begin anew after the line broke", async () => {
    const { fake } = await opened();
    const row = (await screen.findAllByTestId("lab-report"))[1]!;
    const waiting = labOf(fake.world).desk.reports[1]!;
    expect(within(row).queryByRole("progressbar")).toBeNull();
    // Nobody tells that an upload begins, only that bytes leave.
    act(() => fake.tell({ event: "upload", progress: { entry: waiting.entry, sent: 30, total: 100 } }));
    expect(within(row).getByRole("progressbar").getAttribute("aria-valuenow")).toBe("30");
    waiting.created_at = fake.world.now.toISOString();
    act(() => fake.tell({ event: "changed", tags: ["laboratory"] }));
    await waitFor(() => expect(within(row).queryByRole("progressbar")).toBeNull());
    expect(row.textContent).toContain("Waits for the line");
  });

  it("are chosen, checked and uploaded with their execution", async () => {
    const { user, fake } = await opened();
    const dialog = await dialogOf(user);
    await expectNoViolations(dialog);
    fill(within(dialog).getByTestId("lab-execution"), " 17 ");
    await user.upload(chooser(), new File([PDF], "laudo.pdf", { type: "application/pdf" }));
    expect(await within(dialog).findByText("laudo.pdf, 1 kB")).toBeTruthy();
    await user.click(within(dialog).getByTestId("lab-upload-send"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(uploads(fake)).toEqual([
      expect.objectContaining({
        connection: ACCOUNTS.gensoft,
        execution: "17",
        file_name: "laudo.pdf",
        base64: btoa(PDF),
      }),
    ]);
    expect((await screen.findAllByTestId("lab-report"))[0]?.textContent).toContain("Execution 17");
  });

  it("that are no PDF, empty or too long are not taken, each in its own words", async () => {
    const { user, fake } = await opened();
    const dialog = await dialogOf(user);
    fill(within(dialog).getByTestId("lab-execution"), "17");
    await user.upload(chooser(), new File(["<html>"], "laudo.pdf", { type: "application/pdf" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("This is not a PDF");
    await user.upload(chooser(), new File([], "laudo.pdf", { type: "application/pdf" }));
    await waitFor(() =>
      expect(within(dialog).getByRole("alert").textContent).toContain("This file is empty"),
    );
    const long = new File([PDF], "laudo.pdf", { type: "application/pdf" });
    Object.defineProperty(long, "size", { value: 21 * 1024 * 1024 });
    await user.upload(chooser(), long);
    await waitFor(() => expect(within(dialog).getByRole("alert").textContent).toContain("larger than 20 MB"));
    await user.click(within(dialog).getByTestId("lab-upload-send"));
    expect(uploads(fake)).toEqual([]);
  });

  it("that the desk refuses keep the dialog, with the reason at the file", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("lab_upload", "invalid-field", { field: "base64", reason: "not-a-pdf" });
    const { user } = await opened(fake);
    const dialog = await dialogOf(user);
    fill(within(dialog).getByTestId("lab-execution"), "17");
    await user.upload(chooser(), new File([PDF], "laudo.pdf", { type: "application/pdf" }));
    await within(dialog).findByText(/laudo.pdf, /);
    await user.click(within(dialog).getByTestId("lab-upload-send"));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("This is not a PDF");
  });

  it("say which fields are missing", async () => {
    const { user } = await opened();
    const dialog = await dialogOf(user);
    await user.click(within(dialog).getByTestId("lab-upload-send"));
    expect(within(dialog).getByTestId("lab-execution").getAttribute("aria-invalid")).toBe("true");
    expect(within(dialog).getByRole("alert").textContent).toContain("Fill this in.");
  });

  it("uploaded again replace the former one, and it is said before", async () => {
    const { user } = await opened();
    const rows = await screen.findAllByTestId("lab-report");
    await user.click(within(rows[3]!).getByRole("button", { name: /Upload again/ }));
    const dialog = await screen.findByRole("dialog", { name: "Upload a report" });
    expect((within(dialog).getByTestId("lab-execution") as HTMLInputElement).value).toBe("1004");
    expect(dialog.textContent).toContain("laudo-1004.pdf was uploaded to this execution");
    expect(within(dialog).getByTestId("lab-upload-send").textContent).toContain("Upload and replace");
    await expectNoViolations(dialog);
  });

  it("from an order's panel belong to that order", async () => {
    const { user, fake } = await opened();
    await user.click(screen.getByRole("tab", { name: /Orders/ }));
    await user.click((await screen.findAllByTestId("lab-order"))[1]!);
    const panel = await screen.findByRole("complementary");
    await user.click(await within(panel).findByRole("button", { name: "Upload a report" }));
    const dialog = await screen.findByRole("dialog", { name: "Upload a report" });
    expect(dialog.textContent).toContain("Matei Elena, order L-1123-5TD");
    fill(within(dialog).getByTestId("lab-execution"), "9");
    await user.upload(chooser(), new File([PDF], "a.pdf", { type: "application/pdf" }));
    await within(dialog).findByText(/a.pdf, /);
    await user.click(within(dialog).getByTestId("lab-upload-send"));
    await waitFor(() => expect(uploads(fake)).toHaveLength(1));
    expect(uploads(fake)[0]).toMatchObject({ order: labOf(fake.world).desk.orders[1]!.id });
  });
});
