import {
  type ReactNode,
  type RefObject,
  createContext,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import type { PatientHit, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";

/** What came of asking the vendor for a text. */
export type AtVendor =
  | { text: string; kind: "asking" }
  | { text: string; kind: "answered"; hits: PatientHit[]; unanswered: string[] }
  | { text: string; kind: "failed"; error: WireError };

/** What stands in the search-and-command box. */
export interface SearchState {
  text: string;
  setText(text: string): void;
  /** The results hang under the box. */
  open: boolean;
  setOpen(open: boolean): void;
  /** Which result the keys are on. */
  active: number;
  setActive(index: number): void;
  input: RefObject<HTMLInputElement | null>;
  /** Puts the cursor into the box. */
  focus(): void;
  /** Starts a search with a digit that was typed outside every field. */
  startWith(digit: string): void;
  atVendor: AtVendor | null;
  /** Asks the vendor for the text that stands in the box. */
  askVendor(): void;
}

const SearchContext = createContext<SearchState | null>(null);

/** Keeps the text of the box while screens change. */
export function SearchProvider({ children }: { children: ReactNode }) {
  const [text, setTextOnly] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [atVendor, setAtVendor] = useState<AtVendor | null>(null);
  const findAtVendor = useAct("patients_find_at_vendor");
  const input = useRef<HTMLInputElement>(null);

  const setText = useCallback((next: string) => {
    setTextOnly(next);
    setActive(0);
  }, []);
  const focus = useCallback(() => {
    setOpen(true);
    input.current?.focus();
    input.current?.select();
  }, []);
  const startWith = useCallback(
    (digit: string) => {
      setText(digit);
      setOpen(true);
      input.current?.focus();
    },
    [setText],
  );
  const askVendor = useCallback(() => {
    const asked = text.trim();
    if (asked === "") return;
    const settle = (next: AtVendor) => setAtVendor((now) => (now?.text === asked ? next : now));
    setAtVendor({ text: asked, kind: "asking" });
    findAtVendor({ text: asked }).then(
      (found) => settle({ text: asked, kind: "answered", ...found }),
      (thrown: unknown) => settle({ text: asked, kind: "failed", error: toWireError(thrown) }),
    );
  }, [text, findAtVendor]);

  const state = useMemo(
    () => ({ text, setText, open, setOpen, active, setActive, input, focus, startWith, atVendor, askVendor }),
    [text, setText, open, active, focus, startWith, atVendor, askVendor],
  );
  return <SearchContext value={state}>{children}</SearchContext>;
}

/** The search-and-command box. */
export function useSearch(): SearchState {
  const state = useContext(SearchContext);
  if (!state) throw new Error("no SearchProvider");
  return state;
}
