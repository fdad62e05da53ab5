import { Button } from "../../components/Button";
import { Camera, Flask } from "../../components/icons";
import type { PatientPage } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { InvoiceButton } from "../invoice/InvoiceButton";

/** What can be begun for a patient on another screen: only where a connection can do it. */
export function BeginElsewhere({ page }: { page: PatientPage }) {
  const { t, format } = useText();
  const { go } = usePlace();
  const video = useConnectionsThat("video").length > 0;
  const lab = useConnectionsThat("laboratory").length > 0;
  const { id: patient, name, birth_date } = page.patient;
  return (
    <>
      <InvoiceButton
        person={{ id: patient, name: format.person(name), birthDate: birth_date }}
        accounts={page.records.map(({ source }) => source.connection)}
      />
      {video ? (
        <Button
          icon={<Camera />}
          hint="new-video"
          onPress={() => go("video", { book: patient })}
          data-testid="patient-video"
        >
          {t("patient-video")}
        </Button>
      ) : null}
      {lab ? (
        <Button icon={<Flask />} onPress={() => go("lab", { book: patient })} data-testid="patient-lab">
          {t("patient-lab")}
        </Button>
      ) : null}
    </>
  );
}
