import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Tag } from "../../components/Tag";
import type { Ability, AccountForm, CheckReport, Connection, SyncState } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";
import { CheckConnection } from "./CheckConnection";
import { ConnectionFacts } from "./ConnectionFacts";
import { EditConnection } from "./EditConnection";
import { NotedMethod } from "./NotedMethod";
import { RemoveConnection } from "./RemoveConnection";
import { ReplaceKeys } from "./ReplaceKeys";
import { Statuses } from "./Statuses";
import { SyncProgress } from "./SyncProgress";
import { WorkPoints } from "./WorkPoints";

interface Props {
  connection: Connection;
  /** What its vendor asks of an account, once read. */
  form: AccountForm | undefined;
  sync: SyncState | undefined;
  /** It belongs to the training clinic and cannot be changed. */
  fixed: boolean;
  /** It was connected a moment ago, so it is looked at next. */
  added: boolean;
  /** Somebody has come to enter its key. */
  keyWanted: boolean;
  /** Somebody has come to confirm its work points, and what stands above them is there. */
  placesWanted: boolean;
}

/** One account: how it answers, how far it has been read, what its words mean. */
export function ConnectionCard({ connection, form, sync, fixed, added, keyWanted, placesWanted }: Props) {
  const { t, error } = useText();
  const check = useAct("connection_check");
  const checking = useTask();
  const [report, setReport] = useState<CheckReport | null>(null);
  const [doing, setDoing] = useState<"edit" | "key" | null>(null);
  const [removing, setRemoving] = useState(false);
  const several = (form?.fields.filter(({ kind }) => kind === "secret").length ?? 0) > 1;
  const can = (ability: Ability) => connection.can.includes(ability);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!added) return;
    card.current?.scrollIntoView?.({ block: "start" });
    card.current?.focus({ preventScroll: true });
  }, [added]);
  const { begun } = usePlace();
  useEffect(() => {
    if (keyWanted) card.current?.scrollIntoView?.({ block: "start" });
  }, [keyWanted]);
  const open = doing ?? (keyWanted && !fixed ? "key" : null);
  const missing = connection.health === "key_missing";
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (report) answer.current?.scrollIntoView?.({ block: "nearest" });
  }, [report]);
  const done = () => {
    // The cursor goes back to where the form was opened from.
    card.current?.querySelector<HTMLElement>(`[data-opens="${open}"]`)?.focus();
    setDoing(null);
    if (keyWanted) begun();
  };
  const runCheck = () =>
    void checking.run(async () => {
      setReport(null);
      setReport(await check({ id: connection.id }));
    });
  return (
    <section
      ref={card}
      className="card"
      aria-label={connection.name}
      data-connection={connection.id}
      tabIndex={-1}
    >
      <header className="card__head">
        <div className="card__names">
          <div className="line">
            <h2>{connection.name}</h2>
            {connection.name === VENDOR_NAMES[connection.vendor] ? null : (
              <Tag>{VENDOR_NAMES[connection.vendor]}</Tag>
            )}
          </div>
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
              <Button small data-opens="edit" onPress={() => (open === "edit" ? done() : setDoing("edit"))}>
                {t("connection-edit")}
              </Button>
              <Button small data-opens="key" onPress={() => (open === "key" ? done() : setDoing("key"))}>
                {t(missing ? "key-enter" : several ? "connection-keys" : "connection-key")}
              </Button>
              <Button small look="danger" onPress={() => setRemoving(true)}>
                {t("connection-remove")}
              </Button>
            </>
          )}
        </div>
      </header>
      {missing && !fixed && open !== "key" ? (
        <Notice
          tone="bad"
          actions={
            <Button small look="primary" onPress={() => setDoing("key")}>
              {t("key-enter")}
            </Button>
          }
        >
          {t("connection-key-missing", { name: connection.name })}
        </Notice>
      ) : null}
      {open === "edit" && form ? <EditConnection connection={connection} form={form} onDone={done} /> : null}
      {open === "key" && form ? <ReplaceKeys connection={connection} form={form} onDone={done} /> : null}
      {open === null ? <ConnectionFacts connection={connection} form={form} /> : null}
      {checking.busy ? (
        <p className="soft" role="status">
          {t("account-checking", { vendor: VENDOR_NAMES[connection.vendor] })}
        </p>
      ) : null}
      {checking.problem ? (
        <Notice tone="bad" live>
          {error(checking.problem)}
        </Notice>
      ) : null}
      {report ? (
        <div ref={answer}>
          <CheckConnection connection={connection} report={report} onHide={() => setReport(null)} />
        </div>
      ) : null}
      {sync && can("patients") ? <SyncProgress state={sync} /> : null}
      {can("appointments") ? <Statuses connection={connection} /> : null}
      {can("appointments") ? <WorkPoints connection={connection} wanted={placesWanted} /> : null}
      {can("invoices") ? <NotedMethod connection={connection} /> : null}
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
