import { Choice } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { LiabilityRule } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useIsManager } from "../../state/manager";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

const RULES = ["unknown", "vendor", "desk"] as const;

/** Who removes what is owed once a bill is paid in full; a manager says so for the whole connection. */
export function LiabilityRuleChoice({ connection, rule }: { connection: string; rule: LiabilityRule }) {
  const { t, error } = useText();
  const manager = useIsManager();
  const set = useAct("bill_liability_rule");
  const { busy, problem, run } = useTask();
  return (
    <section className="stack" aria-label={t("bill-rule")}>
      <h3>{t("bill-rule")}</h3>
      {manager ? (
        <Choice
          label={t("bill-rule-who")}
          value={rule}
          onChange={(key) => void run(() => set({ connection, rule: key }))}
          options={RULES.map((key) => ({ key, label: t(`bill-rule-${key}`) }))}
          help={t(`bill-rule-help-${rule}`)}
          disabled={busy}
          data-testid="liability-rule"
        />
      ) : (
        <p className="soft small">{t(`bill-rule-help-${rule}`)}</p>
      )}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </section>
  );
}
