import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "../../components/Button";
import { ChevronLeft, ChevronRight, Minus, Plus } from "../../components/icons";
import { Notice, Skeleton } from "../../components/Notice";
import type { PaperContent } from "../../platform/bindings";
import { useText } from "../../text/text";
import "./papers.css";
import { PdfPage } from "./PdfPage";
import { bytesOf, pdfReader } from "./pdf";

// How wide a page stands, in parts of its box.
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** The pages of a PDF file, one at a time; the keys turn and enlarge them. */
export function PdfPages({ content, label }: { content: PaperContent; label: string }) {
  const { t, format } = useText();
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const [turned, setNumber] = useState(1);
  const [zoom, setZoom] = useState(1);
  const view = useRef<HTMLDivElement>(null);
  const { base64 } = content;

  // What stood before goes on standing until the new file can be drawn.
  const standing = useRef<PDFDocumentProxy | null>(null);
  useEffect(() => {
    let left = false;
    pdfReader()
      .then(({ open }) => open(bytesOf(base64)))
      .then(
        (pdf) => {
          if (left) {
            void pdf.loadingTask.destroy();
            return;
          }
          const before = standing.current;
          standing.current = pdf;
          setFile(pdf);
          void before?.loadingTask.destroy();
        },
        () => {
          if (!left) setBroken(base64);
        },
      );
    return () => {
      left = true;
    };
  }, [base64]);
  useEffect(
    () => () => {
      void standing.current?.loadingTask.destroy();
    },
    [],
  );

  const count = file?.numPages ?? 0;
  const number = Math.min(turned, Math.max(1, count));
  const turn = (by: number) => {
    const next = Math.min(count, Math.max(1, number + by));
    if (next !== number) {
      setNumber(next);
      view.current?.scrollTo?.({ top: 0 });
    }
  };
  const size = (by: number) => {
    const at = ZOOMS.findIndex((each) => each === zoom);
    setZoom(ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + by))] ?? 1);
  };
  const keys: Record<string, () => void> = {
    PageDown: () => turn(1),
    PageUp: () => turn(-1),
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    Home: () => turn(-count),
    End: () => turn(count),
    "+": () => size(1),
    "=": () => size(1),
    "-": () => size(-1),
    "0": () => setZoom(1),
  };
  useEffect(() => {
    const box = view.current;
    const onKey = (event: KeyboardEvent) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    box?.addEventListener("keydown", onKey);
    return () => box?.removeEventListener("keydown", onKey);
  });

  if (broken === base64) {
    return (
      <Notice tone="warn" live>
        {t("paper-unreadable")}
      </Notice>
    );
  }
  if (!file) return <Skeleton rows={8} label={t("loading")} />;
  return (
    <div className="pdf">
      <div className="pdf__bar" role="group" aria-label={t("paper-pages")}>
        <IconButton label={t("paper-page-before")} isDisabled={number <= 1} onPress={() => turn(-1)}>
          <ChevronLeft />
        </IconButton>
        <span className="small soft" role="status" data-testid="paper-page">
          {t("paper-page-of", { page: format.number(number), pages: format.number(count) })}
        </span>
        <IconButton label={t("paper-page-after")} isDisabled={number >= count} onPress={() => turn(1)}>
          <ChevronRight />
        </IconButton>
        <IconButton label={t("paper-smaller")} isDisabled={zoom === ZOOMS[0]} onPress={() => size(-1)}>
          <Minus />
        </IconButton>
        <span className="small soft">{t("paper-zoom", { percent: format.number(zoom * 100) })}</span>
        <IconButton label={t("paper-larger")} isDisabled={zoom === ZOOMS.at(-1)} onPress={() => size(1)}>
          <Plus />
        </IconButton>
      </div>
      {/* The box scrolls, so the keyboard has to reach it. */}
      <div
        className="pdf__view"
        ref={view}
        role="region"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <PdfPage key={number} file={file} number={number} zoom={zoom} onBroken={() => setBroken(base64)} />
      </div>
    </div>
  );
}
