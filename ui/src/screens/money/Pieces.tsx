import { Field } from "../../components/Fields";
import { useText } from "../../text/text";
import { ofPieces, pieceKey, piecesOf } from "./drawer";

/** The notes and coins in the drawer, counted one by one. */
export function Pieces({
  currency,
  pieces,
  onChange,
}: {
  currency: string;
  pieces: Readonly<Record<string, string>>;
  onChange: (pieces: Record<string, string>) => void;
}) {
  const { t, format } = useText();
  const all = ofPieces(currency, pieces);
  return (
    <fieldset className="money-pieces">
      <legend className="field__label">{t("money-pieces", { currency })}</legend>
      <div className="money-pieces__all">
        {piecesOf(currency).map((piece) => {
          const key = pieceKey(currency, piece);
          const typed = pieces[key] ?? "";
          return (
            <Field
              key={key}
              label={format.money({ amount: piece, currency: null })}
              value={typed}
              onChange={(value) => onChange({ ...pieces, [key]: value })}
              problem={/^\s*\d{0,6}\s*$/.test(typed) ? null : t("money-piece-unread")}
            />
          );
        })}
      </div>
      <p className="money__sum" role="status">
        {all === null ? "" : t("money-pieces-sum", { amount: format.money({ amount: all, currency }) })}
      </p>
    </fieldset>
  );
}
