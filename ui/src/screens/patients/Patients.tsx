/** Stands in until the screen is drawn. */
export function Patients() {
  return <h1>Patients</h1>;
}
