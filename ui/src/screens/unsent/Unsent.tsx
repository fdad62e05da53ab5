import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import { useKey } from "../../keys/keys";
import type { UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { Entry } from "./Entry";
import { GiveUp } from "./GiveUp";
import { QuestionDialog } from "./QuestionDialog";
import "./unsent.css";

/** What was done here and is not at the vendor: first what needs a person, then what is on its way. */
export function Unsent() {
  const { t, error } = useText();
  const { data, error: problem, again } = useRead("unsent", {});
  const [asking, setAsking] = useState<string | null>(null);
  const [giving, setGiving] = useState<string | null>(null);
  const entries = data?.entries ?? [];
  const wanting = entries.filter(needsPerson);
  const going = entries.filter((entry) => !needsPerson(entry));
  const asked = entries.find((entry) => entry.id === asking);
  const given = entries.find((entry) => entry.id === giving);
  const { open } = usePlace();
  const body = useRef<HTMLElement>(null);

  const lines = () => [...(body.current?.querySelectorAll<HTMLElement>("[data-entry]") ?? [])];
  const step = (by: number) => {
    const all = lines();
    const here = all.findIndex((line) => line.contains(document.activeElement));
    const next = here < 0 ? all[0] : all[Math.min(Math.max(here + by, 0), all.length - 1)];
    next?.focus();
    return next !== undefined;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("open", () => {
    const line = lines().find((each) => each === document.activeElement);
    const entry = entries.find((each) => each.id === line?.dataset["entry"]);
    if (!entry) return false;
    if (entry.question) setAsking(entry.id);
    else if (entry.patient) open({ kind: "patient", patient: entry.patient });
    return true;
  });

  const list = (shown: UnsentEntry[], title: string) =>
    shown.length > 0 ? (
      <section className="unsent__part" aria-label={title}>
        <h2>{title}</h2>
        <ul className="unsent__list">
          {shown.map((entry) => (
            <WordsAbout key={entry.id} name={entry.connection}>
              <Entry entry={entry} onAsk={setAsking} onGiveUp={setGiving} />
            </WordsAbout>
          ))}
        </ul>
      </section>
    ) : null;
  return (
    <section className="unsent" ref={body}>
      <header>
        <h1>{t("unsent-title")}</h1>
        <p className="soft">{t("unsent-about")}</p>
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
      {list(wanting, t("unsent-wanting"))}
      {list(going, t("unsent-going"))}
      {asked?.question ? (
        <WordsAbout name={asked.connection}>
          <QuestionDialog entry={asked} question={asked.question} onClose={() => setAsking(null)} />
        </WordsAbout>
      ) : null}
      {given ? (
        <WordsAbout name={given.connection}>
          <GiveUp entry={given} onClose={() => setGiving(null)} />
        </WordsAbout>
      ) : null}
    </section>
  );
}

function needsPerson(entry: UnsentEntry): boolean {
  return entry.state === "asks" || entry.state === "refused";
}
