/** The groups of a code. */
export function groupsOf(code: string): string[] {
  return code.split(/[^0-9A-Za-z]+/).filter(Boolean);
}

/** A code that is shown once, large and in groups, to be written on paper. */
export function CodeOnce({ code, label }: { code: string; label: string }) {
  return (
    <p className="code-once" role="group" aria-label={label} data-testid="code-once">
      {groupsOf(code).map((group, index) => (
        // The same group may stand there twice, and their order never changes.
        // eslint-disable-next-line react/no-array-index-key
        <span key={index}>{group}</span>
      ))}
    </p>
  );
}
