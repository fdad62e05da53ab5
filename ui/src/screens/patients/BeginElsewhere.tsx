import { Button } from "../../components/Button";
import { Camera, Flask, Today } from "../../components/icons";
import type { PatientPage } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { InvoiceButton } from "../invoice/InvoiceButton";

/** What can be begun for a patient on another screen: only where a connection can do it. */
export function BeginElsewhere({ page }: { page: PatientPage }) {
  const { t, format } = useText();
  const { go, open } = usePlace();
  const video = useConnectionsThat("video").length > 0;
  const lab = useConnectionsThat("laboratory").length > 0;
  const booked = useConnectionsThat("bookings");
  const bookable = page.records.some(({ source }) => booked.some(({ id }) => id === source.connection));
  const { id: patient, name, birth_date } = page.patient;
  return (
    <>
      <InvoiceButton
        person={{ id: patient, name: format.person(name), birthDate: birth_date }}
        accounts={page.records.map(({ source }) => source.connection)}
      />
      {bookable ? (
        <Button
          icon={<Today />}
          hint="new-appointment"
          onPress={() => open({ kind: "book-appointment", patient })}
          data-testid="patient-book"
        >
          {t("booking-open")}
        </Button>
      ) : null}
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
