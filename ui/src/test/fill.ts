import { fireEvent } from "@testing-library/react";

/** Puts a text into a field at once, as pasting does: typing letter by letter takes long. */
export function fill(field: HTMLElement, text: string): void {
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.blur(field);
}
