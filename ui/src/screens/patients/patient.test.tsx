import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { fakePlatform } from "../../platform/fake/fake";
import { expectNoViolations } from "../../test/axe";
import { renderApp } from "../../test/render";

async function openPatient(user: UserEvent, text: string) {
  await user.type(await screen.findByTestId("search-input"), text);
  await screen.findAllByTestId("search-hit");
  await user.keyboard("{Enter}");
  const panel = await screen.findByRole("complementary");
  await within(panel).findByRole("tab", { name: /Appointments|Programări/ });
  return panel;
}

describe("the patient page", () => {
  it("masks the national id but for four digits, until asked", async () => {
    const { user, fake } = renderApp();
    const panel = await openPatient(user, "popa andreea");
    const id = fake.world.people.find(({ name }) => name === "Popa Andreea")?.national_id ?? "";
    expect(id).toHaveLength(13);
    expect(within(panel).getByTestId("national-id").textContent).toBe(`•••••••••${id.slice(-4)}`);
    expect(document.body.textContent).not.toContain(id);
    await user.click(within(panel).getByRole("button", { name: "Show the national id" }));
    expect(within(panel).getByTestId("national-id").textContent).toBe(id);
  });

  it("shows services, payments and contracts with when they were asked", async () => {
    const { user } = renderApp();
    const panel = await openPatient(user, "popescu ion 1974");
    await user.click(within(panel).getByRole("tab", { name: /Payments/ }));
    expect(within(panel).getByText("330.00 RON")).toBeTruthy();
    expect(within(panel).getByText("-80.00 RON")).toBeTruthy();
    expect(within(panel).getByText(/refund/)).toBeTruthy();
    expect(within(panel).getByText("As of 10:17")).toBeTruthy();
    await user.click(within(panel).getByRole("tab", { name: /Contracts/ }));
    expect(within(panel).getByText("Abonament familie")).toBeTruthy();
  });

  it("shows rows of another patient apart and does not count them", async () => {
    const { user } = renderApp();
    const panel = await openPatient(user, "popescu ion 1974");
    const tab = within(panel).getByRole("tab", { name: /Services/ });
    expect(tab.textContent).toBe("Services2");
    await user.click(tab);
    const apart = within(panel).getByText("Under another patient's code").closest("section");
    expect(apart?.textContent).toContain("Ecografie");
  });

  it("says “no appointments” only after a live answer", async () => {
    const fake = fakePlatform();
    fake.world.days.set("2026-11-23", []);
    fake.world.days.set("2026-09-04", []);
    const { user } = renderApp({ fake });
    const panel = await openPatient(user, "kovács");
    expect(within(panel).getByText("No appointments known")).toBeTruthy();
    expect(within(panel).getByText("MedSoft has not been asked yet.")).toBeTruthy();
    // A 0 beside a list that nobody has asked about would say "none".
    expect(within(panel).getByRole("tab", { name: /Appointments/ }).textContent).toBe("Appointments");
    await user.keyboard("r");
    await waitFor(() => expect(within(panel).queryByText("No appointments known")).toBeNull());
    expect(within(panel).getByText("No appointments")).toBeTruthy();
    expect(within(panel).getByText("No appointment")).toBeTruthy();
  });

  it("keeps what is known when the vendor does not answer", async () => {
    const fake = fakePlatform();
    fake.fails("patient_refresh", "offline", { connection: "MedSoft" });
    const { user } = renderApp({ fake });
    const panel = await openPatient(user, "popa andreea");
    await user.click(within(panel).getByRole("button", { name: /Ask MedSoft/ }));
    expect(await within(panel).findByText(/MedSoft does not answer/)).toBeTruthy();
    expect(within(panel).getByText("0741 200 340")).toBeTruthy();
  });

  it("opens an appointment of the patient beside the list", async () => {
    const { user } = renderApp();
    const panel = await openPatient(user, "popa andreea");
    await user.click(
      within(panel).getAllByRole("button", { name: /Open this appointment/ })[0] as HTMLElement,
    );
    expect(await screen.findByTestId("next-status")).toBeTruthy();
  });

  it("offers the next step of today's appointment, and its statuses by S, also on the Patients screen", async () => {
    const fake = fakePlatform();
    const { user } = renderApp({ fake, start: "patients" });
    const panel = await openPatient(user, "popa andreea");
    expect(within(panel).getByTestId("next-status").textContent).toContain("A sosit");
    await user.keyboard("s");
    await screen.findByRole("dialog", { name: /Popa Andreea/ });
    await user.keyboard("2");
    await waitFor(() =>
      expect(fake.calls.find(({ name }) => name === "appointment_set_status")?.request).toMatchObject({
        key: "2",
        value: true,
      }),
    );
  });

  it("offers only ways not to come behind “Missed, cancelled”", async () => {
    const { user } = renderApp({ start: "patients" });
    const panel = await openPatient(user, "popa andreea");
    await user.click(within(panel).getByRole("button", { name: "Missed, cancelled" }));
    const menu = await screen.findByRole("dialog");
    expect(
      within(menu)
        .getAllByTestId(/^status-option-/)
        .map((each) => each.textContent),
    ).toEqual(["Nu s-a prezentat", "Anulat de pacient", "Reprogramat"]);
  });

  it("says of a new patient who was given up that no vendor ever knew them, and begins anew", async () => {
    const fake = fakePlatform({ seated: "manager" });
    const person = fake.world.people.find(({ name }) => name === "Kovács Ilona")!;
    const [source] = person.sources;
    Object.assign(person, { gone: true, pending: false, sources: [{ ...source, vendor_id: null }] });
    const { user } = renderApp({ fake });
    await user.type(await screen.findByTestId("search-input"), "kovács");
    await screen.findAllByTestId("search-hit");
    await user.keyboard("{Enter}");
    const panel = within(await screen.findByRole("complementary"));
    expect(await panel.findByText("Never sent to MedSoft")).toBeTruthy();
    const words = panel.getByText(/Given up by Ana Marin/).textContent;
    expect(words).toContain("10:17");
    expect(words).toContain("“Dublură”");
    for (const untrue of [/no longer names/, /wait to be sent/, /not sent to/])
      expect(panel.queryByText(untrue)).toBeNull();
    for (const name of [/^Edit/, /Invoice/, /Ask MedSoft/, /payment/i])
      expect(panel.queryByRole("button", { name })).toBeNull();
    expect(panel.queryByRole("tab")).toBeNull();
    expect(panel.getByTestId("patient-more")).toBeTruthy();
    await expectNoViolations();
    await user.click(panel.getByTestId("patient-again"));
    expect((await screen.findByTestId<HTMLInputElement>("patient-last_name")).value).toBe("Kovács");
    expect(screen.getByTestId<HTMLInputElement>("patient-first_name").value).toBe("Ilona");
    expect(screen.getByTestId<HTMLInputElement>("patient-phone").value).toBe("0740 118 904");
  });

  it("labels the next visit, and offers today's statuses also when it is over", async () => {
    const fake = fakePlatform();
    const { user } = renderApp({ fake, start: "patients" });
    const panel = await openPatient(user, "popa andreea");
    expect(within(panel).getByText("Next visit:").parentElement?.textContent).toMatch(/^Next visit: today/);
    const row = fake.world.days.get("2026-11-23")?.find(({ patient }) => patient.name === "Popa Andreea");
    Object.assign(row!, { stage: "done" });
    await user.click(within(panel).getByRole("button", { name: /Ask MedSoft/ }));
    await waitFor(() =>
      expect(within(panel).getByText("Next visit:").parentElement?.textContent).toBe(
        "Next visit: No appointment",
      ),
    );
    await user.keyboard("s");
    expect(await screen.findByRole("dialog", { name: /Popa Andreea/ })).toBeTruthy();
  });

  it.each(["en", "ro"])("breaks no accessibility rule (%s)", async (language) => {
    const fake = fakePlatform();
    fake.world.state.preferences.language = language;
    const { user } = renderApp({ fake, start: "patients" });
    await openPatient(user, "popescu ion 1974");
    await expectNoViolations();
  });
});
