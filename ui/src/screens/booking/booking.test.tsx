import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { BookAppointment } from "../../platform/bindings";
import { ACCOUNTS } from "../../platform/fake/accounts";
import { type Fake, fakePlatform } from "../../platform/fake/fake";
import { more } from "../../platform/fake/unsent";
import { expectNoViolations } from "../../test/axe";
import { fill } from "../../test/fill";
import { renderApp } from "../../test/render";

const asked = (fake: Fake, name: string) => fake.calls.filter((call) => call.name === name);
const field = (name: string) => screen.getByTestId<HTMLInputElement>(`booking-${name}`);

async function booking(prepare?: (fake: Fake) => void) {
  const fake = fakePlatform({ all: true });
  prepare?.(fake);
  const app = renderApp({ fake });
  await app.user.type(await screen.findByTestId("search-input"), "Bianchi");
  await screen.findAllByTestId("search-hit");
  await app.user.keyboard("{Enter}");
  await screen.findByTestId("patient-book");
  await app.user.keyboard("n");
  await screen.findByRole("form", { name: "New appointment" });
  return { ...app, fake };
}

type User = Awaited<ReturnType<typeof booking>>["user"];

async function choose(user: User, what: string, name: string) {
  await user.click(screen.getByTestId(`booking-${what}`));
  await user.click(await screen.findByRole("option", { name }));
}

describe("a new appointment", () => {
  it("takes a free time, the reason's minutes, and stands in the day pencilled; taking it back brings the form", async () => {
    const { user, fake } = await booking();
    await choose(user, "doctor", "Conti Marco");
    await choose(user, "reason", "Igiene");
    expect(field("minutes").value).toBe("40");
    await user.click((await screen.findAllByTestId("booking-free"))[2] as HTMLElement);
    expect(field("time").value).toBe("16:20");
    await expectNoViolations();
    await user.click(screen.getByTestId("booking-do"));
    await screen.findByText(/^Booked:/);
    expect(asked(fake, "appointment_book")[0]?.request).toMatchObject({
      form: { time: "16:20:00", minutes: 40, doctor: "72", purpose: "Igiene" },
    });
    const row = await screen.findByText("pencilled");
    expect(row.closest("[data-testid='today-row']")?.textContent).toContain("16:20");
    await user.click(screen.getByTestId("toast-undo"));
    await waitFor(() => expect(field("time").value).toBe("16:20"));
    expect(screen.queryByText("pencilled")).toBeNull();
  });

  it("says what is in the way and wants a reason before it books", async () => {
    const { user, fake } = await booking();
    await choose(user, "doctor", "Conti Marco");
    fill(field("time"), "1620");
    await user.click(screen.getByTestId("booking-do"));
    await screen.findByText(/^Booked:/);
    await user.keyboard("n");
    await screen.findByRole("form", { name: "New appointment" });
    await choose(user, "doctor", "Conti Marco");
    fill(field("time"), "16:30");
    const way = await screen.findByTestId("booking-clashes");
    expect(within(way).getByText(/the same person treats/)).toBeTruthy();
    await user.click(screen.getByTestId("booking-do"));
    await screen.findByText("Say why, or choose another time.");
    expect(asked(fake, "appointment_book")).toHaveLength(1);
    fill(field("despite"), "emergency");
    await user.click(screen.getByTestId("booking-do"));
    await waitFor(() => expect(asked(fake, "appointment_book")).toHaveLength(2));
    expect(asked(fake, "appointment_book")[1]?.request).toMatchObject({ despite: "emergency" });
  });

  it("names what is missing at its field, and keeps what was typed over going elsewhere", async () => {
    const { user, fake } = await booking();
    await user.click(screen.getByTestId("booking-do"));
    await screen.findByText("Choose who treats.");
    expect(screen.getByText("Type a time, such as 10:30.")).toBeTruthy();
    expect(asked(fake, "appointment_book")).toHaveLength(0);
    fill(field("purpose"), "dente rotto");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByTestId("patient-book"));
    await screen.findByRole("form", { name: "New appointment" });
    expect(field("purpose").value).toBe("dente rotto");
  });

  it("is changed before it is sent, with what is in the way told but for itself", async () => {
    const { user, fake } = await booking();
    for (const time of ["10:00", "16:20"]) {
      await choose(user, "doctor", "Conti Marco");
      fill(field("time"), time);
      await user.click(screen.getByTestId("booking-do"));
      await waitFor(() => expect(screen.queryByRole("form", { name: "New appointment" })).toBeNull());
      await user.keyboard("n");
      await screen.findByRole("form", { name: "New appointment" });
    }
    const sent = asked(fake, "appointment_book")[1] as { request: BookAppointment };
    const { intent, form } = sent.request;
    const [first] = more(fake.world.now);
    const patient = fake.world.people.find(({ name }) => name.startsWith("Bianchi"));
    if (!first || !patient) throw new Error("nobody to book");
    fake.world.entries = [
      {
        ...first,
        intent,
        action: "book_appointment",
        connection_id: ACCOUNTS.alfadocs,
        patient: patient.id,
        patient_name: patient.name,
        date: form.date,
        start: form.time,
        state: "waiting",
        waits_for: null,
        question: null,
        may: ["send", "edit", "discard"],
        form: { kind: "appointment", form, despite: null },
      },
    ];
    act(() => fake.tell({ event: "changed", tags: ["unsent"] }));
    await user.click(await screen.findByTestId("nav-unsent"));
    await user.click(await screen.findByTestId("unsent-edit"));
    await screen.findByRole("form", { name: "Change before it is sent" });
    expect(field("time").value).toBe("16:20");
    expect(screen.queryByTestId("booking-clashes")).toBeNull();
    fill(field("time"), "10:10");
    await screen.findByTestId("booking-clashes");
    fill(field("time"), "1640");
    await waitFor(() => expect(screen.queryByTestId("booking-clashes")).toBeNull());
    await user.click(screen.getByTestId("booking-do"));
    await waitFor(() => expect(screen.queryByTestId("booking-do")).toBeNull());
    expect(asked(fake, "unsent_edit")[0]?.request).toMatchObject({
      form: { kind: "appointment", form: { time: "16:40:00", doctor: "72" }, despite: null },
    });
    const row = fake.world.days.get(form.date ?? "")?.find(({ id }) => id === intent);
    expect(row).toMatchObject({ start: "16:40:00", end: "17:10:00", pencilled: true });
  });

  it("takes a typed time where the vendor does not tell what is free", async () => {
    const { user } = await booking((fake) =>
      fake.instead("booking_times", () => {
        throw { code: "offline", params: {}, correlation: "0123456789abcdef" };
      }),
    );
    await choose(user, "doctor", "Conti Marco");
    await screen.findByText("AlfaDocs does not tell its free times now. Type a time.");
    fill(field("time"), "10:30");
    await user.click(screen.getByTestId("booking-do"));
    await screen.findByText(/^Booked:/);
  });
});

it("says where a patient is booked whose account takes none from here", async () => {
  const fake = fakePlatform({ all: true });
  fake.instead("booking_form", () => ({ accounts: [] }));
  const { user } = renderApp({ fake });
  await user.type(await screen.findByTestId("search-input"), "Bianchi");
  await screen.findAllByTestId("search-hit");
  await user.keyboard("{Enter}");
  await user.click(await screen.findByTestId("patient-book"));
  await screen.findByText(/No account that takes appointments from here/);
});
