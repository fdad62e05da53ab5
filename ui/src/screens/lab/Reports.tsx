import { Button } from "../../components/Button";
import { Empty } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import type { LabDesk, LabReport } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { useSize } from "./file";
import { isPending, nameOf, wantsPerson } from "./words";

interface Props {
  desk: LabDesk;
  reports: readonly LabReport[];
  progress: ReadonlyMap<string, number>;
  onUpload: (again?: LabReport) => void;
}

/** The reports that were uploaded from here, and those on their way. */
export function Reports({ desk, reports, progress, onUpload }: Props) {
  const { t } = useText();
  if (reports.length === 0) {
    return (
      <Empty
        title={t("lab-reports-empty")}
        action={<Button onPress={() => onUpload()}>{t("lab-upload")}</Button>}
      >
        {t("lab-reports-empty-help")}
      </Empty>
    );
  }
  return (
    <>
      <ul className="lab-list">
        {reports.map((report) => (
          <Report
            key={report.entry}
            report={report}
            desk={desk}
            percent={progress.get(report.entry) ?? null}
            onAgain={() => onUpload(report)}
          />
        ))}
      </ul>
      <Announced reports={reports} progress={progress} />
    </>
  );
}

function Report({
  report,
  desk,
  percent,
  onAgain,
}: {
  report: LabReport;
  desk: LabDesk;
  percent: number | null;
  onAgain: () => void;
}) {
  const text = useText();
  const { t, format } = text;
  const size = useSize();
  const now = useNow();
  const order = desk.orders.find(({ id }) => id === report.order);
  const about = [
    t("lab-execution-is", { execution: report.execution }),
    order ? t("lab-of-order", { who: nameOf(text, order), number: order.number }) : null,
  ];
  return (
    <li className="lab-report" data-testid="lab-report" data-state={report.state}>
      <div className="lab-report__what">
        <p className="lab-report__file">{report.file_name}</p>
        <p className="soft small">{about.filter(Boolean).join(" · ")}</p>
        <p className="faint small">
          {t("lab-report-made", { when: format.instant(report.created_at, now), size: size(report.bytes) })}
        </p>
      </div>
      <ReportState report={report} percent={percent} />
      <Button small onPress={onAgain} aria-label={t("lab-again-of", { file: report.file_name })}>
        {t("lab-again")}
      </Button>
    </li>
  );
}

/** How far a report got: a bar while its bytes leave, words otherwise. */
export function ReportState({ report, percent }: { report: LabReport; percent: number | null }) {
  const { t } = useText();
  const { go } = usePlace();
  const { state } = report;
  if (state === "sending" || (percent !== null && isPending(state))) {
    const words = percent === null ? t("lab-report-sending") : t("lab-percent", { percent });
    return (
      <div className="lab-progress">
        <div
          className="lab-progress__bar"
          role="progressbar"
          aria-label={t("lab-progress-of", { file: report.file_name })}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(percent === null ? {} : { "aria-valuenow": percent })}
          data-testid="lab-progress"
        >
          <div style={{ width: `${percent ?? 0}%` }} />
        </div>
        <span className="small">{words}</span>
      </div>
    );
  }
  if (wantsPerson(state)) {
    return (
      <div className="lab-report__state">
        <Tag tone={state === "refused" ? "red" : "amber"}>{t(`lab-report-${state}`)}</Tag>
        <Button small look="quiet" onPress={() => go("unsent")}>
          {t("lab-look")}
        </Button>
      </div>
    );
  }
  return (
    <div className="lab-report__state">
      <span className={`lab-chip lab-chip--${state}`}>{t(`lab-report-${state}`)}</span>
    </div>
  );
}

// Said by assistive technology in steps, so that it does not talk all the time.
const STEP = 25;

function Announced({
  reports,
  progress,
}: {
  reports: readonly LabReport[];
  progress: ReadonlyMap<string, number>;
}) {
  const { t } = useText();
  const said = reports
    .filter(({ entry, state }) => isPending(state) && progress.has(entry))
    .map(({ entry, file_name: file }) => {
      const percent = Math.floor((progress.get(entry) ?? 0) / STEP) * STEP;
      return t("lab-progress-said", { file, percent });
    });
  return (
    <p className="unseen" role="status" data-testid="lab-progress-said">
      {said.join(" ")}
    </p>
  );
}
