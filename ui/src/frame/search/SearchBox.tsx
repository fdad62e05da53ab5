import { type KeyboardEvent, useEffect, useRef } from "react";
import { Close, Search } from "../../components/icons";
import { KeyHint } from "../../keys/KeyHint";
import { useKey } from "../../keys/keys";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { LIST_ID, ResultList } from "./ResultList";
import { ResultNotes } from "./ResultNotes";
import { ON_THE_SCREEN, UNDER_THE_BOX, optionId, useResults } from "./results";
import "./search.css";
import { useSearch } from "./state";

/** The search-and-command box, always one key away. On the Patients screen its results are the list of the screen. */
export function SearchBox() {
  const { t } = useText();
  const { screen, go } = usePlace();
  const search = useSearch();
  const box = useRef<HTMLDivElement>(null);
  const onScreen = screen === "patients";
  const results = useResults(onScreen ? ON_THE_SCREEN : UNDER_THE_BOX);
  const { options } = results;
  const shown = search.open && !onScreen;
  useKey("search", search.focus);
  useKey("search-vendor", () => {
    if (search.text.trim() === "") return false;
    search.askVendor();
    return true;
  });

  const enterFor = useRef<string | null>(null);
  useEffect(() => {
    if (enterFor.current === null || results.stale) return;
    const typed = enterFor.current;
    enterFor.current = null;
    const first = options[0];
    if (typed === search.text && first) results.choose(first);
  });

  const close = () => {
    search.setOpen(false);
    search.input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (step && options.length > 0) {
      event.preventDefault();
      search.setOpen(true);
      search.setActive((search.active + step + options.length) % options.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const option = options[search.active];
      // Whoever types fast and presses Enter means what they typed, not the lines of an earlier text.
      if (results.stale) enterFor.current = search.text;
      else if (option) results.choose(option);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (search.text === "") close();
      else if (onScreen || !shown) search.setText("");
      else close();
    }
  };

  const activeOption = options[search.active];
  return (
    // Leaving the box closes what hangs under it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className="search"
      ref={box}
      role="search"
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) search.setOpen(false);
      }}
    >
      <Search />
      <input
        ref={search.input}
        className="search__input"
        data-testid="search-input"
        role="combobox"
        aria-label={t("search-label")}
        aria-expanded={shown || onScreen}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={(shown || onScreen) && activeOption ? optionId(activeOption) : undefined}
        placeholder={t("search-label")}
        value={search.text}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => {
          search.setText(event.target.value);
          search.setOpen(true);
        }}
        onFocus={() => search.setOpen(true)}
        onKeyDown={onKeyDown}
      />
      {search.text === "" ? (
        <KeyHint action="search" />
      ) : (
        <button
          type="button"
          className="search__clear"
          aria-label={t("search-clear")}
          onClick={() => {
            search.setText("");
            search.input.current?.focus();
          }}
        >
          <Close />
        </button>
      )}
      {shown ? (
        <div className="search__drop">
          <ResultNotes results={results} />
          <ResultList results={results} />
          {results.found?.more ? (
            <button
              type="button"
              className="search__all"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                go("patients");
                search.setOpen(false);
              }}
            >
              {t("search-all")}
            </button>
          ) : null}
        </div>
      ) : null}
      <span className="unseen" role="status">
        {shown && search.text.trim() !== "" && results.found
          ? t("search-count", { count: results.found.hits.length })
          : ""}
      </span>
    </div>
  );
}
