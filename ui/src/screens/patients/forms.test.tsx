import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { MARKUP_NAME } from "../../platform/fake/people";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const field = (name: string) => screen.getByTestId<HTMLInputElement>(`patient-${name}`);
const calls = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);
const submit = (name: string) => fireEvent.submit(screen.getByRole("form", { name }));

async function creating(fake = fakePlatform()) {
  const app = renderApp({ fake });
  await screen.findAllByTestId("today-row");
  await app.user.keyboard("p");
  await screen.findByRole("form", { name: "New patient" });
  return app;
}

function typePatient(last: string, first: string, phone: string) {
  fill(field("last_name"), last);
  fill(field("first_name"), first);
  fill(field("phone"), phone);
}

async function editing(name: string, fake = fakePlatform()) {
  const app = renderApp({ fake });
  fireEvent.change(await screen.findByTestId("search-input"), { target: { value: name } });
  await screen.findAllByTestId("search-hit");
  fireEvent.focus(screen.getByTestId("search-input"));
  await app.user.click((await screen.findAllByTestId("search-hit"))[0] as HTMLElement);
  await app.user.click(await screen.findByRole("button", { name: /^Edit/ }));
  await screen.findByRole("form", { name: "Change patient" });
  return app;
}

describe("a new patient", () => {
  it("is created with what the vendor can store, and can be taken back with the text kept", async () => {
    const { user, fake } = await creating();
    expect(screen.getByText(/takes no birth date from here/)).toBeTruthy();
    await expectNoViolations();
    typePatient("Ene", "Ștefania", "0720 111 222");
    await user.click(screen.getByRole("radio", { name: "Female" }));
    submit("New patient");
    expect(await screen.findByText("Ene Ștefania: new patient")).toBeTruthy();
    expect(calls(fake, "patient_create")[0]?.request).toMatchObject({
      connection: fake.world.state.connections[0]?.id,
      form: { last_name: "Ene", first_name: "Ștefania", phone: "0720 111 222", email: "", sex: "female" },
    });
    expect(await screen.findByRole("heading", { name: "Ene Ștefania" })).toBeTruthy();
    await user.click(screen.getByTestId("toast-undo"));
    await screen.findByRole("form", { name: "New patient" });
    expect(field("last_name").value).toBe("Ene");
    expect(fake.world.people.some((each) => each.name === "Ene Ștefania")).toBe(false);
  });

  it("is not sent half: every needed field says so at once", async () => {
    const { fake } = await creating();
    submit("New patient");
    expect(await screen.findAllByText("Fill this in.")).toHaveLength(3);
    expect(document.activeElement).toBe(field("last_name"));
    expect(calls(fake, "patient_create")).toHaveLength(0);
    fill(field("last_name"), "Ene");
    expect(screen.getAllByText("Fill this in.")).toHaveLength(2);
    await expectNoViolations();
  });

  it("is created once, however often Enter is pressed", async () => {
    const { fake } = await creating();
    typePatient("Ene", "Maria", "0720 111 222");
    const form = screen.getByRole("form", { name: "New patient" });
    fireEvent.submit(form);
    fireEvent.submit(form);
    expect(await screen.findByRole("heading", { name: "Ene Maria" })).toBeTruthy();
    expect(calls(fake, "patient_create")).toHaveLength(1);
  });

  it("warns of who may be the same person, and creates anyway", async () => {
    const { user, fake } = await creating();
    typePatient("Popescu", "Ion", "0745 990 310");
    const known = await screen.findAllByTestId("duplicate");
    expect(known.map((each) => each.textContent)).toContain("Popescu Ion 31 Jan 1974same name and phoneOpen");
    expect(screen.getByText("2 like this are known")).toBeTruthy();
    await expectNoViolations();
    await user.click(screen.getByRole("button", { name: "Create anyway" }));
    await waitFor(() => expect(calls(fake, "patient_create")).toHaveLength(1));
  });

  it("warns before creating when nobody was shown yet", async () => {
    const fake = fakePlatform();
    const { user } = await creating(fake);
    // The field is not left: the look-up happens only when the form is sent.
    fireEvent.change(field("last_name"), { target: { value: "Popescu" } });
    fireEvent.change(field("first_name"), { target: { value: "Ion" } });
    fireEvent.change(field("phone"), { target: { value: "0700 000 000" } });
    submit("New patient");
    expect(await screen.findAllByTestId("duplicate")).toHaveLength(2);
    expect(calls(fake, "patient_create")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Create anyway" }));
    await waitFor(() => expect(calls(fake, "patient_create")).toHaveLength(1));
  });

  it("leads to the known patient, and the half-typed form stands there again", async () => {
    const { user } = await creating();
    typePatient("Munteanu", "Iulia", "0766 210 330");
    await user.click(await screen.findByRole("button", { name: "Open Munteanu Iulia" }));
    expect(await screen.findByRole("heading", { name: "Munteanu Iulia" })).toBeTruthy();
    await user.click(screen.getByTestId("nav-patients"));
    await user.keyboard("p");
    await screen.findByRole("form", { name: "New patient" });
    expect(field("phone").value).toBe("0766 210 330");
    expect(await screen.findByTestId("duplicate")).toBeTruthy();
  });

  it("is created although the look-up fails", async () => {
    const fake = fakePlatform();
    fake.fails("patient_duplicates", "internal");
    await creating(fake);
    typePatient("Ene", "Maria", "0720 111 222");
    submit("New patient");
    await waitFor(() => expect(calls(fake, "patient_create")).toHaveLength(1));
  });

  it.each([
    ["phone", "not-a-phone", "Only digits"],
    ["email", "not-an-email", "not an e-mail address"],
    ["national_id", "not-a-national-id", "last digit does not fit"],
    ["first_name", "too-long", "too long"],
    ["preferences", "brand-new", "cannot be accepted"],
  ])("says beside %s that it is %s", async (name, reason, words) => {
    const fake = fakePlatform();
    fake.fails("patient_create", "invalid-field", { field: name, reason });
    await creating(fake);
    typePatient("Ene", "Maria", "0720");
    submit("New patient");
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
    expect(document.activeElement).toBe(field(name));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says what else went wrong, and keeps the text", async () => {
    const fake = fakePlatform();
    fake.fails("patient_create", "disk-full");
    await creating(fake);
    typePatient("Ene", "Maria", "0720 111 222");
    submit("New patient");
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full");
    expect(field("last_name").value).toBe("Ene");
  });

  it("takes markup for a name, as text", async () => {
    const { user, fake } = await creating();
    typePatient(MARKUP_NAME, "x", "0720 111 222");
    expect((await screen.findByTestId("duplicate")).textContent).toContain(MARKUP_NAME);
    await user.click(screen.getByRole("button", { name: "Create anyway" }));
    await waitFor(() => expect(calls(fake, "patient_create")).toHaveLength(1));
    expect(await screen.findByRole("heading", { name: `${MARKUP_NAME} x` })).toBeTruthy();
    expect(document.querySelector("img")).toBeNull();
  });

  it("asks which account where there are several", async () => {
    const fake = fakePlatform();
    const [first] = fake.world.state.connections;
    if (first) fake.world.state.connections.push({ ...first, id: "second", name: "Filiala" });
    const { user } = await creating(fake);
    await user.click(screen.getByRole("button", { name: /Where/ }));
    await user.click(await screen.findByRole("option", { name: "Filiala" }));
    typePatient("Ene", "Maria", "0720 111 222");
    submit("New patient");
    await waitFor(() =>
      expect(calls(fake, "patient_create")[0]?.request).toMatchObject({ connection: "second" }),
    );
  });
});

describe("changing a patient", () => {
  it("sends the form as it was shown and as it is wanted", async () => {
    const { user, fake } = await editing("craciun");
    await expectNoViolations();
    const form = screen.getByRole("form", { name: "Change patient" });
    expect(form.textContent).toContain("Crăciun Maria 12 May 1965");
    expect(form.textContent).toContain("MedSoft does not show it back.");
    fill(field("phone"), "0722 100 299");
    submit("Change patient");
    expect(await screen.findByText("Crăciun Maria: changed")).toBeTruthy();
    const request = calls(fake, "patient_edit")[0]?.request as Record<string, Record<string, unknown>>;
    expect(request["before"]).toMatchObject({ phone: "0722 100 201", last_name: "Crăciun" });
    expect(request["after"]).toMatchObject({ phone: "0722 100 299", last_name: "Crăciun" });
    // What was not touched, or cannot be read back, is no part of the intent.
    for (const untouched of ["national_id", "phone2", "sex", "preferences"])
      expect(request["after"]).not.toHaveProperty(untouched);
    await user.click(screen.getByTestId("toast-undo"));
    expect(await screen.findByText("Crăciun Maria: as before")).toBeTruthy();
  });

  it("says that a change made without a line is kept here", async () => {
    const fake = fakePlatform();
    const [connection] = fake.world.state.connections;
    if (connection) connection.health = "offline";
    await editing("craciun", fake);
    fill(field("phone"), "0722 100 299");
    submit("Change patient");
    const kept = `Crăciun Maria: changed · kept here until ${connection?.name} answers`;
    expect(await screen.findByText(kept)).toBeTruthy();
  });

  it("shows only the end of a national id until it is to be changed", async () => {
    const { user, fake } = await editing("craciun");
    const id = fake.world.people[0]?.national_id ?? "";
    const form = screen.getByRole("form", { name: "Change patient" });
    expect(form.textContent).toContain(`•••••••••${id.slice(-4)}`);
    expect(form.textContent).not.toContain(id);
    await user.click(within(form).getByRole("button", { name: "Change" }));
    expect(field("national_id").value).toBe(id);
    fill(field("national_id"), "");
    submit("Change patient");
    await waitFor(() =>
      expect(calls(fake, "patient_edit")[0]?.request).toMatchObject({ after: { national_id: "" } }),
    );
  });

  it("does nothing when nothing was changed", async () => {
    const { fake } = await editing("craciun");
    submit("Change patient");
    await waitFor(() => expect(screen.queryByRole("form", { name: "Change patient" })).toBeNull());
    expect(calls(fake, "patient_edit")).toHaveLength(0);
  });

  it("keeps a half-typed change, and what it was begun from, while the person is elsewhere", async () => {
    const { user, fake } = await editing("craciun");
    fill(field("email"), "noua@example.ro");
    await user.click(screen.getByTestId("nav-patients"));
    await user.keyboard("{Escape}");
    // The vendor answers anew meanwhile.
    const [patient] = fake.world.people;
    if (patient) patient.phone = "0799 999 999";
    fake.tell({ event: "changed", tags: ["patients"] });
    await user.click(await screen.findByRole("button", { name: /^Edit/ }));
    await screen.findByRole("form", { name: "Change patient" });
    expect(field("email").value).toBe("noua@example.ro");
    submit("Change patient");
    await waitFor(() =>
      expect(calls(fake, "patient_edit")[0]?.request).toMatchObject({
        before: { phone: "0722 100 201" },
        after: { phone: "0722 100 201", email: "noua@example.ro" },
      }),
    );
  });

  it("says beside the field what the desk refuses", async () => {
    const fake = fakePlatform();
    fake.fails("patient_edit", "invalid-field", { field: "phone", reason: "not-a-phone" });
    await editing("craciun", fake);
    fill(field("phone"), "abc");
    submit("Change patient");
    expect(await screen.findByText(/Only digits/)).toBeTruthy();
    expect(document.activeElement).toBe(field("phone"));
  });

  it("says when it is too late to take it back", async () => {
    const fake = fakePlatform();
    fake.fails("action_undo", "too-late-to-undo");
    const { user } = await editing("craciun", fake);
    fill(field("phone"), "0722 100 299");
    submit("Change patient");
    await user.click(await screen.findByTestId("toast-undo"));
    expect(await screen.findByText(/can no longer be undone from here/)).toBeTruthy();
  });
});
