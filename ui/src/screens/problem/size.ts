import type { Text } from "../../text/text";

const MEGABYTE = 1_000_000;

/** A file's length in words. */
export function sizeWords({ t, format }: Text, bytes: number): string {
  return t("size-megabytes", { count: format.number(Math.max(1, Math.round(bytes / MEGABYTE))) });
}
