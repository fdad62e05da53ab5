import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Plus } from "../../components/icons";
import { ResultList } from "../../frame/search/ResultList";
import { ResultNotes } from "../../frame/search/ResultNotes";
import { ON_THE_SCREEN, useResults } from "../../frame/search/results";
import { useSearch } from "../../frame/search/state";
import { useKey } from "../../keys/keys";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import "./patient.css";

/** Everybody who matches the box above; the box drives the list. */
export function Patients() {
  const { t, format, error } = useText();
  const { open } = usePlace();
  const search = useSearch();
  const results = useResults(ON_THE_SCREEN);
  const { options, found, problem } = results;
  const asked = search.text.trim() !== "";
  const patients = options.filter((option) => option.kind === "patient").length;
  const step = (by: number) => {
    if (options.length === 0) return false;
    search.setActive((search.active + by + options.length) % options.length);
    return true;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("open", () => {
    const option = options[search.active];
    if (!option || document.activeElement instanceof HTMLButtonElement) return false;
    results.choose(option);
    return true;
  });

  return (
    <section className="results">
      <header className="results__head">
        <div>
          <h1>{t("patients-title")}</h1>
          <p className="soft">
            {found && asked
              ? `${found.more ? t("patients-found-more", { count: patients }) : t("patients-found", { count: patients })}, ${t("patients-among", { searched: format.number(found.searched) })}`
              : t("patients-recent")}
          </p>
        </div>
        <Button icon={<Plus />} hint="new-patient" onPress={() => open({ kind: "new-patient" })}>
          {t("patients-new")}
        </Button>
      </header>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {patients === 0 && !asked ? (
        <Notice title={t("patients-start")}>{t("patients-start-help")}</Notice>
      ) : null}
      <ResultNotes results={results} />
      <ResultList results={results} />
      {found?.more && asked ? <p className="soft small">{t("search-more")}</p> : null}
    </section>
  );
}
