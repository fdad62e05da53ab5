import { Heading } from "react-aria-components";
import { Notice } from "../../components/Notice";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { BookingForm } from "./BookingForm";
import { formOf } from "./draft";
import { useBooking } from "./useBooking";
import { useVideoCheck } from "./useVideoCheck";
import { useVideoDraft } from "./useVideoDraft";
import { videoError } from "./words";

/** Books a visit: for a patient with what the desk knows filled in, or from an empty form. */
export function BookVideo({ patient }: { patient: string | null }) {
  const text = useText();
  const { t } = text;
  const { back } = usePlace();
  const accounts = useConnectionsThat("video");
  const draft = useVideoDraft(patient, accounts);
  const { connection, value } = draft;
  const account = accounts.find(({ id }) => id === connection);
  const { problems, checkNow } = useVideoCheck(connection, formOf(value));
  const booking = useBooking(patient, draft, checkNow);
  return (
    <BookingForm
      label={t("video-book-title")}
      patient={patient}
      accounts={accounts}
      connection={connection}
      onChoose={draft.choose}
      value={value}
      onChange={draft.change}
      booking={{ ...booking, problems: [...problems, ...booking.refused] }}
      does={t("video-book-do")}
      onLeave={() => {
        draft.drop();
        back();
      }}
    >
      <Heading level={2} className="book__title">
        {t("video-book-title")}
      </Heading>
      {draft.problem ? <Notice tone="warn">{videoError(text, draft.problem, account?.name)}</Notice> : null}
    </BookingForm>
  );
}
