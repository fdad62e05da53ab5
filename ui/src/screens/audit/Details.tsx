import { Notice } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import type { AuditLine } from "../../platform/bindings";
import { useAppState } from "../../state/desk";
import { WordsAbout, useText } from "../../text/text";
import { Changes } from "./Changes";

/** Everything that was put down of one act. */
export function Details({ line }: { line: AuditLine }) {
  const { connections } = useAppState();
  const account = connections.find(({ id }) => id === line.connection)?.name ?? null;
  const all = <All line={line} account={account} />;
  return account ? <WordsAbout name={account}>{all}</WordsAbout> : all;
}

function All({ line, account }: { line: AuditLine; account: string | null }) {
  const { t, format, error } = useText();
  const { outcome } = line;
  const reason = outcome?.reason ? error({ code: outcome.reason, params: {}, correlation: "" }) : null;
  return (
    <div className="log__details">
      {line.erased ? <Notice title={t("audit-column-erased")}>{t("audit-erased")}</Notice> : null}
      {line.changes.length > 0 ? <Changes changes={line.changes} /> : null}
      <Facts>
        <Fact name={t("audit-column-line")}>{format.number(line.seq)}</Fact>
        {line.desk ? <Fact name={t("audit-column-desk")}>{line.desk}</Fact> : null}
        {account ? <Fact name={t("audit-column-connection")}>{account}</Fact> : null}
        {line.reason ? <Fact name={t("audit-column-reason")}>{line.reason}</Fact> : null}
        {outcome ? (
          <Fact name={t("audit-column-outcome")}>
            {[t(`audit-outcome-${outcome.state}`), outcome.vendor_message ? null : reason]
              .filter(Boolean)
              .join(" · ")}
          </Fact>
        ) : null}
        {outcome?.at ? <Fact name={t("audit-column-ended")}>{format.dateTime(outcome.at)}</Fact> : null}
        {outcome?.vendor_message ? (
          <Fact name={t("audit-column-vendor")}>{t("audit-quoted", { words: outcome.vendor_message })}</Fact>
        ) : null}
      </Facts>
    </div>
  );
}
