import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { Connection } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";

/** What the person has to know of accounts that do not answer; the list of the others goes on. */
export function AccountLines({ accounts }: { accounts: readonly Connection[] }) {
  const { t, format } = useText();
  const now = useNow();
  const { go } = usePlace();
  return accounts.map(({ id, name, health, offline_since, last_contact_at }) => {
    if (health === "key_refused")
      return (
        <Notice
          key={id}
          tone="bad"
          actions={
            <Button small onPress={() => go("settings")}>
              {t("nav-settings")}
            </Button>
          }
        >
          {t("video-key-refused", { name })}
        </Notice>
      );
    if (health !== "offline") return null;
    return (
      <Notice key={id} tone="warn" title={t("video-offline", { name, when: instant(offline_since) })}>
        {last_contact_at
          ? t("video-offline-help", { when: instant(last_contact_at) })
          : t("video-offline-nothing")}
      </Notice>
    );
  });

  function instant(iso: string | null): string {
    return format.instant(iso ?? now.toISOString(), now);
  }
}
