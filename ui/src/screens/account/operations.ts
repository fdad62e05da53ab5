import type { Say } from "../../text/text";

/** What an operation does, in words; one the window has no words for is shown by its own name. */
export function operationWords(t: Say, operation: string): string {
  const words = t(`operation-${operation}`);
  return words === `operation-${operation}` ? operation : words;
}
