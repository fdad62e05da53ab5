/** Stands in until the screen is drawn. */
export function Today() {
  return <h1>Today</h1>;
}
