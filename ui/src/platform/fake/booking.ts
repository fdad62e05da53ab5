import { civilAt } from "../../text/format";
import type { AppointmentForm, AppointmentRow, BookingAccount, Clash, WireError } from "../bindings";
import { accepted } from "./accepted";
import { ACCOUNTS } from "./accounts";
import { dentalRow } from "./dental";
import type { Answers, World } from "./fake";

const DOCTORS = [
  { id: "71", name: "Larcher Beatrice" },
  { id: "72", name: "Conti Marco" },
];
const ROOMS = [{ id: "21", name: "Poltrona 1" }];
const REASONS = [
  { id: "5", name: "Igiene", minutes: 40 },
  { id: "6", name: "Controllo", minutes: null },
];

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

function personOf(world: World, record: string) {
  return (
    world.people.find(({ sources }) => sources.some((each) => each.record === record)) ?? fail("not-found")
  );
}

function accountsOf(world: World, patient: string): BookingAccount[] {
  const { sources } = world.people.find(({ id }) => id === patient) ?? fail("not-found");
  return sources
    .filter(({ vendor }) => vendor === "alfadocs")
    .map(({ connection, record }) => ({
      connection,
      connection_name: "AlfaDocs",
      vendor: "alfadocs",
      record,
      doctors: DOCTORS,
      rooms: ROOMS,
      reasons: REASONS,
      minutes: 30,
      today: civilAt(world.now, "Europe/Rome").date,
      live: true,
    }));
}

const two = (number: number) => String(number).padStart(2, "0");

function ends(form: AppointmentForm): string {
  const [hour = 0, minute = 0] = (form.time ?? "").split(":").map(Number);
  const end = hour * 60 + minute + form.minutes;
  return `${two(Math.floor(end / 60))}:${two(end % 60)}:00`;
}

/** What stands at that time and was not booked by that intent. */
export function clashes(world: World, form: AppointmentForm, intent: string): Clash[] {
  const doctor = DOCTORS.find(({ id }) => id === form.doctor)?.name;
  return (world.days.get(form.date ?? "") ?? [])
    .filter((row) => row.id !== intent && row.connection === ACCOUNTS.alfadocs && row.doctor === doctor)
    .filter(
      (row) => row.start === null || (row.start < ends(form) && (form.time ?? "") < (row.end ?? row.start)),
    )
    .map((row) => ({
      of: "doctor",
      patient: row.patient,
      start: row.start,
      end: row.end,
      doctor: row.doctor,
      room: row.room,
    }));
}

/** What a form makes of a row in the lists. */
export function bookedAs(form: AppointmentForm) {
  return {
    start: form.time,
    end: ends(form),
    doctor: DOCTORS.find(({ id }) => id === form.doctor)?.name ?? null,
    room: ROOMS.find(({ id }) => id === form.room)?.name ?? null,
    purpose: form.purpose,
  };
}

/** What the commands about bookings do in the invented clinic. */
export const bookingAnswers: Pick<
  Answers,
  "booking_form" | "booking_times" | "booking_clashes" | "appointment_book"
> = {
  booking_form: (world, { id }) => ({ accounts: accountsOf(world, id) }),
  booking_times: () => ({ times: ["09:00:00", "09:40:00", "16:20:00"] }),
  booking_clashes: (world, { form, intent }) => clashes(world, form, intent),
  appointment_book: (world, { intent, record, form, despite }) => {
    if (clashes(world, form, intent).length > 0 && !despite) {
      fail("invalid-field", { field: "despite", reason: "something-in-the-way" });
    }
    const person = personOf(world, record);
    const date = form.date ?? fail("invalid-field", { field: "date", reason: "required" });
    const row: AppointmentRow = {
      ...dentalRow(date, person, world.now),
      ...bookedAs(form),
      // One intent books one appointment.
      id: intent,
      vendor_id: null,
      pencilled: true,
      pending: true,
      pending_state: "held",
    };
    world.days.set(date, [...(world.days.get(date) ?? []), row]);
    const drop = () =>
      void world.days.set(
        date,
        (world.days.get(date) ?? []).filter(({ id }) => id !== row.id),
      );
    world.done.set(intent, drop);
    return { appointment: row.id, accepted: accepted(world, intent) };
  },
};
