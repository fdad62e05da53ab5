import { Notice } from "../../components/Notice";
import { Clock } from "../../components/icons";
import type { VideoClock } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { useVideoFormat } from "./useVideoFormat";

/** This computer's clock against the vendor's: visits begin by the vendor's. Quiet unless they differ. */
export function ClockLines({ clocks }: { clocks: readonly VideoClock[] }) {
  const { t } = useText();
  const format = useVideoFormat();
  const now = useNow();
  return clocks.map(({ connection, connection_name: name, ahead_seconds: ahead, differs, checked_at }) => {
    const when = format.instant(checked_at, now);
    if (differs && ahead !== null) {
      const time = format.minutes(Math.max(1, Math.round(Math.abs(ahead) / 60)));
      return (
        <Notice
          key={connection}
          tone="warn"
          live
          title={t(ahead > 0 ? "video-clock-ahead" : "video-clock-behind", { name, time })}
        >
          {t("video-clock-help", { name, when })}
        </Notice>
      );
    }
    return (
      <p key={connection} className="video__line soft" data-testid="video-clock">
        <Clock />
        {t(ahead === null ? "video-clock-unread" : "video-clock-same", { name, when })}
      </p>
    );
  });
}
