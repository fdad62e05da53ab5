import { useText } from "../../text/text";
import type { Results } from "./results";
import { useSearch } from "./state";

/** What must be said about the results before they are read. */
export function ResultNotes({ results }: { results: Results }) {
  const { t, format } = useText();
  const { text } = useSearch();
  const { found, options } = results;
  if (!found || text.trim() === "") return null;
  const anybody = options.some((option) => option.kind === "patient");
  return (
    <>
      {found.by_misspelling && anybody ? <p className="found__note">{t("search-misspelling")}</p> : null}
      {anybody ? null : (
        <div className="found__note">
          <p className="found__nobody">{t("search-nothing", { searched: format.number(found.searched) })}</p>
          <p>{t("search-nothing-help")}</p>
        </div>
      )}
    </>
  );
}
