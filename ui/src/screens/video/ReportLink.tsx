import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Paper } from "../../components/icons";
import type { VideoReport, VideoVisit } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { BrowserLink } from "./BrowserLink";
import { httpsLink, reportDay } from "./model";
import { videoError } from "./words";

/** The vendor's report of a visit: from the day after; before that, why not yet. */
export function ReportLink({ visit }: { visit: VideoVisit }) {
  const text = useText();
  const { t, format } = text;
  const ask = useAct("video_report");
  const { busy, problem, run } = useTask();
  const [report, setReport] = useState<VideoReport | null>(null);
  const link = report ? httpsLink(report.url) : null;
  return (
    <section className="stack">
      <h3>{t("video-report")}</h3>
      {visit.may_report ? null : (
        <p className="soft small" data-testid="video-report-later">
          {t("video-report-later", {
            name: visit.connection_name,
            date: format.day(reportDay(visit.start ?? "")),
          })}
        </p>
      )}
      {visit.may_report && !link ? (
        <Button
          wide
          isDisabled={busy}
          icon={busy ? <Spinner /> : <Paper />}
          onPress={() => void run(async () => setReport(await ask({ id: visit.id })))}
        >
          {t("video-report-ask", { name: visit.connection_name })}
        </Button>
      ) : null}
      {link ? <BrowserLink link={link} label={t("video-report-open")} primary /> : null}
      {report && !link ? (
        <p className="soft" role="status">
          {report.url
            ? t("video-not-https", { link: report.url })
            : t("video-report-none", { name: visit.connection_name })}
        </p>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {videoError(text, problem, visit.connection_name)}
        </Notice>
      ) : null}
    </section>
  );
}
