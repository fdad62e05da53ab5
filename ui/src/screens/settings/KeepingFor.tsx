import { Choice } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { DeskSettings } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { SafetyPart } from "./SafetyPart";

const LOG = [6, 12, 24, 36, 60, 72, 96, 120];
const RECORDS = [1, 3, 6, 12, 24, 36, 60];
const ALL = "all";

function among(choices: readonly number[], now: number | null): number[] {
  const all = now === null ? choices : [...choices, now];
  return [...new Set(all)].toSorted((one, other) => one - other);
}

/** How long the desk keeps what it has read and what was done. */
export function KeepingFor({ settings }: { settings: DeskSettings }) {
  const { t, error } = useText();
  const set = useAct("desk_settings_set");
  const { problem, run } = useTask();
  const { log_months, full_record_months } = settings;
  const change = (changes: Partial<DeskSettings>) => void run(() => set({ ...settings, ...changes }));
  const months = (count: number) => ({ key: String(count), label: t("keeping-months", { count }) });
  return (
    <SafetyPart title={t("keeping-title")}>
      <div className="desk__narrow">
        <Choice
          label={t("keeping-log")}
          value={String(log_months)}
          onChange={(chosen) => change({ log_months: Number(chosen) })}
          options={among(LOG, log_months).map(months)}
        />
      </div>
      <p className="field__help safety__help">{t("keeping-log-help")}</p>
      <div className="desk__narrow">
        <Choice
          label={t("keeping-records")}
          value={full_record_months === null ? ALL : String(full_record_months)}
          onChange={(chosen) => change({ full_record_months: chosen === ALL ? null : Number(chosen) })}
          options={[{ key: ALL, label: t("keeping-all") }, ...among(RECORDS, full_record_months).map(months)]}
        />
      </div>
      <p className="field__help safety__help">{t("keeping-records-help")}</p>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </SafetyPart>
  );
}
