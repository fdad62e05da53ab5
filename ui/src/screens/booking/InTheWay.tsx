import { Notice } from "../../components/Notice";
import type { Clash } from "../../platform/bindings";
import { useText } from "../../text/text";

/** What stands at the same time: whose it is, from when to when, and why it is in the way. */
export function InTheWay({ id, clashes }: { id: string; clashes: readonly Clash[] }) {
  const { t, format } = useText();
  const whenOf = ({ start, end }: Clash) => {
    if (!start) return t("booking-clash-whole-day");
    return end ? `${format.time(start)}–${format.time(end)}` : format.time(start);
  };
  return (
    <div id={id} aria-live="polite">
      {clashes.length > 0 ? (
        <Notice tone="warn" title={t("booking-in-the-way")}>
          <ul data-testid="booking-clashes">
            {clashes.map((clash) => (
              <li key={`${clash.start}-${clash.patient.id}-${clash.doctor ?? ""}`}>
                {[
                  whenOf(clash),
                  format.person(clash.patient.name) || t("unknown-patient"),
                  clash.doctor ? format.person(clash.doctor) : null,
                  t(`booking-clash-${clash.of}`),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
