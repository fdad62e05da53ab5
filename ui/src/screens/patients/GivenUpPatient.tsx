import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { Plus } from "../../components/icons";
import type { GivenUp, PatientPage } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { PatientHistory } from "../audit/PatientHistory";
import { MoreForPatient } from "./ErasePatient";
import { type PatientText, textOf } from "./form";
import { Phones } from "./Phones";

/** A new patient whom somebody gave up before any vendor knew them: what was typed, who gave them up, and beginning anew. */
export function GivenUpPatient({ page, how }: { page: PatientPage; how: GivenUp }) {
  const { t, format } = useText();
  const { open } = usePlace();
  const now = useNow();
  const [, setTyped] = useDraft<PatientText>("new-patient");
  const { patient, records } = page;
  const [first] = records;
  const again = () => {
    if (first) setTyped(textOf(first));
    open({ kind: "new-patient" });
  };
  return (
    <article className="patient">
      <header className="patient__head">
        <Heading level={2} className="patient__name">
          {format.person(patient.name) || t("unknown-patient")}
        </Heading>
        <p className="soft">{patient.birth_date ? format.date(patient.birth_date) : t("no-birth-date")}</p>
        <Notice tone="warn" title={t("patient-never-sent")}>
          {how.at
            ? t("patient-given-up", {
                who: how.by || t("patient-given-up-desk"),
                when: format.instant(how.at, now),
              })
            : null}
          {how.reason ? ` ${t("audit-quoted", { words: how.reason })}` : null}
        </Notice>
      </header>
      <div className="line">
        <Button icon={<Plus />} onPress={again} data-testid="patient-again">
          {t("patient-again")}
        </Button>
        <MoreForPatient page={page} />
      </div>
      <Facts>
        <Fact name={t("patient-phone")}>
          <Phones page={page} />
        </Fact>
        <Fact name={t("patient-email")}>
          {patient.email || <span className="faint">{t("patient-not-known")}</span>}
        </Fact>
      </Facts>
      <PatientHistory patient={patient.id} />
    </article>
  );
}
