import { useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { Notice, Skeleton } from "../../components/Notice";
import { ChevronDown } from "../../components/icons";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import "./audit.css";
import { ChangeLines } from "./Changes";
import { Outcome } from "./Outcome";
import { actWords, whoWords } from "./words";

/** Who changed what about a patient, newest first; read only when somebody wants to see it. */
export function PatientHistory({ patient }: { patient: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <Disclosure className="patient-history" isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="patient-history__trigger" data-testid="patient-history">
          <ChevronDown />
          {t("patient-history")}
        </Button>
      </Heading>
      <DisclosurePanel>{open ? <Lines patient={patient} /> : null}</DisclosurePanel>
    </Disclosure>
  );
}

function Lines({ patient }: { patient: string }) {
  const text = useText();
  const { t, format, error } = text;
  const now = useNow();
  const { data, error: problem } = useRead("patient_history", { id: patient });
  if (problem) return <Notice tone="bad">{error(problem)}</Notice>;
  if (!data) return <Skeleton rows={3} label={t("loading")} />;
  if (data.length === 0) return <p className="soft small">{t("patient-history-none")}</p>;
  return (
    <ol className="history">
      {data.map((line) => (
        <li key={line.seq}>
          <span className="line">
            {actWords(text, line.act)}
            {line.outcome && line.outcome.state !== "done" ? <Outcome outcome={line.outcome} /> : null}
          </span>
          <span className="soft small">
            {t("audit-by", { who: whoWords(text, line), when: format.instant(line.at, now) })}
            {line.reason ? ` · ${t("audit-quoted", { words: line.reason })}` : ""}
          </span>
          {line.outcome?.vendor_message && line.outcome.state === "refused" ? (
            <span className="small">{t("audit-quoted", { words: line.outcome.vendor_message })}</span>
          ) : null}
          {line.erased ? <span className="faint small">{t("audit-erased")}</span> : null}
          {line.changes.length > 0 ? <ChangeLines changes={line.changes} /> : null}
        </li>
      ))}
    </ol>
  );
}
