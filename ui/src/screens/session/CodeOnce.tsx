/** The groups of a code. */
export function groupsOf(code: string): string[] {
  return code.split(/[^0-9A-Za-z]+/).filter(Boolean);
}

/** Four groups beside each other are read and copied without losing the place; more of them stand in full rows. */
function besideEachOther(count: number): number {
  return Math.ceil(count / Math.ceil(count / 4));
}

/** A code that is shown once, large and in groups, to be written on paper. */
export function CodeOnce({ code, label }: { code: string; label: string }) {
  const groups = groupsOf(code);
  return (
    <p
      className="code-once"
      style={{ gridTemplateColumns: `repeat(${besideEachOther(groups.length)}, max-content)` }}
      role="group"
      aria-label={label}
      data-testid="code-once"
    >
      {groups.map((group, index) => (
        // The same group may stand there twice, and their order never changes.
        // eslint-disable-next-line react/no-array-index-key
        <span key={index}>{group}</span>
      ))}
    </p>
  );
}
