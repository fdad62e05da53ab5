import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import { useEffect, useRef } from "react";
import { pdfReader } from "./pdf";

/** The most width a page has at 100 %, in pixels; a narrower box is filled. */
const WIDTH = 720;
/** What the box keeps free around the page, in pixels. */
const AROUND = 24;

/** One page: its picture, and over it its text for selecting and for those who listen. */
export function PdfPage({
  file,
  number,
  zoom,
  onBroken,
}: {
  file: PDFDocumentProxy;
  /** From 1. */
  number: number;
  /** 1: as wide as the box is meant to be. */
  zoom: number;
  onBroken: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const broken = useRef(onBroken);
  useEffect(() => {
    broken.current = onBroken;
  });
  useEffect(() => {
    let left = false;
    let drawing: RenderTask | null = null;
    const draw = async () => {
      const { TextLayer } = await pdfReader();
      const page = await file.getPage(number);
      const [picture, text] = [canvas.current, words.current];
      if (left || !picture || !text) return;
      const room = (picture.parentElement?.parentElement?.clientWidth ?? 0) - AROUND;
      const width = room > 0 ? Math.min(WIDTH, room) : WIDTH;
      const scale = (width * zoom) / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      const sharp = Math.max(1, window.devicePixelRatio);
      picture.width = Math.floor(viewport.width * sharp);
      picture.height = Math.floor(viewport.height * sharp);
      for (const { style } of [picture, text]) {
        style.width = `${viewport.width}px`;
        style.height = `${viewport.height}px`;
      }
      text.style.setProperty("--total-scale-factor", String(scale));
      text.replaceChildren();
      drawing = page.render({ canvas: picture, viewport, transform: [sharp, 0, 0, sharp, 0, 0] });
      await drawing.promise;
      if (left) return;
      const content = await page.getTextContent();
      if (!left) await new TextLayer({ textContentSource: content, container: text, viewport }).render();
    };
    draw().catch(() => {
      // Turning the page stops the drawing of the one before.
      if (!left) broken.current();
    });
    return () => {
      left = true;
      drawing?.cancel();
    };
  }, [file, number, zoom]);
  return (
    <div className="pdf__page">
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={words} className="pdf__words" data-testid="paper-words" />
    </div>
  );
}
