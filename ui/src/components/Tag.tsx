import type { ReactNode } from "react";
import "./tag.css";

/** One or two words beside a name. */
export function Tag({
  tone = "plain",
  title,
  children,
}: {
  tone?: "plain" | "violet" | "red" | "amber" | "blue" | "green";
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={`tag tag--${tone}`} {...(title ? { title } : {})}>
      {children}
    </span>
  );
}

/** Pairs of a name and a value. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

/** One pair. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="facts__one">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
