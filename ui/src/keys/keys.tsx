import { type ReactNode, createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { type ActionId, SHORTCUTS, type Shortcut, isLetter } from "./registry";

type Handler = (event: KeyboardEvent) => void | boolean;

interface Keys {
  /** Adds a handler; the newest one of an action gets it, and may answer `false` to let it pass on. */
  add(id: ActionId, handler: Handler): () => void;
  letters: boolean;
  /** The first key of a pair ("G then …") was pressed. */
  waitingAfter: string | null;
}

const KeysContext = createContext<Keys | null>(null);

/** How long the second key of a pair is waited for, in milliseconds. */
const PAIR_WAIT = 1500;

/** Whether typing goes into a text field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)
  );
}

function inDialog(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("[role=dialog], [role=menu], [role=alertdialog]") !== null
  );
}

/** Whether a key is that of a shortcut, whatever was pressed before it. */
export function matches(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey || command !== (shortcut.command ?? false)) return false;
  // "?" and "/" stand elsewhere on many layouts: what they write counts as well as where they lie.
  if (shortcut.id === "help") return event.key === "?" || (event.code === "Slash" && event.shiftKey);
  if (shortcut.cap === "/")
    return event.key === "/" || (event.code === "Slash" && !event.shiftKey && event.key !== "?");
  return event.code === shortcut.code && event.shiftKey === (shortcut.shift ?? false);
}

/** Listens to the keyboard for the whole window. `onDigit` gets digits pressed outside every field. */
export function KeysProvider({
  letters,
  onDigit,
  children,
}: {
  letters: boolean;
  onDigit?: (digit: string) => void;
  children: ReactNode;
}) {
  const handlers = useRef(new Map<ActionId, Handler[]>());
  const first = useRef<{ code: string; timer: number } | null>(null);
  const [waitingAfter, setWaitingAfter] = useState<string | null>(null);
  const digit = useRef(onDigit);
  useEffect(() => {
    digit.current = onDigit;
  });

  useEffect(() => {
    const dropFirst = () => {
      if (first.current) clearTimeout(first.current.timer);
      first.current = null;
      setWaitingAfter(null);
    };
    const run = (id: ActionId, event: KeyboardEvent): boolean => {
      for (const handler of (handlers.current.get(id) ?? []).toReversed()) {
        if (handler(event) !== false) return true;
      }
      return false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
      const after = first.current?.code;
      dropFirst();
      if (bare && !typing && /^\d$/.test(event.key) && digit.current) {
        event.preventDefault();
        digit.current(event.key);
        return;
      }
      for (const shortcut of SHORTCUTS) {
        if (shortcut.after !== undefined ? shortcut.after !== after : after !== undefined) continue;
        if (!matches(shortcut, event)) continue;
        if (isLetter(shortcut) && (typing || !letters || inDialog(event.target))) continue;
        // In a text field Ctrl+Z undoes and Del takes away text, and lists inside dialogs have their own arrows.
        if (shortcut.id === "undo" && typing) continue;
        if (
          ["up", "down", "open", "remove-visit", "give-up"].includes(shortcut.id) &&
          (typing || inDialog(event.target))
        )
          continue;
        if (run(shortcut.id, event)) {
          event.preventDefault();
          return;
        }
      }
      // The web view's own printing would put the screen on paper, with everybody on it.
      if (event.code === "KeyP" && (event.ctrlKey || event.metaKey)) event.preventDefault();
      const startsPair = SHORTCUTS.some((shortcut) => shortcut.after === event.code);
      if (startsPair && bare && !typing && letters && !inDialog(event.target)) {
        first.current = { code: event.code, timer: window.setTimeout(dropFirst, PAIR_WAIT) };
        setWaitingAfter(event.code);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      dropFirst();
    };
  }, [letters]);

  const keys = useMemo<Keys>(
    () => ({
      letters,
      waitingAfter,
      add(id, handler) {
        const list = handlers.current.get(id) ?? [];
        handlers.current.set(id, [...list, handler]);
        return () => {
          handlers.current.set(
            id,
            (handlers.current.get(id) ?? []).filter((other) => other !== handler),
          );
        };
      },
    }),
    [letters, waitingAfter],
  );
  return <KeysContext value={keys}>{children}</KeysContext>;
}

/** The keyboard of the window. */
export function useKeys(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error("no KeysProvider");
  return keys;
}

/** Answers an action while the component stands. Answer `false` to let an older handler have it. */
export function useKey(id: ActionId, handler: Handler, enabled = true): void {
  const { add } = useKeys();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => (enabled ? add(id, (event) => latest.current(event)) : undefined), [add, id, enabled]);
}
