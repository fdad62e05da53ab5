/** Stands in until the form is drawn. */
export function EditPatient(_: { patient: string; record: string }) {
  return <h2>Edit patient</h2>;
}
