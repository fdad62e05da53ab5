import { useKeys } from "./keys";
import { type ActionId, SHORTCUTS, type Shortcut, isLetter } from "./registry";
import "./keys.css";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** The caps of a shortcut, one after the other. */
export function capsOf(shortcut: Shortcut): string[] {
  const caps: string[] = [];
  if (shortcut.command) caps.push(MAC ? "⌘" : "Ctrl");
  if (shortcut.after) caps.push(shortcut.after.replace("Key", ""));
  caps.push(shortcut.cap);
  return caps;
}

/** The key of an action, drawn beside it. Sighted help only: the help sheet says it in words. */
export function KeyHint({ action, digit }: { action: ActionId; digit?: string }) {
  const { letters } = useKeys();
  const shortcut = SHORTCUTS.find((each) => each.id === action && (letters || !isLetter(each)));
  if (!shortcut) return null;
  return <Caps caps={digit ? [...capsOf(shortcut), digit] : capsOf(shortcut)} />;
}

/** Key caps. */
export function Caps({ caps }: { caps: string[] }) {
  return (
    <span className="caps" aria-hidden="true">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
