import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Pause, Play, Refresh } from "../../components/icons";
import type { SyncState } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

/** How far an account has been read, with pause and go on. */
export function SyncProgress({ state }: { state: SyncState }) {
  const { t, format, error } = useText();
  const now = useNow();
  const pause = useAct("sync_pause");
  const resume = useAct("sync_resume");
  const ask = useAct("sync_now");
  const { busy, problem, run } = useTask();
  const { connection: id, phase, complete, percent, seconds_left, last_full_round } = state;
  const paused = phase === "paused";
  const away = phase === "offline" || phase === "key_refused" || phase === "key_missing";
  const words = t(`sync-${phase}`, {
    known: format.number(state.patients_known),
    checked: format.number(state.patients_checked),
    expected: format.number(state.patients_expected ?? state.patients_known),
  });
  const label = `sync-words-${id}`;
  return (
    <section className="card__part" aria-label={t("sync-title-of", { name: state.connection_name })}>
      <div className="card__part-head">
        <h3>{t("sync-title")}</h3>
        <div className="line">
          {away ? null : (
            <Button
              small
              icon={paused ? <Play /> : <Pause />}
              isDisabled={busy}
              onPress={() => void run(() => (paused ? resume : pause)({ id }))}
            >
              {t(paused ? "sync-go-on" : "sync-pause")}
            </Button>
          )}
          <Button small icon={<Refresh />} isDisabled={busy} onPress={() => void run(() => ask({ id }))}>
            {t("sync-now")}
          </Button>
        </div>
      </div>
      {complete ? null : (
        <div
          className="sync__meter"
          role="progressbar"
          aria-labelledby={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <div style={{ width: `${percent}%` }} />
        </div>
      )}
      <p id={label}>
        {words}
        {!complete && seconds_left !== null && !paused && !away ? (
          <span className="faint">
            {" "}
            {t("sync-left", { time: format.minutes(Math.max(1, Math.round(seconds_left / 60))) })}
          </span>
        ) : null}
      </p>
      <p className="soft small">
        {last_full_round
          ? t("sync-round", { when: format.instant(last_full_round, now) })
          : t("sync-no-round")}
      </p>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </section>
  );
}
