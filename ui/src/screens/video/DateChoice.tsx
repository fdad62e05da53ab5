import { type CalendarDate, parseDate } from "@internationalized/date";
import {
  Button as Base,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from "react-aria-components";
import { Button } from "../../components/Button";
import { ChevronDown, ChevronLeft, ChevronRight } from "../../components/icons";
import { addDays } from "../../text/format";
import { useText } from "../../text/text";
import "./date.css";

interface Props {
  value: string | null;
  onChange: (date: string | null) => void;
  /** Today at the clinic: days before it cannot be chosen. */
  today: string;
  problem: string | null;
}

/** The day of a visit: typed, or chosen in a calendar in which days gone by cannot be chosen. */
export function DateChoice({ value, onChange, today, problem }: Props) {
  const { t } = useText();
  const near = [
    { date: today, label: t("video-today") },
    { date: addDays(today, 1), label: t("video-tomorrow") },
  ];
  return (
    <div className="date" data-testid="video-date">
      <DatePicker<CalendarDate>
        className="field"
        value={value === null ? null : parseDate(value)}
        onChange={(date) => onChange(date?.toString() ?? null)}
        minValue={parseDate(today)}
        isInvalid={problem !== null}
        isRequired
        // The desk, not the browser, says what is wrong.
        validationBehavior="aria"
        shouldForceLeadingZeros
      >
        <Label className="field__label">
          {t("video-date")}
          <span className="field__must" aria-hidden="true">
            {" "}
            *
          </span>
        </Label>
        <Group className="field__input date__group">
          <DateInput className="date__input">
            {(segment) => <DateSegment segment={segment} className="date__segment" />}
          </DateInput>
          <Base className="date__open" aria-label={t("video-calendar")}>
            <ChevronDown />
          </Base>
        </Group>
        <FieldError className="field__problem">{problem}</FieldError>
        <Popover className="menu date__popover" offset={4}>
          <Dialog className="date__dialog" aria-label={t("video-calendar")}>
            <Calendar className="calendar">
              <header className="calendar__head">
                <Base slot="previous" className="button button--icon">
                  <ChevronLeft />
                </Base>
                <Heading className="calendar__title" />
                <Base slot="next" className="button button--icon">
                  <ChevronRight />
                </Base>
              </header>
              <CalendarGrid className="calendar__grid">
                <CalendarGridHeader>
                  {(day) => <CalendarHeaderCell className="calendar__weekday">{day}</CalendarHeaderCell>}
                </CalendarGridHeader>
                <CalendarGridBody>
                  {(date) => <CalendarCell date={date} className="calendar__day" />}
                </CalendarGridBody>
              </CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
      <div className="line">
        {near.map(({ date, label }) => (
          <Button key={date} small look={date === value ? "plain" : "quiet"} onPress={() => onChange(date)}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
