/** Stands in until the form is drawn. */
export function NewPatient() {
  return <h2>New patient</h2>;
}
