import { type ReactNode, createContext, useContext, useMemo, useState } from "react";
import { useKey } from "../keys/keys";

interface Hidden {
  /** Purposes and national ids are shown. */
  shown: boolean;
  toggle(): void;
}

const HiddenContext = createContext<Hidden | null>(null);

/** Whether what a passer-by must not read is shown just now. */
export function HiddenProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
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
