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

/** What stands in the search-and-command box. */
export interface SearchState {
  text: string;
  setText(text: string): void;
  /** The results hang under the box. */
  open: boolean;
  setOpen(open: boolean): void;
  input: RefObject<HTMLInputElement | null>;
  /** Puts the cursor into the box. */
  focus(): void;
  /** Starts a search with a digit that was typed outside every field. */
  startWith(digit: string): void;
}

const SearchContext = createContext<SearchState | null>(null);

/** Keeps the text of the box while screens change. */
export function SearchProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const focus = useCallback(() => {
    setOpen(true);
    input.current?.focus();
    input.current?.select();
  }, []);
  const startWith = useCallback((digit: string) => {
    setText(digit);
    setOpen(true);
    input.current?.focus();
    // The first digit is already there: the next ones follow it.
    requestAnimationFrame(() => input.current?.setSelectionRange(digit.length, digit.length));
  }, []);

  const state = useMemo(
    () => ({ text, setText, open, setOpen, input, focus, startWith }),
    [text, open, focus, startWith],
  );
  return <SearchContext value={state}>{children}</SearchContext>;
}

/** The search-and-command box. */
export function useSearch(): SearchState {
  const state = useContext(SearchContext);
  if (!state) throw new Error("no SearchProvider");
  return state;
}
