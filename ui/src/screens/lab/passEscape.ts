import type { KeyboardEvent } from "react";

/** For `onKeyDownCapture` around a list of the library, which keeps Escape to itself: the window's keys get it instead. */
export function passEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape" }));
}
