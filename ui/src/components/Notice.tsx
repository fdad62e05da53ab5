import type { ReactNode } from "react";
import { Alert, Info } from "./icons";
import "./notice.css";

/** A framed remark in the flow of a page: what happened, what is safe, what to do. */
export function Notice({
  tone = "info",
  title,
  children,
  actions,
  live,
}: {
  tone?: "info" | "warn" | "bad" | "good";
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
  live?: boolean;
}) {
  return (
    <div
      className={`notice notice--${tone}`}
      {...(live ? { role: tone === "bad" ? "alert" : "status" } : {})}
    >
      {tone === "info" || tone === "good" ? <Info /> : <Alert />}
      <div className="notice__body">
        {title ? <p className="notice__title">{title}</p> : null}
        {children ? <div>{children}</div> : null}
        {actions ? <div className="notice__actions">{actions}</div> : null}
      </div>
    </div>
  );
}

/** What stands where a list has nothing: what would be here, and the one action that fills it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty__title">{title}</p>
      {children ? <p className="empty__text">{children}</p> : null}
      {action}
    </div>
  );
}

/** Grey bars in the true layout while something is read for the first time. */
export function Skeleton({
  rows,
  height = "var(--row)",
  label,
}: {
  rows: number;
  height?: string;
  label: string;
}) {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton__row" style={{ height }}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
