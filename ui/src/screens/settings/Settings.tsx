/** Stands in until the screen is drawn. */
export function Settings() {
  return <h1>Settings</h1>;
}
