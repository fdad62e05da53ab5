import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { BookingAccount, WireError } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { DateChoice } from "../video/DateChoice";
import { readTime } from "../video/times";
import { FreeTimes } from "./FreeTimes";
import { InTheWay } from "./InTheWay";
import { type BookingText, NO_ROOM, formOf } from "./draft";

const FIELDS = ["doctor", "date", "time", "minutes", "despite", "room", "purpose"] as const;
type Wanted = "doctor" | "date" | "time" | "minutes" | "despite";

interface Props {
  account: BookingAccount;
  value: BookingText;
  onChange: (changes: Partial<BookingText>) => void;
  /** What it is booked by: what this has pencilled already is not in its own way. */
  intent: string;
  busy: boolean;
  problem: WireError | null;
  label: string;
  /** What the button does. */
  does: string;
  onDone: () => void;
  onLeave: () => void;
}

/** The fields of a booking: who treats, when, where, what for; and what is in the way. */
export function BookingFields({
  account,
  value,
  onChange: change,
  intent,
  busy,
  problem,
  label,
  does,
  onDone,
  onLeave,
}: Props) {
  const { t, error } = useText();
  const [tried, setTried] = useState(false);
  const form = formOf(value);
  const whole = form.date !== null && form.time !== null && form.minutes > 0;
  const { data: clashes } = useRead(
    "booking_clashes",
    { intent, record: account.record, form },
    { enabled: whole, keep: true },
  );
  const way = whole ? (clashes ?? []) : [];
  const missing: Partial<Record<Wanted, boolean>> = {
    doctor: value.doctor === "",
    date: value.date === null,
    time: form.time === null,
    minutes: form.minutes === 0,
    despite: way.length > 0 && value.despite.trim() === "",
  };
  const refused = fieldOf(problem);
  const words = (field: Wanted | "room" | "purpose"): string | null => {
    if (refused === field) return fieldWords(t, problem?.params["reason"] ?? "");
    return tried && missing[field as Wanted] ? t(`booking-wants-${field}`) : null;
  };
  const element = useRef<HTMLFormElement>(null);
  const wrong = FIELDS.flatMap((field) => {
    const said = words(field);
    return said ? [[field, said] as const] : [];
  });
  useFirstProblem(element, Object.fromEntries(wrong));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && !Object.values(missing).some(Boolean)) onDone();
  };
  const aside = useId();
  return (
    <form ref={element} className="patient-form" onSubmit={submit} noValidate aria-label={label}>
      {account.doctors.length === 0 ? <Notice tone="warn">{t("booking-no-doctors")}</Notice> : null}
      <Choice
        label={t("booking-doctor")}
        value={value.doctor}
        onChange={(doctor) => change({ doctor })}
        placeholder={t("booking-choose")}
        options={account.doctors.map(({ id, name }) => ({ key: id, label: name }))}
        data-testid="booking-doctor"
      />
      {words("doctor") ? (
        <p className="field__problem" role="alert">
          {words("doctor")}
        </p>
      ) : null}
      {account.reasons.length > 0 ? (
        <Choice
          label={t("booking-reason")}
          value={account.reasons.find(({ name }) => name === value.purpose)?.id ?? ""}
          onChange={(id) => {
            const reason = account.reasons.find((each) => each.id === id);
            if (!reason) return;
            change({
              purpose: reason.name,
              ...(reason.minutes ? { minutes: String(reason.minutes) } : {}),
            });
          }}
          placeholder={t("booking-choose")}
          options={account.reasons.map(({ id, name }) => ({ key: id, label: name }))}
          data-testid="booking-reason"
        />
      ) : null}
      <Field
        label={t("booking-purpose")}
        value={value.purpose}
        onChange={(purpose) => change({ purpose })}
        problem={words("purpose")}
        data-testid="booking-purpose"
      />
      <DateChoice
        value={value.date}
        onChange={(date) => change({ date })}
        today={account.today}
        problem={words("date")}
      />
      <div className="patient-form__pair">
        <Field
          label={t("booking-time")}
          value={value.time}
          onChange={(time) => change({ time })}
          onBlur={() => {
            const time = readTime(value.time, true);
            if (time !== null && time !== value.time) change({ time });
          }}
          problem={words("time")}
          required
          data-testid="booking-time"
        />
        <Field
          label={t("booking-minutes")}
          value={value.minutes}
          onChange={(minutes) => change({ minutes })}
          problem={words("minutes")}
          required
          data-testid="booking-minutes"
        />
      </div>
      <FreeTimes
        account={account}
        doctor={value.doctor}
        date={value.date}
        minutes={form.minutes}
        chosen={form.time}
        onChoose={(time) => change({ time })}
      />
      {account.rooms.length > 0 ? (
        <Choice
          label={t("booking-room")}
          value={value.room}
          onChange={(room) => change({ room })}
          options={[
            { key: NO_ROOM, label: t("booking-no-room") },
            ...account.rooms.map(({ id, name }) => ({ key: id, label: name })),
          ]}
          data-testid="booking-room"
        />
      ) : null}
      {words("room") ? (
        <p className="field__problem" role="alert">
          {words("room")}
        </p>
      ) : null}
      <InTheWay id={aside} clashes={way} />
      {way.length > 0 || words("despite") ? (
        <Field
          label={t("booking-despite")}
          value={value.despite}
          onChange={(despite) => change({ despite })}
          problem={words("despite")}
          required
          data-testid="booking-despite"
        />
      ) : null}
      {problem && !refused ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <p className="patient-form__note">{t("booking-pencilled-help", { vendor: account.connection_name })}</p>
      <div className="patient-form__actions">
        <Button look="primary" type="submit" isDisabled={busy} data-testid="booking-do">
          {does}
        </Button>
        <Button onPress={onLeave}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
