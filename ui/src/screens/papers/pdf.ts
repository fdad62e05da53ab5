import type { PDFDocumentProxy, TextLayer } from "pdfjs-dist";
// The worker comes from the application's own files: the page policy lets nothing else in.
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import jbig2 from "pdfjs-dist/wasm/jbig2.wasm?url";
import openjpeg from "pdfjs-dist/wasm/openjpeg.wasm?url";

/** The reader of PDF files, loaded when the first paper is looked at. */
export interface Reader {
  /** Opens a file. Rejects where it is none. */
  open(bytes: Uint8Array): Promise<PDFDocumentProxy>;
  TextLayer: typeof TextLayer;
}

/** What decodes the pictures of most scans: fax and JBIG2 pages, JPEG 2000. */
const DECODERS: Readonly<Record<string, string>> = { "jbig2.wasm": jbig2, "openjpeg.wasm": openjpeg };

/** Brings the worker what it asks for: the application's own files and nothing else. */
export class OwnFiles {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const address = DECODERS[filename];
    if (address === undefined) throw new Error(`${filename} is not among the application's files`);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${filename} cannot be read`);
    return new Uint8Array(await answer.arrayBuffer());
  }
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
          // Fax and JBIG2 pictures are decoded by no other way; the policy lets code of this kind in from our own files.
          useWasm: true,
          BinaryDataFactory: OwnFiles,
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
