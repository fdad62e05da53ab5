import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { fakePlatform } from "../../platform/fake/fake";
import { labOf } from "../../platform/fake/lab";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

async function opened(change: (fake: ReturnType<typeof fakePlatform>) => void = () => undefined) {
  const fake = fakePlatform({ all: true });
  change(fake);
  const view = renderApp({ fake, start: "lab" });
  await screen.findByRole("tab", { name: /Orders/ });
  return view;
}

const rows = () => screen.findAllByTestId("lab-order");
const calls = (fake: ReturnType<typeof fakePlatform>, name: string) =>
  fake.calls.filter((call) => call.name === name).map(({ request }) => request);

const panel = () => screen.getByRole("complementary");

describe("the laboratory's desk", () => {
  it("lists what was sent from here, with how far it got in words", async () => {
    await opened();
    const list = await rows();
    expect(list.map((row) => within(row).getByTestId("lab-standing").textContent)).toEqual([
      "questionNew order",
      "Ordered",
      "Not sent yetChanged exams",
      "Cancelled",
      "Blocked",
    ]);
    expect(list[1]?.textContent).toContain("Matei Elena");
    expect(list[1]?.textContent).toContain("19 Mar 1959");
    expect(screen.getByText(/Gensoft does not tell what became of it/)).toBeTruthy();
    await expectNoViolations();
  });

  it("hides the exams until H is pressed", async () => {
    const { user } = await opened();
    const [, row] = await rows();
    expect(row?.textContent).not.toContain("Exoma");
    expect(row?.textContent).toContain("2 exams");
    await user.keyboard("h");
    expect(row?.textContent).toContain("Exoma completo, Cariótipo");
  });

  it("says what would be here where nothing is", async () => {
    const { user } = await opened((fake) => {
      labOf(fake.world).desk = { orders: [], reports: [] };
    });
    expect(screen.getByText("No orders yet")).toBeTruthy();
    await user.click(screen.getByRole("tab", { name: /Reports/ }));
    expect(screen.getByText("No reports yet")).toBeTruthy();
    await expectNoViolations();
  });

  it("says why nothing can be shown and tries again", async () => {
    const fake = fakePlatform({ all: true });
    fake.fails("lab_desk", "disk-full");
    const { user } = renderApp({ fake, start: "lab" });
    await screen.findByText(/The disk is full/);
    fake.instead("lab_desk", () => labOf(fake.world).desk);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await rows()).toHaveLength(5);
  });

  it("is walked through by keys: the selected order stands beside the list", async () => {
    const { user } = await opened();
    await rows();
    await user.keyboard("j");
    expect(await within(panel()).findByRole("heading", { name: "Popescu Ion" })).toBeTruthy();
    await user.keyboard("j");
    expect(await within(panel()).findByRole("heading", { name: "Matei Elena" })).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("complementary")).toBeNull();
  });

  it("offers of an order only what may still be told about it", async () => {
    const { user } = await opened();
    const list = await rows();
    await user.click(list[3]!);
    const beside = await screen.findByRole("complementary");
    expect(within(beside).queryByRole("button", { name: "Cancel the order" })).toBeNull();
    expect(within(beside).queryByRole("button", { name: "Change exams" })).toBeNull();
    await user.click(list[4]!);
    const blocked = await screen.findByRole("complementary");
    expect(await within(blocked).findByRole("button", { name: "Cancel the order" })).toBeTruthy();
    expect(within(blocked).queryByRole("button", { name: "Block" })).toBeNull();
  });

  it("asks before cancelling, naming patient and number, and sends the form as it was last sent", async () => {
    const { user, fake } = await opened();
    const list = await rows();
    await user.click(list[1]!);
    await user.click(await screen.findByTestId("lab-cancel"));
    const dialog = await screen.findByRole("dialog", { name: "Cancel this order" });
    expect(dialog.textContent).toContain("Matei Elena, born 19 Mar 1959");
    expect(dialog.textContent).toContain("Order L-1123-5TD");
    expect(calls(fake, "lab_send")).toEqual([]);
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByTestId("lab-end"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(calls(fake, "lab_send")).toEqual([
      expect.objectContaining({
        connection: ACCOUNTS.gensoft,
        form: expect.objectContaining({
          event: "cancelled",
          number: "L-1123-5TD",
          procedures: [
            { code: "G127", name: "Exoma completo" },
            { code: "G128", name: "Cariótipo" },
          ],
        }),
      }),
    ]);
    expect(within((await rows())[1]!).getByTestId("lab-standing").textContent).toContain(
      "Not sent yetCancellation",
    );
    await user.click(screen.getByTestId("toast-undo"));
    await waitFor(async () =>
      expect(within((await rows())[1]!).getByTestId("lab-standing").textContent).toContain("Ordered"),
    );
  });

  it("keeps the question open when the cancellation fails", async () => {
    const { user, fake } = await opened();
    fake.fails("lab_send", "disk-full");
    await user.click((await rows())[1]!);
    await user.click(await screen.findByTestId("lab-cancel"));
    const dialog = await screen.findByRole("dialog", { name: "Cancel this order" });
    await user.click(within(dialog).getByTestId("lab-end"));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("The disk is full");
  });

  it("changes the exams of an order: its own part stands first, the rest goes as it was sent", async () => {
    const { user, fake } = await opened();
    await user.click((await rows())[1]!);
    await user.click(await screen.findByTestId("lab-exams-changed"));
    const form = await screen.findByRole("form", { name: "Change exams" });
    expect((within(form).getByTestId("lab-procedure-0-name") as HTMLInputElement).value).toBe(
      "Exoma completo",
    );
    expect(within(form).queryByTestId("lab-patient-name")).toBeNull();
    await user.click(within(form).getByRole("button", { name: "Take away exam 1" }));
    await user.click(within(form).getByTestId("lab-send"));
    await waitFor(() => expect(calls(fake, "lab_send")).toHaveLength(1));
    expect(calls(fake, "lab_send")[0]).toMatchObject({
      form: {
        event: "exams_changed",
        number: "L-1123-5TD",
        patient: { name: "Matei Elena" },
        procedures: [{ code: "G128", name: "Cariótipo" }],
        requester: { name: "Dra. Helena Prado" },
      },
    });
  });

  it("is a screen only where a laboratory is connected", async () => {
    renderApp();
    await screen.findByTestId("nav-today");
    expect(screen.queryByTestId("nav-lab")).toBeNull();
  });

  it("speaks Romanian", async () => {
    await opened((fake) => {
      fake.world.state.preferences.language = "ro";
    }).catch(() => undefined);
    expect(await screen.findByRole("tab", { name: /Cereri/ })).toBeTruthy();
    expect(within((await rows())[3]!).getByTestId("lab-standing").textContent).toContain("Anulată");
    await expectNoViolations();
  });
});

describe("a person who is asked whether an order arrived", () => {
  it("looks in the laboratory's system and says so", async () => {
    const fake = fakePlatform({ all: true });
    const [first] = fake.world.entries;
    fake.world.entries = [
      {
        ...first!,
        action: "send_lab",
        connection: "Gensoft",
        patient_name: "Popescu Ion",
        status: null,
        value: null,
        date: null,
        start: null,
        doctor: null,
        subject: "L-1123-7KQ",
        state: "asks",
        question: { kind: "look_there" },
        may: ["happened", "send", "discard"],
      },
    ];
    const { user } = renderApp({ fake, start: "unsent" });
    await user.click(await screen.findByRole("button", { name: "Decide" }));
    const dialog = await screen.findByRole("dialog", { name: "Did it arrive?" });
    expect(dialog.textContent).toContain("L-1123-7KQ");
    await expectNoViolations(dialog);
    await user.click(within(dialog).getByRole("button", { name: "It is there" }));
    expect(calls(fake, "unsent_resolve")).toEqual([
      {
        id: first!.id,
        decision: "happened",
        question: { kind: "look_there" },
        attempts: first!.attempts,
      },
    ]);
  });
});

describe("an order from a patient's page", () => {
  it("is begun for that patient", async () => {
    const { user, fake } = await opened();
    await user.type(await screen.findByTestId("search-input"), "dvor");
    await user.click((await screen.findAllByTestId("search-hit"))[0]!);
    const beside = await screen.findByRole("complementary");
    await user.click(await within(beside).findByTestId("patient-lab"));
    const form = await screen.findByRole("form", { name: "New order" });
    expect((within(form).getByTestId("lab-patient-name") as HTMLInputElement).value).toBe("Dvořák Jiří");
    expect(calls(fake, "lab_prefill")).toEqual([{ patient: fake.world.people[4]!.id }]);
  });
});
