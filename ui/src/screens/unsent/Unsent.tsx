import { useState } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";
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
  const list = (shown: UnsentEntry[], title: string) =>
    shown.length > 0 ? (
      <section className="unsent__part" aria-label={title}>
        <h2>{title}</h2>
        <ul className="unsent__list">
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} onAsk={setAsking} onGiveUp={setGiving} />
          ))}
        </ul>
      </section>
    ) : null;
  return (
    <section className="unsent">
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
        <QuestionDialog entry={asked} question={asked.question} onClose={() => setAsking(null)} />
      ) : null}
      {given ? <GiveUp entry={given} onClose={() => setGiving(null)} /> : null}
    </section>
  );
}

function needsPerson(entry: UnsentEntry): boolean {
  return entry.state === "asks" || entry.state === "refused";
}
