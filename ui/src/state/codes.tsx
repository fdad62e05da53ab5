import { type ReactNode, createContext, useCallback, useContext, useMemo, useState } from "react";
import { useSittingKey } from "./seats";

/** The codes that are shown once, to be written on paper. */
export type CodeKind = "recovery" | "emergency";

interface Shown {
  /** Who made it, and alone may see it. */
  sitting: string;
  code: string;
}

type AllShown = Record<CodeKind, Shown | null>;

interface Codes {
  all: AllShown;
  keep(kind: CodeKind, shown: Shown | null): void;
}

const CodesContext = createContext<Codes | null>(null);

/**
 * Keeps a code that was made and not yet noted over a lock of the desk. It lives in memory only; of each kind there is
 * one, since a new one voids the one before it, whoever made that.
 */
export function CodesProvider({ children }: { children: ReactNode }) {
  const [all, setAll] = useState<AllShown>({ recovery: null, emergency: null });
  const keep = useCallback((kind: CodeKind, shown: Shown | null) => {
    setAll((before) => ({ ...before, [kind]: shown }));
  }, []);
  const codes = useMemo(() => ({ all, keep }), [all, keep]);
  return <CodesContext value={codes}>{children}</CodesContext>;
}

/** The code that whoever sits here has made and not yet noted, and the way to keep one; `null`: it is noted. */
export function useShownCode(kind: CodeKind): [string | null, (code: string | null) => void] {
  const codes = useContext(CodesContext);
  if (!codes) throw new Error("no CodesProvider");
  const sitting = useSittingKey();
  const { all, keep } = codes;
  const shown = all[kind];
  const set = useCallback(
    (code: string | null) => keep(kind, code === null ? null : { sitting, code }),
    [keep, kind, sitting],
  );
  return [shown?.sitting === sitting ? shown.code : null, set];
}
