import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { BookingSummary, PatientOf } from "./BookingSummary";
import { DateChoice } from "./DateChoice";
import { TimeChoice } from "./TimeChoice";
import { type VideoField, type VideoText, formOf, reasonsShown, sameName, whenProblems } from "./draft";
import { takenBy } from "./times";
import { useBooking } from "./useBooking";
import { useVideoDraft } from "./useVideoDraft";
import { useVideoCheck } from "./useVideoCheck";
import "./book.css";
import { videoError } from "./words";

/** Books a visit: for a patient with what the desk knows filled in, or from an empty form. */
export function BookVideo({ patient }: { patient: string | null }) {
  const text = useText();
  const { t, format } = text;
  const { back } = usePlace();
  const accounts = useConnectionsThat("video");
  const draft = useVideoDraft(patient, accounts);
  const { connection, value } = draft;
  const account = accounts.find(({ id }) => id === connection);
  const now = civilAt(useNow(), account?.zone ?? "UTC");
  const page = useRead("patient_open", { id: patient ?? "" }, { enabled: patient !== null });
  const list = useRead("video_visits", { past: false });
  const taken = useMemo(() => takenBy(list.data?.visits ?? [], connection), [list.data, connection]);

  const [attempts, setAttempts] = useState(0);
  const { problems, checkNow } = useVideoCheck(connection, formOf(value));
  const booking = useBooking(patient, draft, checkNow);
  const local = whenProblems(value, now, taken);
  const reasons = reasonsShown([...local, ...problems, ...booking.refused], value, attempts > 0);
  const about = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts]);

  const known = page.data?.patient;
  const edit = (changes: Partial<VideoText>) => {
    booking.clear();
    draft.change(changes);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (booking.busy) return;
    const booked = await booking.book(local.length === 0);
    if (!booked) setAttempts((before) => before + 1);
  };
  const field = (name: Exclude<VideoField, "date" | "time">) => ({
    value: value[name],
    onChange: (typed: string) => edit({ [name]: typed }),
    problem: reasons[name] ? fieldWords(t, reasons[name]) : null,
    "data-testid": `video-${name}`,
  });
  const otherName =
    known && value.name.trim() !== "" && !sameName(known.name, value.name) ? known.name : null;
  const otherYear =
    known?.birth_date && value.birth_year.length === 4 && !known.birth_date.startsWith(value.birth_year)
      ? known.birth_date
      : null;

  return (
    <form
      className="book"
      ref={form}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("video-book-title")}
    >
      <Heading level={2} className="book__title">
        {t("video-book-title")}
      </Heading>
      {patient === null ? null : <PatientOf known={known} problem={page.error} />}
      {draft.problem ? <Notice tone="warn">{videoError(text, draft.problem, account?.name)}</Notice> : null}
      {accounts.length > 1 ? (
        <Choice
          label={t("video-account")}
          value={connection}
          onChange={draft.choose}
          options={accounts.map(({ id, name }) => ({ key: id, label: name }))}
        />
      ) : null}
      <div className="book__pair book__pair--name">
        <Field
          {...field("name")}
          label={t("video-name")}
          required
          autoFocus
          help={otherName ? t("video-other-name", { name: format.person(otherName) }) : undefined}
        />
        <Field
          {...field("birth_year")}
          label={t("video-birth-year")}
          required
          help={otherYear ? t("video-other-year", { date: format.date(otherYear) }) : undefined}
        />
      </div>
      <div className="book__pair">
        <Field {...field("phone")} label={t("patient-phone")} type="tel" />
        <Field {...field("email")} label={t("patient-email")} type="email" />
      </div>
      <p className="field__help book__reach">{t("video-reach-help")}</p>
      <div className="book__when">
        <div className="stack">
          <DateChoice
            value={value.date}
            onChange={(chosen) => edit({ date: chosen })}
            today={now.date}
            problem={reasons.date ? fieldWords(t, reasons.date) : null}
          />
          <p id={about} className="field__help">
            {t("video-times-help")}
          </p>
        </div>
        <TimeChoice
          date={value.date}
          value={value.time}
          onChange={(typed) => edit({ time: typed })}
          now={now}
          taken={taken}
          problem={reasons.time ? fieldWords(t, reasons.time) : null}
          about={about}
        />
      </div>
      <div className="book__end">
        {booking.problem ? (
          <Notice tone="bad" live>
            {videoError(text, booking.problem, account?.name)}
          </Notice>
        ) : null}
        <BookingSummary
          value={value}
          patient={otherName || otherYear ? undefined : known}
          connection={account?.name ?? ""}
          unusable={reasons}
        />
        <div className="book__actions">
          <Button
            look="primary"
            type="submit"
            isDisabled={booking.busy}
            icon={booking.busy ? <Spinner /> : undefined}
            data-testid="video-book"
          >
            {t("video-book-do")}
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              draft.drop();
              back();
            }}
          >
            {t("cancel")}
          </Button>
          <span className="faint small">{t("form-kept")}</span>
        </div>
      </div>
    </form>
  );
}
