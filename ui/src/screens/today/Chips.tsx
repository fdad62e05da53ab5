import { ToggleButton } from "react-aria-components";
import { useText } from "../../text/text";
import { GROUPS, type Group, type Wait } from "./model";

interface Props {
  counts: Record<Group, number>;
  longest: Wait | null;
  group: Group | null;
  onGroup(group: Group | null): void;
}

/** How many stand where; pressing one shows only these. */
export function Chips({ counts, longest, group, onGroup }: Props) {
  const { t, format } = useText();
  return (
    <div className="chips" role="group" aria-label={t("today-filter")}>
      {GROUPS.map((each) => (
        <ToggleButton
          key={each}
          className={`chip chip--${each} ${counts[each] > 0 ? "chip--some" : ""}`}
          isSelected={group === each}
          onChange={(on) => onGroup(on ? each : null)}
        >
          <b>{format.number(counts[each])}</b>
          <span className="chip__words cut">
            {each === "waiting" && longest !== null && longest.minutes > 0
              ? t("chip-waiting-longest", { time: format.minutes(longest.minutes, longest.atLeast) })
              : t(`chip-${each}`)}
          </span>
        </ToggleButton>
      ))}
    </div>
  );
}
