import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { CheckReport, Connection, SyncState } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Report, ReportRows } from "../account/Report";
import { EditConnection } from "./EditConnection";
import { RemoveConnection } from "./RemoveConnection";
import { ReplaceKey } from "./ReplaceKey";
import { Statuses } from "./Statuses";
import { SyncProgress } from "./SyncProgress";
import { WorkPoints } from "./WorkPoints";

interface Props {
  connection: Connection;
  sync: SyncState | undefined;
  /** It belongs to the training clinic and cannot be changed. */
  fixed: boolean;
}

/** One account: how it answers, how far it has been read, what its words mean. */
export function ConnectionCard({ connection, sync, fixed }: Props) {
  const { t, error } = useText();
  const check = useAct("connection_check");
  const checking = useTask();
  const [report, setReport] = useState<CheckReport | null>(null);
  const [doing, setDoing] = useState<"edit" | "key" | null>(null);
  const [removing, setRemoving] = useState(false);
  const card = useRef<HTMLElement>(null);
  const done = () => {
    // The cursor goes back to where the form was opened from.
    card.current?.querySelector<HTMLElement>(`[data-opens="${doing}"]`)?.focus();
    setDoing(null);
  };
  const runCheck = () =>
    void checking.run(async () => {
      setReport(null);
      setReport(await check({ id: connection.id }));
    });
  return (
    <section ref={card} className="card" aria-label={connection.name} data-connection={connection.id}>
      <header className="card__head">
        <div className="card__names">
          <h2>{connection.name}</h2>
          <HealthLine connection={connection} />
        </div>
        <div className="line">
          <Button
            small
            isDisabled={checking.busy}
            icon={checking.busy ? <Spinner /> : undefined}
            onPress={runCheck}
          >
            {t("connection-check")}
          </Button>
          {fixed ? null : (
            <>
              <Button small data-opens="edit" onPress={() => setDoing(doing === "edit" ? null : "edit")}>
                {t("connection-edit")}
              </Button>
              <Button small data-opens="key" onPress={() => setDoing(doing === "key" ? null : "key")}>
                {t("connection-key")}
              </Button>
              <Button small look="danger" onPress={() => setRemoving(true)}>
                {t("connection-remove")}
              </Button>
            </>
          )}
        </div>
      </header>
      {doing === "edit" ? <EditConnection connection={connection} onDone={done} /> : null}
      {doing === "key" ? <ReplaceKey connection={connection} onDone={done} /> : null}
      {doing === null ? (
        <dl className="card__facts">
          <div>
            <dt>{t("account-address")}</dt>
            <dd>{connection.base_url}</dd>
          </div>
          <div>
            <dt>{t("account-path")}</dt>
            <dd>{connection.client_path}</dd>
          </div>
          <div>
            <dt>{t("connection-zone")}</dt>
            <dd>{connection.zone}</dd>
          </div>
        </dl>
      ) : null}
      {checking.busy ? (
        <p className="soft" role="status">
          {t("account-checking")}
        </p>
      ) : null}
      {checking.problem ? (
        <Notice tone="bad" live>
          {error(checking.problem)}
        </Notice>
      ) : null}
      {report ? (
        <div className="stack">
          <Report report={report} />
          {report.rows.length > 0 ? <ReportRows rows={report.rows} /> : null}
          <div>
            <Button small look="quiet" onPress={() => setReport(null)}>
              {t("connection-check-hide")}
            </Button>
          </div>
        </div>
      ) : null}
      {sync ? <SyncProgress state={sync} /> : null}
      <Statuses connection={connection} />
      <WorkPoints connection={connection} />
      <RemoveConnection connection={connection} open={removing} onClose={() => setRemoving(false)} />
    </section>
  );
}

function HealthLine({ connection }: { connection: Connection }) {
  const { t, format } = useText();
  const now = useNow();
  const { health, last_contact_at, offline_since } = connection;
  const contact = last_contact_at
    ? t("connection-contact", { when: format.instant(last_contact_at, now) })
    : t("connection-never");
  const words =
    health === "offline" && offline_since
      ? t("health-offline-since", { when: format.instant(offline_since, now) })
      : t(`health-${health}`);
  return (
    <p className="card__health">
      <span className={`health health--${health}`}>{words}</span>
      <span className="soft">{contact}</span>
    </p>
  );
}
