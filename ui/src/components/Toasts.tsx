import { type ReactNode, createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import { Button as Base } from "react-aria-components";
import { KeyHint } from "../keys/KeyHint";
import { useKey } from "../keys/keys";
import { useText } from "../text/text";
import { Close } from "./icons";
import "./toasts.css";

/** A short remark at the bottom of the window. */
export interface Toast {
  /** The same id replaces the remark that stands. */
  id: string;
  text: string;
  tone?: "plain" | "bad";
  /** Takes the action back; also Ctrl/⌘ Z. */
  undo?: () => void;
  /** Another thing to do about it. */
  action?: { label: string; run: () => void };
  /** A person has closed it. */
  onClose?: () => void;
  /** How long it stands, in milliseconds; 0: until closed. */
  stays?: number;
}

interface Toasts {
  show(toast: Toast): void;
  drop(id: string): void;
}

const ToastsContext = createContext<Toasts | null>(null);
const STAYS = 10_000;
/** A remark that is pointed at or reached by keys is not taken away under somebody's hands; it is looked at again after this. */
const LOOK_AGAIN = 1_000;
const AT_MOST = 3;

/** Whether somebody points at the remarks, or stands on one of their buttons. */
function isMeant(element: HTMLElement | null): boolean {
  return element !== null && (element.matches(":hover") || element.querySelector(":focus-visible") !== null);
}

/** Keeps the remarks and draws them in one live region. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const timers = useRef(new Map<string, number>());
  const element = useRef<HTMLElement>(null);
  const { t } = useText();

  const drop = useCallback((id: string) => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setToasts((before) => before.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Toast) => {
      clearTimeout(timers.current.get(toast.id));
      setToasts((before) => [...before.filter((each) => each.id !== toast.id), toast].slice(-AT_MOST));
      const stays = toast.stays ?? STAYS;
      const leaveAfter = (wait: number) => {
        const leave = () => (isMeant(element.current) ? leaveAfter(LOOK_AGAIN) : drop(toast.id));
        timers.current.set(toast.id, window.setTimeout(leave, wait));
      };
      if (stays > 0) leaveAfter(stays);
    },
    [drop],
  );

  useKey("undo", () => {
    const last = toasts.findLast((toast) => toast.undo);
    if (!last?.undo) return false;
    last.undo();
    return true;
  });

  const value = useMemo(() => ({ show, drop }), [show, drop]);
  const undoable = toasts.findLast((toast) => toast.undo)?.id;
  return (
    <ToastsContext value={value}>
      {children}
      <section ref={element} className="toasts" aria-label={t("toasts")}>
        <div aria-live="polite" aria-relevant="additions text">
          {toasts.map((toast) => (
            <div key={toast.id} className={`toast toast--${toast.tone ?? "plain"}`} data-testid="toast">
              <span className="toast__text">{toast.text}</span>
              {toast.undo ? (
                <Base className="toast__action" onPress={toast.undo} data-testid="toast-undo">
                  {t("undo")}
                  {toast.id === undoable ? <KeyHint action="undo" /> : null}
                </Base>
              ) : null}
              {toast.action ? (
                <Base className="toast__action" onPress={toast.action.run}>
                  {toast.action.label}
                </Base>
              ) : null}
              <Base
                className="toast__close"
                aria-label={t("close")}
                onPress={() => {
                  toast.onClose?.();
                  drop(toast.id);
                }}
              >
                <Close />
              </Base>
            </div>
          ))}
        </div>
      </section>
    </ToastsContext>
  );
}

/** Shows and takes away remarks. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error("no ToastsProvider");
  return toasts;
}
