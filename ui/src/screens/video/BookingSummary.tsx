import { Notice } from "../../components/Notice";
import type { PatientHit, WireError } from "../../platform/bindings";
import { useText } from "../../text/text";
import type { VideoField, VideoText } from "./draft";
import { readTime } from "./times";
import { birthWords, reachWords, videoError, whenWords } from "./words";

/** For whom the form was opened: name and birth date, whatever is typed below. */
export function PatientOf({ known, problem }: { known: PatientHit | undefined; problem: WireError | null }) {
  const text = useText();
  const { t, format } = text;
  if (!known && problem) return <Notice tone="warn">{videoError(text, problem)}</Notice>;
  return (
    <p className="book__patient" data-testid="video-patient">
      <b>{known ? format.person(known.name) || t("unknown-patient") : t("loading")}</b>
      {known ? <span className="soft">{birthWords(text, known, null)}</span> : null}
    </p>
  );
}

/** What will be booked, in one look, before anybody presses: who, born when, which day and hour, who is written to. */
export function BookingSummary({
  value,
  patient,
  connection,
  unusable,
}: {
  value: VideoText;
  patient: PatientHit | undefined;
  connection: string;
  /** The fields that cannot be used as they stand: they are not repeated. */
  unusable: Partial<Record<VideoField, string>>;
}) {
  const text = useText();
  const { t, format } = text;
  const name = value.name.trim();
  const time = readTime(value.time, true);
  const reach = reachWords(text, {
    phone: unusable.phone ? "" : value.phone,
    email: unusable.email ? "" : value.email,
  });
  const wrong = unusable.name ?? unusable.birth_year ?? unusable.date ?? unusable.time;
  if (wrong || name === "" || value.date === null || time === null)
    return <p className="book__summary soft small">{t("video-summary-mails", { name: connection })}</p>;
  return (
    <div className="book__summary" data-testid="video-summary">
      <p>
        <b>{format.person(name)}</b>{" "}
        <span className="soft">{birthWords(text, patient ?? null, value.birth_year || null)}</span>
      </p>
      <p>{whenWords(text, `${value.date}T${time}`)}</p>
      <p className="soft small">
        {reach
          ? t("video-summary-reach", { reach, name: connection })
          : unusable.phone || unusable.email
            ? t("video-summary-mails", { name: connection })
            : t("video-summary-nobody")}
      </p>
    </div>
  );
}
