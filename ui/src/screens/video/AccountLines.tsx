import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Cloud } from "../../components/icons";
import type { Connection } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { useVideoFormat } from "./useVideoFormat";

/** What the person has to know of accounts that do not answer; the list of the others goes on. */
export function AccountLines({
  accounts,
  checkedAt,
}: {
  accounts: readonly Connection[];
  /** When the list was last read whole. */
  checkedAt: string | null;
}) {
  const { t } = useText();
  const format = useVideoFormat();
  const now = useNow();
  const { go } = usePlace();
  return accounts.map(({ id, name, health }) => {
    if (health === "key_refused" || health === "key_missing")
      return (
        <Notice
          key={id}
          tone="bad"
          actions={
            <Button small onPress={() => go("settings", { key: id })}>
              {t("nav-settings")}
            </Button>
          }
        >
          {t(health === "key_missing" ? "video-key-missing" : "video-key-refused", { name })}
        </Notice>
      );
    if (health !== "offline") return null;
    return (
      <p key={id} className="video__line video__line--warn" data-testid="video-offline">
        <Cloud />
        {checkedAt
          ? t("video-offline", { name, when: format.instant(checkedAt, now) })
          : t("video-offline-nothing", { name })}
      </p>
    );
  });
}
