/** Stands in until the screen is drawn. */
export function Unsent() {
  return <h1>Unsent</h1>;
}
