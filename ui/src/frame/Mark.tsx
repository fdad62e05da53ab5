/** The product's mark: the bell on the counter. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <g
        fill="none"
        stroke="var(--accent-ink)"
        strokeWidth="1.800"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M6.500 15a5.500 5.500 0 0 1 11 0z" />
        <path d="M5.500 18h13M12 9.500V7.200" />
      </g>
    </svg>
  );
}
