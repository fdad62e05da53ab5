import { Choice } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { DeskSettings } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { SafetyPart } from "./SafetyPart";

const MINUTES = [1, 2, 3, 5, 10, 15, 30, 60];

/** After how many minutes without a touch the desk locks itself. */
export function Locking({ settings }: { settings: DeskSettings }) {
  const { t, error } = useText();
  const set = useAct("desk_settings_set");
  const { problem, run } = useTask();
  const { lock_after_minutes: now } = settings;
  const choices = [...new Set([...MINUTES, now])].toSorted((one, other) => one - other);
  return (
    <SafetyPart title={t("locking-title")}>
      <div className="desk__narrow">
        <Choice
          label={t("locking-after")}
          help={t("locking-help")}
          value={String(now)}
          onChange={(minutes) => void run(() => set({ ...settings, lock_after_minutes: Number(minutes) }))}
          options={choices.map((count) => ({ key: String(count), label: t("locking-minutes", { count }) }))}
          data-testid="lock-minutes"
        />
      </div>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </SafetyPart>
  );
}
