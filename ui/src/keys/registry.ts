import type { Ability } from "../platform/bindings";

/** One way to reach an action from the keyboard. Shortcuts follow the physical key (`event.code`). */
export interface Shortcut {
  /** The action. Its words are `key-<id>`. */
  id: ActionId;
  /** Which part of the help sheet. */
  group: "go" | "list" | "act" | "search";
  /** Physical key. */
  code: string;
  /** Ctrl, or ⌘ on a Mac. */
  command?: true;
  shift?: true;
  /** Physical key to be pressed before it ("G then T"). */
  after?: string;
  /** As shown on a key cap. */
  cap: string;
  /** There is nothing to reach without a connection that can do this. */
  needs?: Ability;
}

/** Everything that can be reached from the keyboard. */
export type ActionId =
  | "search"
  | "search-vendor"
  | "issue"
  | "go-today"
  | "go-patients"
  | "go-video"
  | "go-lab"
  | "go-contracts"
  | "go-money"
  | "go-unsent"
  | "go-settings"
  | "down"
  | "up"
  | "open"
  | "back"
  | "status"
  | "show-hidden"
  | "undo"
  | "edit-entry"
  | "give-up"
  | "sheet"
  | "lock"
  | "new-patient"
  | "new-video"
  | "new-appointment"
  | "new-order"
  | "new-invoice"
  | "open-bills"
  | "upload-report"
  | "fetch-contract"
  | "book-here"
  | "copy-link"
  | "link-code"
  | "remove-visit"
  | "edit-patient"
  | "previous-day"
  | "next-day"
  | "this-day"
  | "refresh"
  | "print"
  | "help";

/** The one list: handlers, the help sheet and the hints beside actions are made from it. */
export const SHORTCUTS: readonly Shortcut[] = [
  { id: "search", group: "search", code: "KeyK", command: true, cap: "K" },
  { id: "search", group: "search", code: "Slash", cap: "/" },
  // Only where an invoice is typed; elsewhere the same key looks at the vendor.
  { id: "issue", group: "act", code: "Enter", command: true, cap: "Enter", needs: "invoices" },
  { id: "search-vendor", group: "search", code: "Enter", command: true, cap: "Enter" },
  { id: "go-today", group: "go", code: "KeyT", after: "KeyG", cap: "T" },
  { id: "go-patients", group: "go", code: "KeyP", after: "KeyG", cap: "P" },
  { id: "go-video", group: "go", code: "KeyV", after: "KeyG", cap: "V", needs: "video" },
  { id: "go-lab", group: "go", code: "KeyL", after: "KeyG", cap: "L", needs: "laboratory" },
  { id: "go-contracts", group: "go", code: "KeyC", after: "KeyG", cap: "C", needs: "contracts" },
  { id: "go-money", group: "go", code: "KeyM", after: "KeyG", cap: "M" },
  { id: "go-unsent", group: "go", code: "KeyU", after: "KeyG", cap: "U" },
  { id: "go-settings", group: "go", code: "KeyS", after: "KeyG", cap: "S" },
  { id: "down", group: "list", code: "ArrowDown", cap: "↓" },
  { id: "down", group: "list", code: "KeyJ", cap: "J" },
  { id: "up", group: "list", code: "ArrowUp", cap: "↑" },
  { id: "up", group: "list", code: "KeyK", cap: "K" },
  { id: "open", group: "list", code: "Enter", cap: "Enter" },
  { id: "back", group: "list", code: "Escape", cap: "Esc" },
  { id: "status", group: "act", code: "KeyS", cap: "S" },
  { id: "show-hidden", group: "act", code: "KeyH", cap: "H" },
  { id: "sheet", group: "act", code: "F8", cap: "F8" },
  { id: "print", group: "act", code: "KeyP", command: true, cap: "P" },
  { id: "lock", group: "act", code: "KeyL", command: true, cap: "L" },
  { id: "undo", group: "act", code: "KeyZ", command: true, cap: "Z" },
  { id: "new-patient", group: "act", code: "KeyP", cap: "P" },
  { id: "new-video", group: "act", code: "KeyV", cap: "V", needs: "video" },
  { id: "new-appointment", group: "act", code: "KeyN", cap: "N", needs: "bookings" },
  { id: "new-order", group: "act", code: "KeyN", cap: "N", needs: "laboratory" },
  { id: "new-invoice", group: "act", code: "KeyI", cap: "I", needs: "invoices" },
  { id: "open-bills", group: "act", code: "KeyI", cap: "I", needs: "bills" },
  { id: "upload-report", group: "act", code: "KeyU", cap: "U", needs: "laboratory" },
  { id: "fetch-contract", group: "act", code: "KeyF", cap: "F", needs: "contracts" },
  { id: "book-here", group: "act", code: "KeyN", cap: "N", needs: "video" },
  { id: "copy-link", group: "act", code: "KeyC", cap: "C", needs: "video" },
  { id: "link-code", group: "act", code: "KeyR", cap: "R", needs: "video" },
  { id: "remove-visit", group: "act", code: "Delete", cap: "Del", needs: "video" },
  { id: "edit-entry", group: "act", code: "KeyE", cap: "E" },
  { id: "give-up", group: "act", code: "Delete", cap: "Del" },
  { id: "edit-patient", group: "act", code: "KeyE", cap: "E" },
  { id: "previous-day", group: "list", code: "BracketLeft", cap: "[" },
  { id: "next-day", group: "list", code: "BracketRight", cap: "]" },
  { id: "this-day", group: "list", code: "KeyD", cap: "D" },
  { id: "refresh", group: "act", code: "KeyR", cap: "R" },
  { id: "help", group: "search", code: "Slash", shift: true, cap: "?" },
];

/** Whether a shortcut is a single character, which a person may switch off. */
export function isLetter(shortcut: Shortcut): boolean {
  return !shortcut.command && /^(Key|Slash|Bracket)/.test(shortcut.code);
}
