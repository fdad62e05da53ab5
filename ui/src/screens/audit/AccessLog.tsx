import { useRef } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import { useKey } from "../../keys/keys";
import type { AuditQuery } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import "./audit.css";
import { EVERYTHING, Filters } from "./Filters";
import { Page } from "./Page";
import { Verdict, useVerdict } from "./Verdict";

/** Who looked at which patient and who changed what, newest first. For managers. */
export function AccessLog() {
  const { t, error } = useText();
  const { go } = usePlace();
  const manager = useIsManager();
  // What was looked for survives a walk to a patient.
  const [kept, setKept] = useDraft<AuditQuery>("access-log");
  const query = kept ?? EVERYTHING;
  const save = useAct("access_log_export");
  const { show } = useToasts();
  const saving = useTask();
  const verdict = useVerdict();
  const table = useRef<HTMLTableElement>(null);

  const step = (by: number) => {
    const all = [...(table.current?.querySelectorAll<HTMLElement>("[data-log-line]") ?? [])];
    const here = all.findIndex((line) => line === document.activeElement);
    const next = here < 0 ? all[0] : all[Math.min(Math.max(here + by, 0), all.length - 1)];
    next?.focus();
    return next !== undefined;
  };
  useKey("down", () => step(1));
  useKey("up", () => step(-1));
  useKey("back", () => go("settings"));

  const keep = () =>
    saving.run(async () => {
      const { name } = await save(query);
      if (name) show({ id: "log-saved", text: t("file-saved", { name }) });
    });
  if (!manager)
    return (
      <section className="log">
        <h1>{t("audit-title")}</h1>
        <Empty title={t("audit-managers")}>{t("audit-managers-help")}</Empty>
      </section>
    );
  return (
    <section className="log">
      <header className="log__head">
        <div>
          <h1>{t("audit-title")}</h1>
          <p className="soft">{t("audit-about")}</p>
        </div>
        <div className="line">
          <Button
            isDisabled={verdict.busy}
            icon={verdict.busy ? <Spinner /> : undefined}
            onPress={() => void verdict.ask()}
            data-testid="log-verify"
          >
            {t("audit-verify")}
          </Button>
          <Button isDisabled={saving.busy} onPress={() => void keep()} data-testid="log-export">
            {t("audit-export")}
          </Button>
          <Button hint="back" onPress={() => go("settings")}>
            {t("back")}
          </Button>
        </div>
      </header>
      <Verdict verdict={verdict} />
      {saving.problem ? (
        <Notice tone="bad" live>
          {error(saving.problem)}
        </Notice>
      ) : null}
      <Filters query={query} onChange={(changes) => setKept({ ...query, ...changes })} />
      <div className="log__frame">
        <table className="log__table" ref={table} aria-label={t("audit-title")}>
          <thead>
            <tr>
              <th scope="col">{t("audit-column-when")}</th>
              <th scope="col">{t("audit-column-who")}</th>
              <th scope="col">{t("audit-column-act")}</th>
              <th scope="col">{t("audit-column-patient")}</th>
              <th scope="col">{t("audit-column-outcome")}</th>
            </tr>
          </thead>
          <Page key={JSON.stringify(query)} query={query} first />
        </table>
      </div>
    </section>
  );
}
