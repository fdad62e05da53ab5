import "./spinner.css";

/** Something is being asked; words stand beside it. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}
