/** Stands in until the panel is drawn. */
export function AppointmentPanel(_: { appointment: string; patient: string }) {
  return null;
}
