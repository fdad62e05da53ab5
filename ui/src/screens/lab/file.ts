import { useText } from "../../text/text";

/** Most bytes a report may have (the desk's own limit). */
export const REPORT_BYTES = 20 * 1024 * 1024;
// A PDF names itself within its first bytes; some programs write a few of their own before.
const HEAD = 1024;
const MEGABYTE = 1024 * 1024;

/** A file's bytes as base64. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("error", () => reject(reader.error ?? new Error("unreadable")));
    reader.addEventListener("load", () => {
      const text = String(reader.result);
      resolve(text.slice(text.indexOf(",") + 1));
    });
    reader.readAsDataURL(file);
  });
}

/** What is wrong with a report before it is read whole: `not-a-pdf`, `too-long`, `empty`. */
export async function reportProblem(file: Blob, limit = REPORT_BYTES): Promise<string | null> {
  if (file.size === 0) return "empty";
  if (file.size > limit) return "too-long";
  const head = await file.slice(0, HEAD).text();
  return head.includes("%PDF-") ? null : "not-a-pdf";
}

/** How large a file is, in words: "1.2 MB". */
export function useSize(): (bytes: number) => string {
  const { t, format } = useText();
  return (bytes) =>
    bytes < MEGABYTE
      ? t("lab-kilobytes", { size: format.number(Math.max(1, Math.round(bytes / 1024))) })
      : t("lab-megabytes", { size: format.number(Math.round((bytes / MEGABYTE) * 10) / 10) });
}

/** Bytes of a file that is kept as base64. */
export function bytesOf(base64: string): number {
  return Math.floor((base64.length * 3) / 4) - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
}
