import type { PDFDocumentProxy, TextLayer } from "pdfjs-dist";
// The worker comes from the application's own files: the page policy lets nothing else in.
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

/** The reader of PDF files, loaded when the first paper is looked at. */
export interface Reader {
  /** Opens a file. Rejects where it is none. */
  open(bytes: Uint8Array): Promise<PDFDocumentProxy>;
  TextLayer: typeof TextLayer;
}

let reader: Promise<Reader> | null = null;

/** The reader of PDF files. It asks for nothing from outside and runs nothing that a file brings along. */
export function pdfReader(): Promise<Reader> {
  reader ??= import("pdfjs-dist/legacy/build/pdf.mjs").then((pdf) => {
    pdf.GlobalWorkerOptions.workerSrc = worker;
    return {
      TextLayer: pdf.TextLayer,
      open: (bytes) =>
        pdf.getDocument({
          data: bytes,
          isEvalSupported: false,
          useWasm: false,
          useWorkerFetch: false,
          enableXfa: false,
          stopAtErrors: false,
        }).promise,
    };
  });
  return reader;
}

/** The bytes of a file in base64. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
}
