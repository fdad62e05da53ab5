import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import { useEditEntry } from "../unsent/useEditEntry";
import { personOf, visitOf, whyWords } from "../unsent/words";

const WANTS = new Set(["asks", "refused"]);

/** Bookings and removals that need a person: a refused booking stands in no other list. */
export function WantingVisits() {
  const { t } = useText();
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
          <WordsAbout key={entry.id} name={entry.connection}>
            <Wanting entry={entry} />
          </WordsAbout>
        ))}
      </ul>
    </Notice>
  );
}

function Wanting({ entry }: { entry: UnsentEntry }) {
  const text = useText();
  const { t } = text;
  const edit = useEditEntry(entry);
  const about = {
    who: personOf(text, entry),
    when: visitOf(text, entry) || t("video-time-unreadable"),
  };
  return (
    <li data-testid="video-wanting">
      <b>
        {entry.action === "book_video" ? t("video-wanting-book", about) : t("video-wanting-remove", about)}
      </b>{" "}
      {whyWords(text, entry, useNow())}{" "}
      {edit ? (
        <Button small look="primary" onPress={edit} data-testid="video-rebook">
          {t("video-rebook")}
        </Button>
      ) : null}
    </li>
  );
}
