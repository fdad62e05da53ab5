import { useState } from "react";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Fields";
import { Empty, Notice } from "../../components/Notice";
import type { Shift } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { useText } from "../../text/text";
import { NotedOtherwise } from "../invoice/NotedOtherwise";
import { CashUps } from "./CashUps";
import { CloseCash } from "./CloseCash";
import { CountTable } from "./CountTable";
import { type Count, allCounted, piecesOf } from "./drawer";
import { Moves } from "./Moves";
import { Pieces } from "./Pieces";
import { Reading } from "./Reading";

const blank = (): Count => ({ intent: newIntent(), counted: {}, pieces: {}, byPiece: false, reason: "" });

/** The drawer: its float and movements, the count at the end of a shift, and the counts before. */
export function CashTab() {
  const read = useRead("money_day", {});
  return (
    <div className="money__day">
      <Reading of={read}>
        {(day) => (
          <>
            <Moves day={day} />
            <NotedOtherwise date={day.date} />
            <CountShift shift={day.shift} />
          </>
        )}
      </Reading>
      <CashUps />
    </div>
  );
}

function CountShift({ shift }: { shift: Shift }) {
  const { t, format } = useText();
  const [kept, setKept] = useDraft<Count>("cash-count");
  const [fresh] = useState(blank);
  const count = kept ?? fresh;
  const change = (changes: Partial<Count>) => setKept({ ...count, ...changes });
  const [closing, setClosing] = useState(false);
  const [tried, setTried] = useState(false);
  const lines = shift.expected;
  const cash = lines.filter(({ method, currency }) => method === "cash" && piecesOf(currency).length > 0);
  const complete = allCounted(lines, count) !== null;
  return (
    <section className="stack" aria-label={t("money-count")}>
      <div>
        <h2>{t("money-cash-up")}</h2>
        <p className="soft small">
          {shift.since ? t("money-since", { when: format.dateTime(shift.since) }) : t("money-since-ever")}
        </p>
      </div>
      {lines.length === 0 ? (
        <Empty title={t("money-nothing-to-count")}>{t("money-nothing-to-count-help")}</Empty>
      ) : (
        <>
          <CountTable lines={lines} count={count} onChange={change} tried={tried} />
          {cash.length > 0 ? (
            <Switch
              label={t("money-by-piece")}
              value={count.byPiece}
              onChange={(byPiece) => change({ byPiece })}
            />
          ) : null}
          {count.byPiece
            ? cash.map(({ currency }) => (
                <Pieces
                  key={currency}
                  currency={currency}
                  pieces={count.pieces}
                  onChange={(pieces) => change({ pieces })}
                />
              ))
            : null}
          {tried && !complete ? (
            <Notice tone="warn" live>
              {t("money-count-missing")}
            </Notice>
          ) : null}
          <div>
            <Button
              look="primary"
              onPress={() => {
                setTried(true);
                if (complete) setClosing(true);
              }}
              data-testid="cash-close"
            >
              {t("money-close")}
            </Button>
          </div>
        </>
      )}
      {closing ? (
        <CloseCash
          lines={lines}
          count={count}
          onChange={change}
          onClose={() => setClosing(false)}
          onDone={() => {
            setClosing(false);
            setTried(false);
            setKept(blank());
          }}
        />
      ) : null}
    </section>
  );
}
