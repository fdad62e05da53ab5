import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import { useKey } from "../../keys/keys";
import type { UnsentEntry } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { WordsAbout, useText } from "../../text/text";
import { Entry } from "./Entry";
import { GiveUp } from "./GiveUp";
import { QuestionDialog } from "./QuestionDialog";
import { useEditEntry } from "./useEditEntry";
import "./unsent.css";
import { needsPerson } from "./words";

// Of bodies without focus: what had it is gone from the list, or from the dialog over it.
const nothingHasFocus = () => document.activeElement === null || document.activeElement === document.body;

/** What was done here and is not at the vendor: first what needs a person, then what is on its way. */
export function Unsent() {
  const { t, error } = useText();
  const { data, error: problem, again } = useRead("unsent", {});
  // What was open when the desk was locked is open again for whoever opened it.
  const [asking, setAsking] = useDraft<string>("unsent-asking");
  const [giving, setGiving] = useDraft<string>("unsent-giving");
  const entries = data?.entries ?? [];
  const asked = entries.find((entry) => entry.id === asking);
  const given = entries.find((entry) => entry.id === giving);
  const { body, focus } = useLines(entries, !asked?.question && !given, setAsking, setGiving);
  const accounts = [...new Set(entries.map(({ connection }) => connection))].join(" / ");

  const list = (shown: UnsentEntry[], title: string) =>
    shown.length > 0 ? (
      <section className="unsent__part" aria-label={title}>
        <h2>
          {title} <span className="soft">{shown.length}</span>
        </h2>
        <ul className="unsent__list">
          {shown.map((entry) => (
            <WordsAbout key={entry.id} name={entry.connection}>
              <Entry
                entry={entry}
                first={entries.find(({ id }) => id === entry.waits_for)}
                onAsk={setAsking}
                onGiveUp={setGiving}
                onShow={focus}
              />
            </WordsAbout>
          ))}
        </ul>
      </section>
    ) : null;
  return (
    <section className="unsent" ref={body}>
      <header className="unsent__head">
        <div>
          <h1>{t("unsent-title")}</h1>
          <p className="soft">{accounts ? t("unsent-about", { vendor: accounts }) : t("unsent-about")}</p>
        </div>
        {entries.length > 0 ? <Export /> : null}
      </header>
      {problem ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(problem)}
        </Notice>
      ) : null}
      {!data && !problem ? <Skeleton rows={4} height="72px" label={t("loading")} /> : null}
      {data && entries.length === 0 ? (
        <Empty title={t("unsent-empty")}>{t("unsent-empty-help")}</Empty>
      ) : null}
      {list(entries.filter(needsPerson), t("unsent-wanting"))}
      {list(
        entries.filter((entry) => !needsPerson(entry)),
        t("unsent-going"),
      )}
      {asked?.question ? (
        <WordsAbout name={asked.connection}>
          <QuestionDialog
            entry={asked}
            question={asked.question}
            onClose={() => setAsking(undefined)}
            onGiveUp={() => setGiving(asked.id)}
          />
        </WordsAbout>
      ) : null}
      {given ? (
        <WordsAbout name={given.connection}>
          <GiveUp entry={given} onClose={() => setGiving(undefined)} />
        </WordsAbout>
      ) : null}
    </section>
  );
}

/** The keys of the list: arrows, Enter, E, Delete. When a line goes, the one in its place is next. */
function useLines(
  entries: readonly UnsentEntry[],
  free: boolean,
  onAsk: (id: string) => void,
  onGiveUp: (id: string) => void,
) {
  const { open } = usePlace();
  const body = useRef<HTMLElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const place = useRef(0);
  const edit = useEditEntry(entries.find(({ id }) => id === at));

  const lines = () => [...(body.current?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
  const here = () => lines().findIndex((line) => line.contains(document.activeElement));
  const focus = (id: string) =>
    lines()
      .find((line) => line.dataset["entry"] === id)
      ?.focus();
  const step = (by: number) => {
    const all = lines();
    const from = here();
    const next = from < 0 ? all[0] : all[Math.min(Math.max(from + by, 0), all.length - 1)];
    next?.focus();
    return next !== undefined;
  };
  const current = () => {
    const line = lines()[here()];
    return entries.find(({ id }) => id === line?.dataset["entry"]);
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("open", () => {
    const line = lines().find((each) => each === document.activeElement);
    const entry = entries.find(({ id }) => id === line?.dataset["entry"]);
    if (!entry) return false;
    if (entry.question) onAsk(entry.id);
    else if (entry.patient) open({ kind: "patient", patient: entry.patient });
    return true;
  });
  useKey("edit-entry", () => {
    if (!edit || current()?.id !== at) return false;
    edit();
    return true;
  });
  useKey("give-up", () => {
    const entry = current();
    if (!entry?.may.includes("discard")) return false;
    if (entry.question) onAsk(entry.id);
    else onGiveUp(entry.id);
    return true;
  });

  useEffect(() => {
    const element = body.current;
    const noted = () => {
      const index = here();
      if (index < 0) return;
      place.current = index;
      setAt(lines()[index]?.dataset["entry"] ?? null);
    };
    element?.addEventListener("focusin", noted);
    return () => element?.removeEventListener("focusin", noted);
  });
  useEffect(() => {
    if (!free || at === null || !nothingHasFocus()) return;
    const all = lines();
    all[Math.min(place.current, all.length - 1)]?.focus();
    // Only when the list or what stands over it changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [entries.length, free]);
  return { body, focus };
}

/** Everything unsent as a file, for when the desk itself is given away or support has to look. */
function Export() {
  const { t, error } = useText();
  const save = useAct("unsent_export");
  const { show } = useToasts();
  const { busy, problem, run } = useTask();
  const keep = () =>
    run(async () => {
      const { name } = await save({});
      if (name) show({ id: "unsent-saved", text: t("file-saved", { name }) });
    });
  return (
    <div className="unsent__save">
      <Button isDisabled={busy} onPress={() => void keep()} data-testid="unsent-export">
        {t("unsent-export")}
      </Button>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </div>
  );
}
