/** Stands in until the form is drawn. */
export function NewPatient(_: { name: string }) {
  return <h2>New patient</h2>;
}
