import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice, Skeleton } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Camera, Plus, Refresh } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { VideoVisits, WireError } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat, useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { AccountLines } from "./AccountLines";
import { ClockLines } from "./ClockLines";
import { VisitList } from "./VisitList";
import { WantingVisits } from "./WantingVisits";
import { byDay } from "./model";
import { useVideoFormat } from "./useVideoFormat";
import "./video.css";
import { videoError } from "./words";

/** Today's and coming video visits, and on demand those gone by. */
export function Video() {
  const text = useText();
  const { t } = text;
  const { go, open, errand, begun } = usePlace();
  const accounts = useConnectionsThat("video");
  // Looking at past visits survives a walk to another screen.
  const [past, setPast] = useDraft<boolean>("video-past");
  const { data, error, again } = useRead("video_visits", { past: past ?? false }, { keep: true });
  const refresh = useAct("video_refresh");
  const { busy, problem, run } = useTask();
  const [asked, setAsked] = useState(false);

  const book = (patient: string | null) => open({ kind: "book-video", patient });
  useKey("book-here", () => book(null), accounts.length > 0);
  useEffect(() => {
    if (!errand || !("book" in errand)) return;
    begun();
    open({ kind: "book-video", patient: errand.book });
  }, [errand, begun, open]);

  const whose = ({ params }: WireError) =>
    (accounts.find(({ id }) => id === params["connection"]) ?? accounts[0])?.name;

  if (accounts.length === 0)
    return (
      <section className="video">
        <h1>{t("video-title")}</h1>
        <Empty
          title={t("video-no-account")}
          action={<Button onPress={() => go("settings")}>{t("nav-settings")}</Button>}
        >
          {t("video-no-account-help")}
        </Empty>
      </section>
    );
  return (
    <section className="video">
      <header className="video__head">
        <div className="video__title">
          <h1>{t("video-title")}</h1>
          {data ? <AsOf data={data} /> : null}
        </div>
        <div className="line">
          <Button
            icon={busy ? <Spinner /> : <Refresh />}
            isDisabled={busy}
            onPress={() => {
              setAsked(true);
              void run(() => refresh({ past: past ?? false }));
            }}
          >
            {t("video-refresh")}
          </Button>
          <Button look="primary" icon={<Plus />} hint="book-here" onPress={() => book(null)}>
            {t("video-book")}
          </Button>
        </div>
        <span className="unseen" role="status">
          {asked ? t(busy ? "video-asking" : problem ? "video-not-asked" : "video-asked-now") : ""}
        </span>
      </header>
      {data ? <ClockLines clocks={data.clocks} /> : null}
      {data || error ? <AccountLines accounts={accounts} checkedAt={data?.checked_at ?? null} /> : null}
      <WantingVisits />
      {problem ? (
        <Notice tone="bad" live>
          {videoError(text, problem, whose(problem))}
        </Notice>
      ) : null}
      {error ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {videoError(text, error, whose(error))}
        </Notice>
      ) : null}
      {data ? (
        <Visits data={data} past={past ?? false} onPast={setPast} onBook={() => book(null)} />
      ) : error ? null : (
        <div className="video__box">
          <Skeleton rows={6} label={t("loading")} />
        </div>
      )}
    </section>
  );
}

/** How old the list is, and in which zone its times are where that is not the desk's. */
function AsOf({ data }: { data: VideoVisits }) {
  const { t } = useText();
  const format = useVideoFormat();
  const now = useNow();
  const desk = useZone();
  const zones = [...new Set(useConnectionsThat("video").map(({ zone }) => zone))];
  const parts = [
    data.checked_at
      ? t("video-as-of", { when: format.instant(data.checked_at, now) })
      : t("video-never-asked"),
    zones.some((zone) => zone !== desk) ? t("video-zone", { zone: zones.join(", ") }) : null,
  ];
  return <p className="video__as-of soft">{parts.filter(Boolean).join(" · ")}</p>;
}

function Visits({
  data,
  past,
  onPast,
  onBook,
}: {
  data: VideoVisits;
  past: boolean;
  onPast: (shown: boolean) => void;
  onBook: () => void;
}) {
  const { t } = useText();
  const { coming, past: gone } = byDay(data);
  return (
    <>
      {coming.length === 0 ? (
        <Empty
          title={t(data.checked_at ? "video-empty" : "video-unread")}
          action={
            <Button icon={<Camera />} onPress={onBook}>
              {t("video-book")}
            </Button>
          }
        >
          {t(data.checked_at ? "video-empty-help" : "video-unread-help")}
        </Empty>
      ) : null}
      {coming.length > 0 || gone.length > 0 ? (
        <VisitList coming={coming} past={past ? gone : []} today={data.today} />
      ) : null}
      {past && gone.length === 0 ? <p className="soft">{t("video-past-none")}</p> : null}
      <div className="video__past">
        <Button look="quiet" onPress={() => onPast(!past)}>
          {t(past ? "video-past-hide" : "video-past-show")}
        </Button>
      </div>
    </>
  );
}
