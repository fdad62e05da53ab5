import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import type { CheckReport, Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Report, ReportRows } from "../account/Report";

/** What the last check of an account found, and the way to keep it as a file for support. */
export function CheckConnection({
  connection,
  report,
  onHide,
}: {
  connection: Connection;
  report: CheckReport;
  onHide: () => void;
}) {
  const { t, error } = useText();
  const save = useAct("connection_check_save");
  const toasts = useToasts();
  const { busy, problem, run } = useTask();
  const { id } = connection;
  const keep = () =>
    void run(async () => {
      const { name: file } = await save({ id });
      if (file) toasts.show({ id: `report-${id}`, text: t("connection-report-saved", { file }) });
    });
  return (
    <div className="stack">
      <Report report={report} vendor={connection.vendor} />
      {report.rows.length > 0 ? <ReportRows rows={report.rows} /> : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button small isDisabled={busy} onPress={keep} data-testid="connection-report-save">
          {t("connection-report-save")}
        </Button>
        <Button small look="quiet" onPress={onHide}>
          {t("connection-check-hide")}
        </Button>
        <span className="faint small">{t("connection-report-help")}</span>
      </div>
    </div>
  );
}
