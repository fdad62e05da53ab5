import { useToasts } from "../components/Toasts";
import { useDeskEvents } from "../platform/desk";
import { usePlace } from "../state/place";
import { useText } from "../text/text";

/** Tells when an action needs a person after all; takes the place of the remark that could undo it. */
export function SettledToasts() {
  const { t } = useText();
  const { show } = useToasts();
  const { go } = usePlace();
  useDeskEvents((event) => {
    if (event.event !== "settled") return;
    const { state, intent } = event.settled;
    if (state !== "refused" && state !== "asks") return;
    const text = state === "refused" ? t("settled-refused") : t("settled-asks");
    show({
      id: intent,
      text,
      tone: "bad",
      stays: 0,
      action: { label: t("settled-look"), run: () => go("unsent") },
    });
  });
  return null;
}
