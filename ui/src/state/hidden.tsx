import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from "react";
import { useKey } from "../keys/keys";

interface Hidden {
  /** Purposes and national ids are shown. */
  shown: boolean;
  toggle(): void;
}

/** How long what a passer-by must not read stays shown, in milliseconds. */
export const SHOWN_FOR = 60_000;

const HiddenContext = createContext<Hidden | null>(null);

/** Whether what a passer-by must not read is shown just now. */
export function HiddenProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  // Left open, it closes by itself: the screen is seen from the side.
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [shown]);
  const value = useMemo(() => ({ shown, toggle: () => setShown((before) => !before) }), [shown]);
  useKey("show-hidden", value.toggle);
  return <HiddenContext value={value}>{children}</HiddenContext>;
}

/** Whether what a passer-by must not read is shown just now. */
export function useHidden(): Hidden {
  const hidden = useContext(HiddenContext);
  if (!hidden) throw new Error("no HiddenProvider");
  return hidden;
}
