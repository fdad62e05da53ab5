import { GridListItem } from "react-aria-components";
import { PanelList } from "../../components/PanelList";
import { Tag } from "../../components/Tag";
import type { Taking } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { signOf } from "../../text/decimal";
import { type Text, useText } from "../../text/text";
import { AboutAccount } from "./AboutAccount";

/** What a taking is for: its invoice, its bill, or what was noted. */
export function whatFor({ t }: Text, taking: Taking): string {
  if (taking.takes_back) return t("money-taken-back-why", { reason: taking.note ?? "" });
  if (taking.invoice_number) return t("money-for-invoice", { number: taking.invoice_number });
  if (taking.note) return taking.note;
  if (taking.invoice) return t(`money-for-invoice-${stateOf(taking)}`);
  if (!taking.bill) return "";
  const bill = taking.bill_number
    ? t("money-for-bill-number", { number: taking.bill_number })
    : t("money-for-bill");
  return taking.not_made ? t("money-for-bill-not-made", { bill }) : bill;
}

/** What became of an invoice that has no number here. */
function stateOf({ under_way, not_made }: Taking): "waiting" | "not-made" | "unnumbered" {
  if (under_way) return "waiting";
  return not_made ? "not-made" : "unnumbered";
}

/** What this desk took, newest first. Arrows or J and K move. */
export function Takings({ takings, date }: { takings: readonly Taking[]; date: string }) {
  const { t } = useText();
  const { panel, open } = usePlace();
  return (
    <PanelList
      label={t("money-takings")}
      className="money-list"
      rows={takings}
      selected={panel?.kind === "taking" ? panel.taking : null}
      onSelect={({ id, patient }) => open({ kind: "taking", taking: id, date, patient })}
    >
      {(taking) => <Row key={taking.id} taking={taking} />}
    </PanelList>
  );
}

function Row({ taking }: { taking: Taking }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const name = format.person(taking.patient_name) || t("unknown-patient");
  const gone = taking.takes_back === null && signOf(taking.left.amount) === 0;
  return (
    <GridListItem
      id={taking.id}
      textValue={`${name} ${format.money(taking.amount)}`}
      className={`money-row ${gone ? "money-row--gone" : ""}`}
      data-testid="taking"
      data-method={taking.method}
    >
      <time className="money-row__when" dateTime={taking.at}>
        {format.instant(taking.at, now)}
      </time>
      <span className="money-row__who">
        <span className="money-row__name">{name}</span>
        <span className="soft small">
          {taking.birth_date ? format.date(taking.birth_date) : t("no-birth-date")}
        </span>
      </span>
      <span className="money-row__what">
        <span className="cut">{whatFor(text, taking)}</span>
        <AboutAccount account={taking.account}>
          <TakingState taking={taking} />
        </AboutAccount>
        <span className="soft small">{taking.author}</span>
      </span>
      <span className="money-row__right">
        <span className="money__sum">{format.money(taking.amount)}</span>
        <span className="soft small">{t(`money-method-${taking.method}`)}</span>
      </span>
    </GridListItem>
  );
}

/** Whether a taking stands, whole or in part, and whether the vendor has it or still has what was given back. */
export function TakingState({ taking }: { taking: Taking }) {
  const { t, format } = useText();
  if (taking.takes_back)
    return (
      <span>
        <Tag tone={taking.still_there ? "amber" : "plain"}>
          {taking.still_there ? t("money-still-there") : t("money-given-back")}
        </Tag>
      </span>
    );
  if (signOf(taking.left.amount) === 0)
    return (
      <span>
        <Tag>{t("money-taken-back")}</Tag>
      </span>
    );
  const part = taking.left.amount !== taking.amount.amount;
  return (
    <>
      {part ? (
        <span>
          <Tag>{t("money-left-is", { amount: format.money(taking.left) })}</Tag>
        </span>
      ) : null}
      {taking.at_vendor ? null : (
        <span>
          <Tag tone="amber">
            {taking.slip ? t("money-not-there-slip", { slip: taking.slip }) : t("money-not-there")}
          </Tag>
        </span>
      )}
    </>
  );
}
