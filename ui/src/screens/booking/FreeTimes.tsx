import { Button } from "../../components/Button";
import type { BookingAccount } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";

interface Props {
  account: BookingAccount;
  doctor: string;
  date: string | null;
  minutes: number;
  /** The time that is typed. */
  chosen: string | null;
  onChoose: (time: string) => void;
}

/** When the doctor is free on that day, as the vendor answers now. Without an answer a time is typed. */
export function FreeTimes({ account, doctor, date, minutes, chosen, onChoose }: Props) {
  const { t, format } = useText();
  const asked = doctor !== "" && date !== null && minutes > 0;
  const { data, error } = useRead(
    "booking_times",
    { connection: account.connection, doctor, date: date ?? account.today, minutes },
    { enabled: asked },
  );
  const says = !asked
    ? t("booking-free-wants")
    : error
      ? t("booking-free-unknown", { vendor: account.connection_name })
      : !data
        ? t("booking-free-asking", { vendor: account.connection_name })
        : data.times.length === 0
          ? t("booking-free-none")
          : null;
  return (
    <section className="booking__free" aria-label={t("booking-free")}>
      {says ? <p className="booking__says">{says}</p> : null}
      {asked && data
        ? data.times.map((time) => (
            <Button
              key={time}
              small
              look={time === chosen ? "primary" : "plain"}
              aria-pressed={time === chosen}
              onPress={() => onChoose(time.slice(0, 5))}
              data-testid="booking-free"
            >
              {format.time(time)}
            </Button>
          ))
        : null}
    </section>
  );
}
