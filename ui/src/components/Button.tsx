import type { ReactNode } from "react";
import { Button as Base, type ButtonProps } from "react-aria-components";
import type { ActionId } from "../keys/registry";
import { KeyHint } from "../keys/KeyHint";
import "./button.css";

interface Props extends Omit<ButtonProps, "children" | "className" | "style"> {
  /** `primary`: the one next thing to do. `quiet`: no frame. `danger`: cannot be taken back. */
  look?: "plain" | "primary" | "quiet" | "danger";
  /** Larger, as wide as its place. */
  wide?: boolean;
  small?: boolean;
  icon?: ReactNode;
  /** The key that does the same, drawn beside the words. */
  hint?: ActionId;
  /** The digit after it. */
  hintThen?: string;
  children: ReactNode;
}

/** A button in words. */
export function Button({ look = "plain", wide, small, icon, hint, hintThen, children, ...rest }: Props) {
  const classes = ["button", `button--${look}`, wide && "button--wide", small && "button--small"];
  return (
    <Base {...rest} className={classes.filter(Boolean).join(" ")}>
      {icon}
      <span className="button__words">{children}</span>
      {hint ? <KeyHint action={hint} {...(hintThen ? { digit: hintThen } : {})} /> : null}
    </Base>
  );
}

/** A button that is only a picture; `label` says it in words. */
export function IconButton({
  label,
  children,
  ...rest
}: Omit<ButtonProps, "className" | "style" | "children"> & { label: string; children: ReactNode }) {
  return (
    <Base {...rest} aria-label={label} className="button button--icon">
      {children}
    </Base>
  );
}
