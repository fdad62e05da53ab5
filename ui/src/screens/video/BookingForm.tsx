import { type FormEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { Connection, FieldProblem, WireError } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { civilAt } from "../../text/format";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { BookingSummary, PatientOf } from "./BookingSummary";
import { DateChoice } from "./DateChoice";
import { TimeChoice } from "./TimeChoice";
import { type VideoField, type VideoText, reasonsShown, sameName, whenProblems } from "./draft";
import { takenBy } from "./times";
import "./book.css";
import { videoError } from "./words";

interface Props {
  /** What the form is called. */
  label: string;
  /** What stands above the fields. */
  children?: ReactNode;
  /** Whom it is for, where that is known. */
  patient: string | null;
  /** The accounts it can be booked by. */
  accounts: readonly Connection[];
  connection: string;
  onChoose?: (connection: string) => void;
  value: VideoText;
  onChange: (changes: Partial<VideoText>) => void;
  /** The entry that is changed: its own time is not taken. */
  entry?: string;
  booking: {
    busy: boolean;
    problem: WireError | null;
    problems: readonly FieldProblem[];
    book: (ready: boolean) => Promise<boolean>;
    clear: () => void;
  };
  /** What the one button says. */
  does: string;
  onLeave: () => void;
}

/** The fields of a visit, what is wrong with them while they are typed, and what will be booked in one look. */
export function BookingForm({
  label,
  children,
  patient,
  accounts,
  connection,
  onChoose,
  value,
  onChange,
  entry,
  booking,
  does,
  onLeave,
}: Props) {
  const text = useText();
  const { t, format } = text;
  const account = accounts.find(({ id }) => id === connection);
  const now = civilAt(useNow(), account?.zone ?? "UTC");
  const page = useRead("patient_open", { id: patient ?? "" }, { enabled: patient !== null });
  const list = useRead("video_visits", { past: false });
  const taken = useMemo(
    () =>
      takenBy(
        (list.data?.visits ?? []).filter((visit) => !entry || visit.pending?.entry !== entry),
        connection,
      ),
    [list.data, connection, entry],
  );

  const [attempts, setAttempts] = useState(0);
  const local = whenProblems(value, now, taken);
  const reasons = reasonsShown([...local, ...booking.problems], value, attempts > 0);
  const about = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts]);

  const known = page.data?.patient;
  const edit = (changes: Partial<VideoText>) => {
    booking.clear();
    onChange(changes);
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
    <form className="book" ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={label}>
      {children}
      {patient === null || entry ? null : <PatientOf known={known} problem={page.error} />}
      {accounts.length > 1 && onChoose ? (
        <Choice
          label={t("video-account")}
          value={connection}
          onChange={onChoose}
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
            {does}
          </Button>
          <Button look="quiet" onPress={onLeave}>
            {t("cancel")}
          </Button>
          <span className="faint small">{t("form-kept")}</span>
        </div>
      </div>
    </form>
  );
}
