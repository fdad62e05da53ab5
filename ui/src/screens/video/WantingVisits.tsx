import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { personOf, visitOf, whyWords } from "../unsent/words";

const WANTS = new Set(["asks", "refused"]);

/** Bookings and removals that need a person: a refused booking stands in no other list. */
export function WantingVisits() {
  const text = useText();
  const { t } = text;
  const now = useNow();
  const { go } = usePlace();
  const { data } = useRead("unsent", {});
  const wanting = (data?.entries ?? []).filter(
    ({ action, state }) => (action === "book_video" || action === "remove_video") && WANTS.has(state),
  );
  if (wanting.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={t("video-wanting", { count: wanting.length })}
      actions={
        <Button small onPress={() => go("unsent")}>
          {t("video-wanting-look")}
        </Button>
      }
    >
      <ul className="video__wanting">
        {wanting.map((entry) => (
          <li key={entry.id} data-testid="video-wanting">
            <b>
              {t(entry.action === "book_video" ? "video-wanting-book" : "video-wanting-remove", {
                who: personOf(text, entry),
                when: visitOf(text, entry) ?? t("video-time-unreadable"),
              })}
            </b>{" "}
            {why(entry)}
          </li>
        ))}
      </ul>
    </Notice>
  );

  function why(entry: UnsentEntry): string {
    return whyWords(text, entry, now);
  }
}
