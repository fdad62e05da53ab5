/** Stands in until the box is drawn. */
export function SearchBox() {
  return <div />;
}
