import { Keyboard } from "../components/icons";
import { IconButton } from "../components/Button";
import type { Connection, Health } from "../platform/bindings";
import { useRead } from "../platform/desk";
import { useNow } from "../state/clock";
import { useAppState, useZone } from "../state/desk";
import { civilAt } from "../text/format";
import { useText } from "../text/text";
import { useHelp } from "./help";
import { Mark } from "./Mark";
import { SearchBox } from "./search/SearchBox";
import { UserMenu } from "./UserMenu";

/** Search in the middle; how fresh the connections are, the date and who is signed in to the right. */
export function TopBar() {
  const { t, format } = useText();
  const { connections, desk_name } = useAppState();
  const zone = useZone();
  const now = useNow();
  const help = useHelp();
  return (
    <header className="top">
      <div className="top__name">
        <Mark />
        <span>{t("app-name")}</span>
        {desk_name ? <span className="top__desk cut">{desk_name}</span> : null}
      </div>
      <SearchBox />
      <div className="top__right">
        <AllFreshness connections={connections} now={now} />
        <time dateTime={civilAt(now, zone).date}>{format.day(civilAt(now, zone).date)}</time>
        <IconButton label={t("help")} onPress={help.show}>
          <Keyboard />
        </IconButton>
        <UserMenu />
      </div>
    </header>
  );
}

/** A single connection is named; of more only those that want somebody, and no more than there is room for. */
const NAMED = 1;
const WANTING: ReadonlySet<Health> = new Set<Health>(["offline", "key_refused", "key_missing"]);

function AllFreshness({ connections, now }: { connections: readonly Connection[]; now: Date }) {
  const { t } = useText();
  const wanting = connections.filter(({ health }) => WANTING.has(health));
  const named = connections.length > NAMED ? wanting : connections;
  // An account that is untested was never asked, so it has not failed to answer.
  const answering = connections.filter(({ health }) => health === "online");
  return (
    <>
      {named.slice(0, NAMED).map((connection) => (
        <Freshness key={connection.id} connection={connection} now={now} />
      ))}
      {named.length > NAMED ? <span>{t("fresh-more", { count: named.length - NAMED })}</span> : null}
      {connections.length > NAMED && wanting.length === 0 && answering.length > 0 ? (
        <span className="fresh fresh--good cut" title={answering.map(({ name }) => name).join(", ")}>
          {t("fresh-all", { count: answering.length })}
        </span>
      ) : null}
    </>
  );
}

/** A connection counts as answering just now for two minutes after its last answer. */
const JUST_NOW = 120_000;

function Freshness({ connection, now }: { connection: Connection; now: Date }) {
  const { t, format } = useText();
  const { id, name, health, last_contact_at, offline_since } = connection;
  const sync = useRead("sync_state", {}).data?.find((state) => state.connection === id);
  if (health === "key_refused")
    return <span className="fresh fresh--bad">{t("fresh-key-refused", { name })}</span>;
  if (health === "key_missing")
    return <span className="fresh fresh--bad">{t("fresh-key-missing", { name })}</span>;
  if (health === "offline") {
    return (
      <span className="fresh fresh--warn cut">
        {t("fresh-offline", { name, when: format.instant(offline_since ?? now.toISOString(), now) })}
      </span>
    );
  }
  if (health === "untested" || !last_contact_at)
    return <span className="fresh cut">{t("fresh-untested", { name })}</span>;
  if (sync && !sync.complete && connection.can.includes("patients"))
    return (
      <span className={`fresh ${sync.phase === "paused" ? "fresh--warn" : "fresh--good"} cut`}>
        {t(sync.phase === "paused" ? "fresh-paused" : "fresh-reading", { name })}
      </span>
    );
  const recent = now.getTime() - new Date(last_contact_at).getTime() < JUST_NOW;
  return (
    <span className="fresh fresh--good cut">
      {recent
        ? t("fresh-checked", { name })
        : t("fresh-online", { name, when: format.instant(last_contact_at, now) })}
    </span>
  );
}
