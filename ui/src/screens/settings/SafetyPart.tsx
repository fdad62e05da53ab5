import type { ReactNode } from "react";

/** One subject of the settings: its name to the left, what can be set to the right. */
export function SafetyPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card desk__part" aria-label={title}>
      <h2>{title}</h2>
      <div className="desk__fields">{children}</div>
    </section>
  );
}
