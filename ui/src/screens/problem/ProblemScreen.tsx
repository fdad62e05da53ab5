import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Mark } from "../../frame/Mark";
import type { ErrorCode, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { SheetByPin } from "../sheet/SheetByPin";
import { RecoverByCode } from "./RecoverByCode";
import { RestoreCopy } from "./RestoreCopy";
import { SetAside } from "./SetAside";
import "./problem.css";

type Way = "again" | "code" | "copy" | "aside";

/** What can be done about each situation; the first one is what helps most often. */
const WAYS: Partial<Record<ErrorCode, readonly Way[]>> = {
  "keyring-unavailable": ["again", "code"],
  "key-missing": ["code", "again", "aside"],
  "key-wrong": ["code", "again", "aside"],
  "key-sealed": ["code"],
  "store-damaged": ["copy", "again", "aside"],
  "store-too-new": ["copy", "aside"],
  "disk-full": ["again"],
};

/** The desk's data cannot be opened: what happened, what is safe, and the ways out. */
export function ProblemScreen({ problem }: { problem: WireError }) {
  const { t } = useText();
  const ways = WAYS[problem.code] ?? ["again"];
  const sealed = problem.code === "key-sealed";
  // With one's own code at every start there is nothing to choose first.
  const [way, setWay] = useState<Way | null>(sealed ? "code" : null);
  const back = () => setWay(null);
  return (
    <div className="problems">
      <header className="problems__top">
        <Mark />
        {t("app-name")}
      </header>
      <main className="problems__main">
        <h1>{t(sealed ? "problem-sealed-title" : "problem-title")}</h1>
        <What problem={problem} />
        {way === null ? <Ways ways={ways} onWay={setWay} /> : null}
        {way === "code" ? <RecoverByCode sealed={sealed} onBack={back} /> : null}
        {way === "copy" ? <RestoreCopy newer={problem.code === "store-too-new"} onBack={back} /> : null}
        {way === "aside" ? <SetAside onBack={back} /> : null}
      </main>
      <footer className="problems__foot">
        {problem.correlation ? (
          <span className="faint small">{t("problem-number", { correlation: problem.correlation })}</span>
        ) : (
          <span />
        )}
        <SheetByPin />
      </footer>
    </div>
  );
}

const SAID: readonly ErrorCode[] = [
  "keyring-unavailable",
  "key-missing",
  "key-wrong",
  "key-sealed",
  "store-damaged",
  "store-too-new",
  "disk-full",
];

function What({ problem }: { problem: WireError }) {
  const { t, error } = useText();
  if (problem.code === "key-sealed") return <p className="soft">{t("problem-key-sealed")}</p>;
  return (
    <Notice tone="bad" live>
      {SAID.includes(problem.code) ? t(`problem-${problem.code}`) : error(problem)}
    </Notice>
  );
}

function Ways({ ways, onWay }: { ways: readonly Way[]; onWay: (way: Way) => void }) {
  const { t } = useText();
  return (
    <ul className="problems__ways">
      {ways.map((way, index) => (
        <li key={way}>
          <div>
            <h2>{t(`problem-way-${way}`)}</h2>
            <p className="soft">{t(`problem-about-${way}`)}</p>
          </div>
          {way === "again" ? (
            <Again first={index === 0} />
          ) : (
            <Button
              look={index === 0 ? "primary" : "plain"}
              autoFocus={index === 0}
              onPress={() => onWay(way)}
              data-testid={`problem-${way}`}
            >
              {t(`problem-do-${way}`)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Again({ first }: { first: boolean }) {
  const { t } = useText();
  const open = useAct("store_open_again");
  const { busy, run } = useTask();
  const [tried, setTried] = useState(false);
  return (
    <div className="problems__again">
      <Button
        look={first ? "primary" : "plain"}
        autoFocus={first}
        isDisabled={busy}
        icon={busy ? <Spinner /> : undefined}
        // Where it opens, this page goes by itself.
        onPress={() => void run(() => open({})).then(() => setTried(true))}
        data-testid="problem-again"
      >
        {t("retry")}
      </Button>
      <span className="faint small" role="status">
        {tried && !busy ? t("problem-still") : ""}
      </span>
    </div>
  );
}
