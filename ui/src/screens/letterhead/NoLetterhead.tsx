import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";

/** Says before a paper is made that it will not name the clinic; nothing once there is a letterhead. */
export function NoLetterhead() {
  const { t } = useText();
  const { go } = usePlace();
  const [, setTab] = useDraft<string>("settings-tab");
  const manager = useIsManager();
  const { data } = useRead("letterhead", {});
  if (!data || data.letterhead.name.trim() !== "") return null;
  return (
    <Notice
      tone="warn"
      actions={
        manager ? (
          <Button
            small
            onPress={() => {
              setTab("letterhead");
              go("settings");
            }}
          >
            {t("letterhead-missing-set")}
          </Button>
        ) : undefined
      }
    >
      {t("letterhead-missing")} {manager ? null : t("letterhead-missing-manager")}
    </Notice>
  );
}
