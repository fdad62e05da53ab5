/** Stands in until the screen is drawn. */
export function FirstStart() {
  return <h1>FirstStart</h1>;
}
