import type { AppointmentForm, BookingAccount } from "../../platform/bindings";
import { readTime } from "../video/times";

/** What is typed of a booking. */
export interface BookingText {
  date: string | null;
  time: string;
  minutes: string;
  doctor: string;
  room: string;
  purpose: string;
  despite: string;
}

/** The room that is none. */
export const NO_ROOM = "";

/** An empty form: today, with the only doctor there is. */
export function begun({ today, minutes, doctors }: BookingAccount): BookingText {
  return {
    date: today,
    time: "",
    minutes: String(minutes),
    doctor: doctors.length === 1 ? (doctors[0]?.id ?? "") : "",
    room: NO_ROOM,
    purpose: "",
    despite: "",
  };
}

/** A form that was taken before, as it was typed. */
export function textOf(form: AppointmentForm, despite: string | null): BookingText {
  return {
    date: form.date,
    time: form.time?.slice(0, 5) ?? "",
    minutes: String(form.minutes),
    doctor: form.doctor,
    room: form.room ?? NO_ROOM,
    purpose: form.purpose,
    despite: despite ?? "",
  };
}

/** The form as the desk takes it. What cannot be read is left for the desk to name. */
export function formOf(text: BookingText): AppointmentForm {
  const time = readTime(text.time, true);
  return {
    date: text.date,
    time: time === null ? null : `${time}:00`,
    minutes: /^\d{1,4}$/.test(text.minutes.trim()) ? Number(text.minutes) : 0,
    doctor: text.doctor,
    purpose: text.purpose,
    ...(text.room === NO_ROOM ? {} : { room: text.room }),
  };
}
