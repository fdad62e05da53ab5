import type { CashUp } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";
import { Difference } from "./CountTable";
import { keyOf } from "./drawer";
import { MoneyActs } from "./MoneyActs";
import { Reading } from "./Reading";

/** The shifts that were closed, newest first. They are never changed. */
export function CashUps() {
  const { t } = useText();
  const read = useRead("cash_ups", {});
  return (
    <section className="stack" aria-label={t("money-cash-ups")}>
      <h2>{t("money-cash-ups")}</h2>
      <Reading of={read} rows={3}>
        {({ cash_ups }) =>
          cash_ups.length > 0 ? (
            <ul className="money-list">
              {cash_ups.map((one) => (
                <One key={one.id} of={one} />
              ))}
            </ul>
          ) : (
            <p className="soft">{t("money-cash-ups-none")}</p>
          )
        }
      </Reading>
    </section>
  );
}

function One({ of }: { of: CashUp }) {
  const { t, format } = useText();
  return (
    <li className="money-shift" data-testid="cash-up">
      <div className="money__bar">
        <h3 className="money-shift__title">
          {t("money-cash-up-is", { number: format.number(of.number), when: format.dateTime(of.closed_at) })}
          <span className="soft small"> {of.author}</span>
        </h3>
        <MoneyActs paper={{ what: "cash_up", id: of.id }} keys={false} />
      </div>
      <ul>
        {of.lines.map((line) => (
          <li key={keyOf(line)} className="money-close small">
            <span>
              {t("money-close-line", {
                method: t(`money-method-${line.method}`),
                counted: format.money({ amount: line.counted ?? "0", currency: line.currency }),
                expected: format.money({ amount: line.expected, currency: line.currency }),
              })}
            </span>
            <Difference of={line.difference} currency={line.currency} />
          </li>
        ))}
      </ul>
      {of.reason ? <p className="small">{t("money-reason-is", { reason: of.reason })}</p> : null}
    </li>
  );
}
