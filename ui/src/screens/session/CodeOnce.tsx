/** The groups of a code. */
export function groupsOf(code: string): string[] {
  return code.split(/[^0-9A-Za-z]+/).filter(Boolean);
}

/** A code that is shown once, large and in groups, to be written on paper. */
export function CodeOnce({ code, label }: { code: string; label: string }) {
  const groups = groupsOf(code);
  return (
    <p
      className="code-once"
      // Four beside each other are read and copied without losing the place.
      style={{ gridTemplateColumns: `repeat(${Math.min(groups.length, 4)}, max-content)` }}
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
