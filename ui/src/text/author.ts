/** The name under which the desk itself keeps what is done where nobody need sign in. */
const DESK = "desk";

/** Who did it; `null` where it was nobody by name. */
export function authorOf(name: string | null): string | null {
  return name === null || name === "" || name === DESK ? null : name;
}
