import type { UnsentCounts } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import "./unsent.css";

/** Under the screen's name in the side list: how many need a person, how many are not sent yet, since when. */
export function WaitingLine({ unsent: { unsent, needs_person, oldest } }: { unsent: UnsentCounts }) {
  const { t, format } = useText();
  const now = useNow();
  return (
    <li className="waiting-line" data-testid="waiting-line">
      {needs_person > 0 ? (
        <span className="waiting-line__wants">{t("nav-waiting", { count: needs_person })}</span>
      ) : null}
      {unsent > 0 ? <span>{t("nav-on-way", { count: unsent })}</span> : null}
      {oldest ? <span>{t("nav-oldest", { when: format.instant(oldest, now) })}</span> : null}
    </li>
  );
}
