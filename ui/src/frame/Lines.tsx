import { Button } from "../components/Button";
import { Cloud, Info } from "../components/icons";
import type { Connection, SyncState } from "../platform/bindings";
import { useAct, useRead } from "../platform/desk";
import { useNow } from "../state/clock";
import { useAppState, useConnectionsThat } from "../state/desk";
import { useIsManager } from "../state/manager";
import { usePlace } from "../state/place";
import { useText } from "../text/text";
import { SessionLines } from "./SessionLines";

/** The thin lines under the top bar: training, offline, refused or missing key, first fill. */
export function Lines() {
  const { t } = useText();
  const { training, connections } = useAppState();
  const sync = useRead("sync_state", {});
  const read = useConnectionsThat("patients");
  const filling = (sync.data ?? []).filter(
    (state) => !state.complete && read.some(({ id }) => id === state.connection),
  );
  return (
    <section className="lines" aria-label={t("frame-lines")}>
      {training ? <Training /> : null}
      <SessionLines />
      {connections.map((connection) =>
        connection.health === "offline" ? <Offline key={connection.id} connection={connection} /> : null,
      )}
      {connections.map((connection) =>
        connection.health === "key_refused" || connection.health === "key_missing" ? (
          <KeyWanted
            key={connection.id}
            connection={connection}
            missing={connection.health === "key_missing"}
          />
        ) : null,
      )}
      {filling.map((state) => (
        <Fill key={state.connection} state={state} />
      ))}
    </section>
  );
}

function Training() {
  const { t } = useText();
  const leave = useAct("leave_training");
  return (
    <div className="stripe stripe--training" role="status" data-testid="training-line">
      <Info />
      <span>{t("training-line")}</span>
      <Button small onPress={() => void leave({})}>
        {t("training-leave")}
      </Button>
    </div>
  );
}

function Offline({ connection }: { connection: Connection }) {
  const { t, format } = useText();
  const { data } = useRead("unsent", {});
  const own = (data?.entries ?? []).filter((entry) => entry.connection === connection.name);
  const deciding = own.filter(({ state }) => state === "asks" || state === "refused").length;
  const waiting = own.length - deciding;
  const now = useNow();
  const when = format.instant(connection.offline_since ?? now.toISOString(), now);
  return (
    <div className="stripe stripe--offline" role="status" data-testid="offline-line">
      <Cloud />
      <span>
        {[
          t("offline-line", { name: connection.name, when }),
          t(connection.can.includes("appointments") ? "offline-works" : "offline-known"),
          data && (waiting > 0 || deciding === 0) ? t("offline-waiting", { waiting }) : null,
          deciding > 0 ? t("offline-deciding", { deciding }) : null,
        ]
          .filter(Boolean)
          .join(" ")}
      </span>
    </div>
  );
}

function KeyWanted({ connection: { id, name }, missing }: { connection: Connection; missing: boolean }) {
  const { t } = useText();
  const { go } = usePlace();
  const manager = useIsManager();
  const words = missing ? "key-missing-line" : "key-refused-line";
  return (
    <div className="stripe stripe--bad" role="status" data-testid="key-line">
      <Info />
      <span>
        {t(words, { name })} {t(manager ? `${words}-manager` : "key-line-others")}
      </span>
      {manager ? (
        <Button small onPress={() => go("settings", { key: id })} data-testid="key-enter">
          {t(missing ? "key-enter" : "key-replace")}
        </Button>
      ) : null}
    </div>
  );
}

function Fill({ state }: { state: SyncState }) {
  const { t, format } = useText();
  const pause = useAct("sync_pause");
  const resume = useAct("sync_resume");
  const { connection_name: name, phase, percent, seconds_left } = state;
  const paused = phase === "paused";
  if (phase === "offline" || phase === "key_refused" || phase === "key_missing") return null;
  const known = format.number(state.patients_expected ?? state.patients_known);
  const words = {
    exploring: t("fill-exploring", { name }),
    patients: t("fill-patients", { name, known: format.number(state.patients_known) }),
    paused: t("fill-paused", { name, checked: format.number(state.patients_checked), known }),
    appointments: t("fill-appointments", { name, checked: format.number(state.patients_checked), known }),
    fresh: t("fill-appointments", { name, checked: format.number(state.patients_checked), known }),
  }[phase];
  return (
    <div className="stripe stripe--fill" data-testid="fill-progress" data-percent={percent}>
      <div
        className="meter"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <span>{words}</span>
      {seconds_left !== null && !paused ? (
        <span className="faint">
          {t("fill-left", { time: format.minutes(Math.max(1, Math.round(seconds_left / 60))) })}
        </span>
      ) : null}
      <Button small onPress={() => void (paused ? resume : pause)({ id: state.connection })}>
        {t(paused ? "fill-resume" : "fill-pause")}
      </Button>
    </div>
  );
}
