import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { Eye, Pencil, People } from "../../components/icons";
import type { LabDesk, LabEvent, LabOrder } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { useOpenForm } from "./begun";
import { EndOrder } from "./EndOrder";
import { useSize } from "./file";
import "./lab.css";
import { ReportState } from "./Reports";
import { UploadReport } from "./UploadReport";
import { useProgress } from "./useProgress";
import { isPending, nameOf, nextEvents, standingOf, wantsPerson } from "./words";

/** An order: who, what was told about it, and what may be told next. */
export function OrderPanel({ order: id }: { order: string }) {
  const { t, error } = useText();
  const { data: desk, error: problem, again } = useRead("lab_desk", {});
  const order = desk?.orders.find((each) => each.id === id);
  if (desk && order) return <Page desk={desk} order={order} />;
  if (desk) return <Notice tone="warn">{t("lab-order-gone")}</Notice>;
  return problem ? (
    <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
      {error(problem)}
    </Notice>
  ) : (
    <Skeleton rows={6} label={t("loading")} />
  );
}

function Page({ desk, order }: { desk: LabDesk; order: LabOrder }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const { go, open } = usePlace();
  const { shown, toggle } = useHidden();
  const [{ show_purpose }] = usePreferences();
  const [, openForm] = useOpenForm();
  const [ending, setEnding] = useState<"cancelled" | "blocked" | null>(null);
  const [uploading, setUploading] = useState(false);
  const progress = useProgress(desk.reports);
  const size = useSize();
  const next = nextEvents(order);
  const standing = standingOf(order);
  const reports = desk.reports.filter((each) => each.order === order.id);
  const tell = (event: LabEvent) => {
    openForm({ kind: "change", order: order.id, connection: order.connection, event });
    go("lab");
  };
  const { patient } = order;
  return (
    <article className="lab-order">
      <header>
        <Heading level={2} className="lab-order__name">
          {nameOf(text, order)}
        </Heading>
        <p className="soft">{patient?.birth_date ? format.date(patient.birth_date) : t("no-birth-date")}</p>
      </header>
      {standing && wantsPerson(standing.state) ? (
        <Notice
          tone={standing.state === "refused" ? "bad" : "warn"}
          actions={
            <Button small onPress={() => go("unsent")}>
              {t("lab-look")}
            </Button>
          }
        >
          {t(`lab-wants-${standing.state}`)}
        </Notice>
      ) : null}
      <Facts>
        <Fact name={t("lab-number")}>{order.number}</Fact>
        <Fact name={t("lab-laboratory")}>{order.connection_name}</Fact>
        <Fact name={t("lab-exams")}>
          {shown || show_purpose ? (
            <ul className="lab-exams">
              {order.exams.map((exam, at) => (
                // The same exam may stand twice.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={`${exam} ${at}`}>{exam}</li>
              ))}
            </ul>
          ) : (
            <span className="line">
              {t("lab-exams-count", { count: order.exams.length })}
              <Button small look="quiet" icon={<Eye />} hint="show-hidden" onPress={toggle}>
                {t("lab-exams-show")}
              </Button>
            </span>
          )}
        </Fact>
      </Facts>
      <div className="lab-order__acts">
        {next.includes("created") ? (
          <Button look="primary" onPress={() => tell("created")}>
            {t("lab-form-created")}
          </Button>
        ) : null}
        {next.includes("exams_changed") ? (
          <Button icon={<Pencil />} onPress={() => tell("exams_changed")} data-testid="lab-exams-changed">
            {t("lab-form-exams_changed")}
          </Button>
        ) : null}
        {next.includes("details_changed") ? (
          <Button icon={<Pencil />} onPress={() => tell("details_changed")} data-testid="lab-details-changed">
            {t("lab-form-details_changed")}
          </Button>
        ) : null}
        <Button onPress={() => setUploading(true)}>{t("lab-upload")}</Button>
        {patient ? (
          <Button icon={<People />} onPress={() => open({ kind: "patient", patient: patient.id })}>
            {t("lab-patient-open")}
          </Button>
        ) : null}
        {next.includes("blocked") ? (
          <Button look="danger" onPress={() => setEnding("blocked")} data-testid="lab-block">
            {t("lab-block")}
          </Button>
        ) : null}
        {next.includes("cancelled") ? (
          <Button look="danger" onPress={() => setEnding("cancelled")} data-testid="lab-cancel">
            {t("lab-cancel")}
          </Button>
        ) : null}
      </div>
      <section className="stack" aria-label={t("lab-told")}>
        <h3>{t("lab-told")}</h3>
        <ol className="lab-told">
          {order.sent.map((sending) => (
            <li key={sending.entry} className={isPending(sending.state) ? "lab-told__pending" : ""}>
              <p>{t(`lab-event-${sending.event}`)}</p>
              <p className="soft small">
                {format.instant(sending.created_at, now)} · {t(`lab-state-${sending.state}`)}
              </p>
            </li>
          ))}
        </ol>
        <p className="faint small">{t("lab-silent", { name: order.connection_name })}</p>
      </section>
      {reports.length > 0 ? (
        <section className="stack" aria-label={t("lab-reports")}>
          <h3>{t("lab-reports")}</h3>
          <ul className="lab-told">
            {reports.map((report) => (
              <li key={report.entry}>
                <p className="lab-report__file">{report.file_name}</p>
                <p className="soft small">
                  {t("lab-execution-is", { execution: report.execution })} ·{" "}
                  {t("lab-report-made", {
                    when: format.instant(report.created_at, now),
                    size: size(report.bytes),
                  })}
                </p>
                <ReportState report={report} percent={progress.get(report.entry) ?? null} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {ending ? <EndOrder order={order} event={ending} onClose={() => setEnding(null)} /> : null}
      {uploading ? (
        <UploadReport
          start={{ order: order.id, connection: order.connection, execution: "" }}
          desk={desk}
          onClose={() => setUploading(false)}
          onDone={() => setUploading(false)}
        />
      ) : null}
    </article>
  );
}
