import { GridListItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Empty, Notice } from "../../components/Notice";
import { PanelList } from "../../components/PanelList";
import { Spinner } from "../../components/Spinner";
import { Tag } from "../../components/Tag";
import { Eye, Refresh } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { Bill, BillsPage } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { Debt, useDebtsShown } from "../money/Hidden";
import "../money/money.css";
import { Reading } from "../money/Reading";
import { BillFilters } from "./BillFilters";
import { useBillsFilter } from "./useBillsFilter";
import { useRefresh } from "./useRefresh";
import { billName, kindName, whoseName } from "./words";

/** The bills of a period, as the vendor returned them. */
export function Bills() {
  const accounts = useConnectionsThat("bills");
  const { filter, change } = useBillsFilter();
  const account = accounts.find(({ id }) => id === filter.connection) ?? accounts[0];
  const { t } = useText();
  if (!account) return null;
  return (
    <WordsAbout name={account.name}>
      <div className="money__day">
        {accounts.length > 1 ? (
          <Choice
            label={t("bill-account-of")}
            value={account.id}
            onChange={(connection) => change({ connection })}
            options={accounts.map(({ id, name }) => ({ key: id, label: name }))}
          />
        ) : null}
        <List key={account.id} connection={account.id} offline={account.health === "offline"} />
      </div>
    </WordsAbout>
  );
}

function List({ connection, offline }: { connection: string; offline: boolean }) {
  const { t, format, error } = useText();
  const now = useNow();
  const { filter, request } = useBillsFilter();
  const possible = filter.from <= filter.to;
  const asked = request(connection);
  const read = useRead("bills", asked, { keep: true, enabled: possible });
  const { busy, problem, refresh } = useRefresh(asked);
  const again = () => {
    if (possible) refresh();
  };
  useKey("refresh", again);
  const shown = useDebtsShown();
  const { toggle } = useHidden();
  const page = read.data;
  return (
    <>
      <BillFilters />
      <div className="money__bar">
        <p className="soft small" role="status" data-testid="bills-as-of">
          {page?.checked_at
            ? t("bill-as-of", { when: format.instant(page.checked_at, now) })
            : page
              ? t("bill-never-asked")
              : ""}
        </p>
        <div className="line">
          {shown ? null : (
            <Button small look="quiet" icon={<Eye />} hint="show-hidden" onPress={toggle}>
              {t("money-show")}
            </Button>
          )}
          <Button
            small
            icon={busy ? <Spinner /> : <Refresh />}
            hint="refresh"
            isDisabled={busy || !possible}
            onPress={again}
            data-testid="bills-refresh"
          >
            {busy ? t("bill-asking") : t("bill-ask")}
          </Button>
        </div>
      </div>
      {offline ? <Notice tone="warn">{t("bill-offline")}</Notice> : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {page?.unanswered && !offline ? (
        <Notice tone="warn" live>
          {t("bill-unanswered")} {error({ code: page.unanswered, params: {}, correlation: "" })}
        </Notice>
      ) : null}
      {possible ? <Reading of={read}>{(answer) => <Rows page={answer} />}</Reading> : null}
    </>
  );
}

function Rows({ page: { bills, checked_at } }: { page: BillsPage }) {
  const { t } = useText();
  const { panel, open } = usePlace();
  if (bills.length === 0) {
    return (
      <Empty title={t("bill-none")}>{checked_at ? t("bill-none-help") : t("bill-none-asked-help")}</Empty>
    );
  }
  return (
    <PanelList
      label={t("money-tab-bills")}
      className="money-list"
      rows={bills}
      selected={panel?.kind === "bill" || panel?.kind === "pay-bill" ? panel.bill : null}
      onSelect={({ id, patient }) => open({ kind: "bill", bill: id, patient })}
    >
      {(bill) => <Row key={bill.id} bill={bill} />}
    </PanelList>
  );
}

function Row({ bill }: { bill: Bill }) {
  const text = useText();
  const { t, format } = text;
  return (
    <GridListItem
      id={bill.id}
      textValue={`${billName(text, bill)} ${whoseName(text, bill)}`}
      className="money-row"
      data-testid="bill-row"
      data-kind={bill.kind}
    >
      <span className="money-row__when">{bill.date ? format.date(bill.date) : t("bill-no-date")}</span>
      <span className="money-row__who">
        <span className="money-row__name">{whoseName(text, bill)}</span>
        {bill.patient_name ? (
          <span className="soft small">
            {bill.birth_date ? format.date(bill.birth_date) : t("no-birth-date")}
          </span>
        ) : null}
      </span>
      <span className="money-row__what">
        <span>{billName(text, bill)}</span>
        <span className="soft small">
          {kindName(text, bill)} · {t(`bill-direction-${bill.direction}`)}
        </span>
        {bill.pending ? (
          <span>
            <Tag tone="amber">{t("bill-pending")}</Tag>
          </span>
        ) : null}
      </span>
      <span className="money-row__right">
        <span className="money__sum">{bill.total ? format.money(bill.total) : t("money-no-amount")}</span>
        <span className="soft small">
          {bill.open ? (
            <>
              {t("bill-open-is")} <Debt amount={bill.open} />
            </>
          ) : (
            t("bill-open-not-asked")
          )}
        </span>
      </span>
    </GridListItem>
  );
}
