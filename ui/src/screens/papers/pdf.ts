import type { PDFDocumentProxy, TextLayer } from "pdfjs-dist";
// The worker comes from the application's own files: the page policy lets nothing else in.
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import jpeg2000 from "pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url";

/** The reader of PDF files, loaded when the first paper is looked at. */
export interface Reader {
  /** Opens a file. Rejects where it is none. */
  open(bytes: Uint8Array): Promise<PDFDocumentProxy>;
  TextLayer: typeof TextLayer;
}

/**
 * Where the decoder of JPEG 2000 pictures lies, as most scanners write them. The worker puts a file's name behind the
 * folder it is told; as a fragment it leaves the address of our own file as it is.
 */
export const decoders = (): string => `${new URL(jpeg2000, document.baseURI).href}#/`;

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
          // The page policy evaluates nothing, and that is WebAssembly too: the decoders are scripts.
          useWasm: false,
          wasmUrl: decoders(),
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
