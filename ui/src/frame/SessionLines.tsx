import { Button } from "../components/Button";
import { Alert, Info } from "../components/icons";
import { useNow } from "../state/clock";
import { useAppState } from "../state/desk";
import { useDraft } from "../state/drafts";
import { usePlace } from "../state/place";
import { useSitting } from "../state/session";
import { useText } from "../text/text";

/** What a desk says about whoever sits there: emergency access, and what a manager has left for later. */
export function SessionLines() {
  const { t, format } = useText();
  const { recovery_made, training } = useAppState();
  const { session, postpone } = useSitting();
  const { go } = usePlace();
  const [, setTab] = useDraft<string>("settings-tab");
  const now = useNow();
  if (training) return null;
  const { user } = session;
  const toSafety = () => {
    setTab("safety");
    go("settings");
  };
  return (
    <>
      {user?.emergency ? (
        <div className="stripe stripe--bad" role="status" data-testid="emergency-line">
          <Alert />
          <span>
            {user.until
              ? t("emergency-line", { when: format.instant(user.until, now) })
              : t("emergency-title")}
          </span>
        </div>
      ) : null}
      {session.kind === "first_manager" ? (
        <div className="stripe stripe--remark" role="status" data-testid="no-users-line">
          <Info />
          <span>{t("no-users-line")}</span>
          <Button small onPress={() => postpone(false)}>
            {t("no-users-do")}
          </Button>
        </div>
      ) : null}
      {user?.role === "manager" && !recovery_made ? (
        <div className="stripe stripe--remark" role="status" data-testid="no-recovery-line">
          <Info />
          <span>{t("no-recovery-line")}</span>
          <Button small onPress={toSafety}>
            {t("no-recovery-do")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
