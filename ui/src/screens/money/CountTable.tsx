import type { CashUpLine } from "../../platform/bindings";
import { signOf } from "../../text/decimal";
import { useText } from "../../text/text";
import { AmountField } from "./AmountField";
import { type Count, countedOf, differenceOf, keyOf, piecesOf } from "./drawer";

/** What should be there, line by line, and beside it what is counted and how far off it is. */
export function CountTable({
  lines,
  count,
  onChange,
  tried,
}: {
  lines: readonly CashUpLine[];
  count: Count;
  onChange: (changes: Partial<Count>) => void;
  tried: boolean;
}) {
  const { t, format } = useText();
  const money = (amount: string) => format.money({ amount, currency: null });
  return (
    <div className="money-count" data-testid="cash-count">
      <table className="money-table money-table--wide">
        <caption className="unseen">{t("money-count")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("money-method")}</th>
            <th scope="col">{t("money-opening")}</th>
            <th scope="col">{t("money-taken")}</th>
            <th scope="col">{t("money-given-back")}</th>
            <th scope="col">{t("money-moved")}</th>
            <th scope="col">{t("money-expected")}</th>
            <th scope="col">{t("money-counted")}</th>
            <th scope="col">{t("money-difference")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { method, currency } = line;
            const key = keyOf(line);
            const name = t("money-line", { method: t(`money-method-${method}`), currency });
            const byPiece = count.byPiece && method === "cash" && piecesOf(currency).length > 0;
            const counted = countedOf(line, count);
            return (
              <tr key={key} data-method={method}>
                <th scope="row">{name}</th>
                <td>{money(line.opening)}</td>
                <td>{money(line.taken)}</td>
                <td>{money(line.given_back)}</td>
                <td>
                  +{money(line.moved_in)} −{money(line.moved_out)}
                </td>
                <td className="money__sum">{money(line.expected)}</td>
                <td>
                  {byPiece ? (
                    <span className="money__sum">{counted === null ? "" : money(counted)}</span>
                  ) : (
                    <AmountField
                      label={t("money-counted-of", { name })}
                      hideLabel
                      value={count.counted[key] ?? ""}
                      onChange={(value) => onChange({ counted: { ...count.counted, [key]: value } })}
                      tried={tried}
                      data-testid={`cash-counted-${method}`}
                    />
                  )}
                </td>
                <td>
                  <Difference of={differenceOf(line, count)} currency={currency} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How far a count is off, in words and figures. */
export function Difference({ of, currency }: { of: string | null; currency: string }) {
  const { t, format } = useText();
  if (of === null) return null;
  const sign = signOf(of);
  if (sign === 0) return <span className="money__right">{t("money-no-difference")}</span>;
  const amount = format.money({ amount: of.replace(/^-/, ""), currency });
  return (
    <strong className="money__off" data-testid="cash-difference">
      {sign === 1 ? t("money-too-much", { amount }) : t("money-too-little", { amount })}
    </strong>
  );
}
