import { useMemo } from "react";
import { encode } from "uqr";

/** A text as a square code for a telephone's camera. */
export function Code({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const made = encode(text, { ecc: "M", border: 2 });
    const dark = made.data.flatMap((line, y) => line.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")));
    return { size: made.size, path: dark.join("") };
  }, [text]);
  return (
    <svg
      className="consent__code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
