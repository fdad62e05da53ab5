import { useState } from "react";
import { Notice } from "../../components/Notice";
import type { AuditVerdict } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { type Task, useTask } from "../../state/task";
import { useText } from "../../text/text";

interface Asked extends Task {
  found: AuditVerdict | null;
  ask(): Promise<boolean>;
}

/** A check whether anybody has changed the log. */
export function useVerdict(): Asked {
  const verify = useAct("access_log_verify");
  const task = useTask();
  const [found, setFound] = useState<AuditVerdict | null>(null);
  return {
    ...task,
    found,
    ask: () => {
      setFound(null);
      return task.run(async () => setFound(await verify({})));
    },
  };
}

/** What the check found, plainly. */
export function Verdict({ verdict: { found, problem } }: { verdict: Asked }) {
  const { t, format, error } = useText();
  if (problem)
    return (
      <Notice tone="bad" live>
        {error(problem)}
      </Notice>
    );
  if (!found) return null;
  const lines = found.lines;
  if (found.ok || found.problem === null)
    return (
      <Notice tone="good" live title={t("audit-ok")}>
        {t("audit-ok-lines", { count: lines })}
        {found.erased > 0 ? ` ${t("audit-ok-erased", { count: found.erased })}` : ""}
      </Notice>
    );
  const line = found.at_line === null ? "" : format.number(found.at_line);
  return (
    <Notice tone="bad" live title={t("audit-not-ok")}>
      {t(`audit-problem-${found.problem}`, { line })} {t("audit-not-ok-help")}
    </Notice>
  );
}
