import { type CalendarDate, type CalendarDateTime, parseDate, parseDateTime } from "@internationalized/date";
import { DateField, DateInput, DateSegment, FieldError, Label } from "react-aria-components";

interface Props {
  label: string;
  hideLabel?: boolean;
  /** Civil date, or date and time, as the desk writes it. */
  value: string | null;
  onChange: (value: string | null) => void;
  problem?: string | null;
  onBlur?: () => void;
}

function read<Value>(parse: (text: string) => Value, text: string | null): Value | null {
  if (!text) return null;
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** A civil date, typed part by part in the order of the language. */
export function DayField(props: Props) {
  return (
    <Parts
      {...props}
      granularity="day"
      known={read<CalendarDate>(parseDate, props.value?.slice(0, 10) ?? null)}
      write={(value) => value.toString()}
    />
  );
}

/** A civil date and time to the minute. */
export function MomentField(props: Props) {
  return (
    <Parts
      {...props}
      granularity="minute"
      known={read<CalendarDateTime>(parseDateTime, props.value)}
      write={(value) => value.toString().slice(0, 19)}
    />
  );
}

function Parts<Value extends CalendarDate | CalendarDateTime>({
  label,
  hideLabel,
  known,
  write,
  onChange,
  problem,
  onBlur,
  granularity,
}: Props & { known: Value | null; write: (value: Value) => string; granularity: "day" | "minute" }) {
  return (
    <DateField
      className="field"
      value={known as never}
      onChange={(value) => onChange(value ? write(value as Value) : null)}
      granularity={granularity}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={Boolean(problem)}
      validationBehavior="aria"
      onBlur={onBlur ?? (() => undefined)}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : <Label className="field__label">{label}</Label>}
      <DateInput className="field__input lab-date">
        {(segment) => <DateSegment segment={segment} className="lab-date__part" />}
      </DateInput>
      <FieldError className="field__problem">{problem}</FieldError>
    </DateField>
  );
}
