import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

async function begun(change: (fake: ReturnType<typeof fakePlatform>) => void = () => undefined) {
  const fake = fakePlatform({ all: true });
  change(fake);
  const view = renderApp({ fake, start: "lab" });
  await screen.findAllByTestId("lab-order");
  await view.user.keyboard("n");
  const form = await screen.findByRole("form", { name: "New order" });
  return { ...view, form };
}

const sent = (fake: ReturnType<typeof fakePlatform>) =>
  fake.calls.filter(({ name }) => name === "lab_send").map(({ request }) => request);
const previews = (fake: ReturnType<typeof fakePlatform>) =>
  fake.calls.filter(({ name }) => name === "lab_preview").length;

describe("a new order", () => {
  it("is typed, sent once, and stands in the list with its way back", async () => {
    const { user, fake, form } = await begun();
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    fill(within(form).getByTestId("lab-procedure-0-code"), "G42");
    fill(within(form).getByTestId("lab-procedure-0-name"), "Exoma");
    fill(within(form).getByTestId("lab-sample-0-code"), "AM-1");
    await expectNoViolations();
    await user.click(within(form).getByTestId("lab-send"));
    const panel = await screen.findByRole("complementary");
    expect(await within(panel).findByRole("heading", { name: "Ferreira Ana" })).toBeTruthy();
    expect(sent(fake)).toEqual([
      expect.objectContaining({
        connection: ACCOUNTS.gensoft,
        form: expect.objectContaining({
          event: "created",
          number: "L-1123-41X",
          procedures: [{ code: "G42", name: "Exoma" }],
          samples: [{ code: "AM-1", material: "", collected_at: null }],
          clinical_data: [],
        }),
      }),
    ]);
    const [row] = await screen.findAllByTestId("lab-order");
    expect(row?.getAttribute("data-number")).toBe("L-1123-41X");
    // Taken back within the held moment, what was typed stands again.
    await user.click(screen.getByTestId("toast-undo"));
    const again = await screen.findByRole("form", { name: "New order" });
    expect((within(again).getByTestId("lab-patient-name") as HTMLInputElement).value).toBe("Ferreira Ana");
  });

  it("says beside the fields what is missing once somebody wants to send it, and goes there", async () => {
    const { user, fake, form } = await begun();
    expect(within(form).queryByText("Fill this in.")).toBeNull();
    await user.click(within(form).getByTestId("lab-send"));
    expect((await within(form).findByTestId("lab-missing")).textContent).toContain("2 things are missing");
    expect(within(form).getByTestId("lab-patient-name").getAttribute("aria-invalid")).toBe("true");
    expect(within(form).getByTestId("lab-procedure-0-code").getAttribute("aria-invalid")).toBe("true");
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByTestId("lab-patient-name")));
    expect(sent(fake)).toEqual([]);
    await expectNoViolations();
  });

  it("says what cannot be accepted while it is typed, and nothing of what is still empty", async () => {
    const { form } = await begun();
    fill(within(form).getByLabelText("E-mail"), "nobody");
    expect(await within(form).findByText("This is not an e-mail address.")).toBeTruthy();
    expect(within(form).queryByText("Fill this in.")).toBeNull();
  });

  it("marks the row in which something is missing, also below an empty one", async () => {
    const { user, form } = await begun();
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    await user.click(within(form).getByRole("button", { name: "Add an exam" }));
    fill(within(form).getByTestId("lab-procedure-1-name"), "Exoma");
    await user.click(within(form).getByTestId("lab-send"));
    await within(form).findByTestId("lab-missing");
    expect(within(form).getByTestId("lab-procedure-1-code").getAttribute("aria-invalid")).toBe("true");
    expect(within(form).getByTestId("lab-procedure-0-code").getAttribute("aria-invalid")).toBeNull();
  });

  it("adds and takes away rows by keys: Enter begins the next", async () => {
    const { user, form } = await begun();
    within(form).getByTestId("lab-sample-0-code").focus();
    await user.keyboard("AM-1{Enter}");
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByTestId("lab-sample-1-code")));
    await user.keyboard("AM-2{Enter}");
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByTestId("lab-sample-2-code")));
    within(form).getByRole("button", { name: "Take away sample 1" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect((within(form).getByTestId("lab-sample-0-code") as HTMLInputElement).value).toBe("AM-2"),
    );
    expect(document.activeElement).toBe(within(form).getByTestId("lab-sample-0-code"));
    expect((within(form).getByTestId("lab-sample-1-code") as HTMLInputElement).value).toBe("");
  });

  it("shows what will be sent to those who want to see it", async () => {
    const { user, fake, form } = await begun();
    await user.click(within(form).getByRole("button", { name: "What will be sent" }));
    expect(await within(form).findByText(/nothing would be sent/)).toBeTruthy();
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    fill(within(form).getByTestId("lab-procedure-0-code"), "G42");
    const json = await within(form).findByRole("region", { name: "What will be sent" });
    expect(json.textContent).toContain('"event": "created"');
    expect(json.textContent).toContain("Ferreira Ana");
    expect(previews(fake)).toBeLessThan(6);
    await expectNoViolations();
  });

  it("carries files whole when it is sent and cut short while it is typed", async () => {
    const { user, fake, form } = await begun();
    const text = "x".repeat(9000);
    const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
    await user.upload(input, new File([text], "pedido.txt", { type: "text/plain" }));
    expect(await within(form).findByText("pedido.txt")).toBeTruthy();
    expect(within(form).getByText("9 kB")).toBeTruthy();
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    fill(within(form).getByTestId("lab-procedure-0-code"), "G42");
    await user.click(within(form).getByTestId("lab-send"));
    await waitFor(() => expect(sent(fake)).toHaveLength(1));
    expect(sent(fake)[0]).toMatchObject({
      form: { attachments: [{ name: "pedido.txt", media_type: "text/plain", base64: btoa(text) }] },
    });
  });

  it("does not take a file that is too large, and says the limit", async () => {
    const { user, form } = await begun();
    expect(within(form).getByText("At most 10 MB together.")).toBeTruthy();
    const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
    const big = new File(["x"], "exame.zip");
    Object.defineProperty(big, "size", { value: 11_000_000 });
    await user.upload(input, big);
    expect(
      await within(form).findByText(/With exame.zip the files would be larger than 10 MB together/),
    ).toBeTruthy();
    expect(within(form).queryByRole("button", { name: "Take away exame.zip" })).toBeNull();
  });

  it("is kept half-typed while the person goes elsewhere, and goes on where it was", async () => {
    const { user, form } = await begun();
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    await user.keyboard("{Escape}");
    expect(await screen.findByText("Half-typed: New order, Ferreira Ana")).toBeTruthy();
    await expectNoViolations();
    await user.click(screen.getByTestId("nav-today"));
    await user.click(screen.getByTestId("nav-lab"));
    await user.click(await screen.findByRole("button", { name: "Go on with the order for Ferreira Ana" }));
    const again = await screen.findByRole("form", { name: "New order" });
    expect((within(again).getByTestId("lab-patient-name") as HTMLInputElement).value).toBe("Ferreira Ana");
    expect(again.textContent).toContain("Order L-1123-41X");
    await user.click(within(again).getByRole("button", { name: "Drop" }));
    expect(await screen.findAllByTestId("lab-order")).toHaveLength(5);
    expect(screen.queryByTestId("lab-begun")).toBeNull();
  });

  it("is forgotten when nothing was typed", async () => {
    const { user } = await begun();
    await user.keyboard("{Escape}");
    await screen.findAllByTestId("lab-order");
    expect(screen.queryByTestId("lab-begun")).toBeNull();
  });

  it("says what the desk refuses at last", async () => {
    const { user, form } = await begun((fake) =>
      fake.fails("lab_send", "invalid-field", { field: "patient.phone", reason: "not-a-phone" }),
    );
    fill(within(form).getByTestId("lab-patient-name"), "Ferreira Ana");
    fill(within(form).getByTestId("lab-procedure-0-code"), "G42");
    await user.click(within(form).getByTestId("lab-send"));
    await waitFor(() =>
      expect(within(form).getByTestId("lab-patient-phone").getAttribute("aria-invalid")).toBe("true"),
    );
    expect(form.textContent).toContain("Only digits, blanks");
  });

  it("says beforehand that the laboratory does not answer", async () => {
    const { form } = await begun((fake) => {
      const account = fake.world.state.connections.find(({ id }) => id === ACCOUNTS.gensoft)!;
      account.health = "offline";
      account.offline_since = fake.world.now.toISOString();
    });
    expect(form.textContent).toContain("Gensoft does not answer. What is typed here is kept");
  });

  it("opens the folded rest of an order where something in it is wrong", async () => {
    const { user, fake } = await begun();
    await user.keyboard("{Escape}");
    await user.click((await screen.findAllByTestId("lab-order"))[1]!);
    await user.click(await screen.findByTestId("lab-details-changed"));
    const form = await screen.findByRole("form", { name: "Change details" });
    expect(within(form).queryByTestId("lab-patient-name")).toBeNull();
    fake.instead("lab_preview", () => ({
      json: null,
      problems: [{ field: "patient.name", reason: "required" }],
    }));
    await user.click(within(form).getByTestId("lab-send"));
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByTestId("lab-patient-name")));
  });

  it("shows the national id only when asked", async () => {
    const { user, fake } = await begun();
    await user.keyboard("{Escape}");
    await user.click((await screen.findAllByTestId("lab-order"))[1]!);
    await user.click(await screen.findByTestId("lab-details-changed"));
    const form = await screen.findByRole("form", { name: "Change details" });
    await user.click(within(form).getByRole("button", { name: /The rest of the order/ }));
    const id = fake.world.people[13]!.national_id!;
    expect(within(form).getByTestId("national-id").textContent).not.toContain(id);
    expect(within(form).getByTestId("national-id").textContent).toContain(`••••${id.slice(-4)}`);
  });
});
