import { useEffect, useState } from "react";
import { useToasts } from "../components/Toasts";
import { useDeskEvents } from "../platform/desk";
import { useAppState } from "../state/desk";
import { usePlace } from "../state/place";
import { useText } from "../text/text";

const WANTED = "needs-person";

/**
 * Tells, in one remark, how many changes need a person after all. It goes by itself, when none does any more, and where
 * Unsent is looked at: the side list goes on counting them.
 */
export function SettledToasts() {
  const { t } = useText();
  const { show, drop } = useToasts();
  const { screen, go } = usePlace();
  const { unsent } = useAppState();
  const [raised, setRaised] = useState(false);
  const looking = screen === "unsent";
  useDeskEvents((event) => {
    if (event.event !== "settled") return;
    const { state, intent } = event.settled;
    if (state !== "refused" && state !== "asks") return;
    // The remark that could undo it no longer can.
    drop(intent);
    setRaised(true);
  });
  if (raised && looking) setRaised(false);

  const count = unsent.needs_person;
  const said = raised && count > 0;
  useEffect(() => {
    if (!said) return undefined;
    show({
      id: WANTED,
      text: t("settled-wanting", { count }),
      tone: "bad",
      action: { label: t("settled-look"), run: () => go("unsent") },
      onClose: () => setRaised(false),
    });
    return () => drop(WANTED);
  }, [said, count, t, show, drop, go]);
  return null;
}
