import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field, Segments } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { CashMoveKind, MoneyDay, MoneyMove } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { less, signOf, typedAmount } from "../../text/decimal";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { AmountField } from "./AmountField";
import { CurrencyField } from "./CurrencyField";

interface Typed {
  intent: string;
  /** Chosen by hand; null: the proposed one, of the proposed currency. */
  kind: CashMoveKind | null;
  currency: string | null;
  amount: string;
  reason: string;
}

const KINDS = ["opening_float", "in", "out"] as const;

/** Cash that moves without a patient: the float a shift begins with, what is put in, what is taken out. */
export function Moves({ day: { shift, currency, currencies } }: { day: MoneyDay }) {
  const { t } = useText();
  const moved = (of: string) => shift.moves.some(({ amount }) => amount.currency === of);
  return (
    <section className="stack" aria-label={t("money-moves")}>
      <h2>{t("money-moves")}</h2>
      {shift.moves.length > 0 ? (
        <ul className="money-list">
          {shift.moves.map((move) => (
            <Move key={move.id} of={move} />
          ))}
        </ul>
      ) : (
        <p className="soft">{t("money-moves-none")}</p>
      )}
      <MoveForm
        proposed={currency}
        currencies={currencies}
        moved={moved}
        inDrawer={(of) =>
          shift.expected.find((line) => line.method === "cash" && line.currency === of)?.expected ?? "0.00"
        }
      />
    </section>
  );
}

function Move({ of }: { of: MoneyMove }) {
  const { t, format } = useText();
  const now = useNow();
  return (
    <li className="money-row money-row--plain" data-testid="cash-move">
      <time className="money-row__when" dateTime={of.at}>
        {format.instant(of.at, now)}
      </time>
      <span className="money-row__who">{t(`money-move-${of.kind}`)}</span>
      <span className="money-row__what">
        <span>{of.reason}</span>
        <span className="soft small">{of.author}</span>
      </span>
      <span className="money-row__right money__sum">
        {of.kind === "out" ? `−${format.money(of.amount)}` : format.money(of.amount)}
      </span>
    </li>
  );
}

interface FormProps {
  proposed: string;
  currencies: readonly string[];
  /** Whether cash of a currency has moved in this shift; a shift begins with the float. */
  moved: (currency: string) => boolean;
  /** How much cash of a currency should be there. */
  inDrawer: (currency: string) => string;
}

function MoveForm({ proposed, currencies, moved, inDrawer }: FormProps) {
  const { t, format, error } = useText();
  const move = useAct("cash_move");
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>("cash-move");
  const [intent] = useState(newIntent);
  const typed = kept ?? { intent, kind: null, amount: "", currency: null, reason: "" };
  const currency = typed.currency ?? proposed;
  const change = (changes: Partial<Typed>) => setKept({ ...typed, ...changes });
  const [tried, setTried] = useState(false);
  const kind = typed.kind ?? (moved(currency) ? "out" : "opening_float");
  const amount = typedAmount(typed.amount);
  const reason = typed.reason.trim();
  const rest = kind === "out" && amount !== null ? less(inDrawer(currency), amount) : null;
  const short = rest !== null && signOf(rest) === -1;
  const enough = amount !== null && (kind === "opening_float" || signOf(amount) === 1);
  const wrong = fieldProblems<"amount" | "reason">(
    t,
    [
      ...(tried && typed.amount.trim() !== "" && amount !== null && !enough ? (["amount"] as const) : []),
      ...(tried && kind !== "opening_float" && reason === "" ? (["reason"] as const) : []),
    ],
    problem,
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !enough || (kind !== "opening_float" && reason === "")) return;
    if (!kept) setKept(typed);
    if (await run(() => move({ kind, amount, currency, reason, intent: typed.intent }))) {
      setTried(false);
      // The next movement is another one.
      setKept({ intent: newIntent(), kind: null, amount: "", currency: null, reason: "" });
    }
  };
  return (
    <form className="money-move" onSubmit={(event) => void submit(event)} noValidate>
      <Segments
        label={t("money-move-kind")}
        value={kind}
        onChange={(key) => change({ kind: key })}
        options={KINDS.map((key) => ({ key, label: t(`money-move-${key}`) }))}
      />
      <CurrencyField
        currencies={currencies}
        value={currency}
        onChange={(chosen) => change({ currency: chosen })}
      />
      <AmountField
        label={t("money-amount-in", { currency })}
        value={typed.amount}
        onChange={(value) => change({ amount: value })}
        tried={tried}
        problem={wrong.amount ?? null}
        data-testid="move-amount"
      />
      {short ? (
        <Notice tone="warn" live>
          {t("money-move-short", { amount: format.money({ amount: inDrawer(currency), currency }) })}
        </Notice>
      ) : null}
      {kind === "opening_float" ? null : (
        <Field
          label={t("money-reason")}
          value={typed.reason}
          onChange={(value) => change({ reason: value })}
          problem={wrong.reason ?? null}
          required
          data-testid="move-reason"
        />
      )}
      <Button type="submit" isDisabled={busy} data-testid="move-do">
        {t("money-move-do")}
      </Button>
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </form>
  );
}
