/** Stands in until the panel is drawn. */
export function PatientPanel(_: { patient: string }) {
  return null;
}
