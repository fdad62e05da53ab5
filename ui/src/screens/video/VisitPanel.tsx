import { useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { Fact, Facts } from "../../components/Tag";
import { useToasts } from "../../components/Toasts";
import { Camera, Copy, People } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { VideoVisit } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat, useZone } from "../../state/desk";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { BrowserLink } from "./BrowserLink";
import { LinkCode } from "./LinkCode";
import { RemoveVisit } from "./RemoveVisit";
import { ReportLink } from "./ReportLink";
import { Standing } from "./VisitRow";
import { type CivilNow, httpsLink, isLive, isRemovable, standingOf } from "./model";
import "./video.css";
import { birthWords, nameOf, shortWhen, standingWords, videoError, whenWords } from "./words";

/** The selected visit: who, when, how it stands, and everything that can be done about it. */
export function VisitPanel({ visit: id }: { visit: string }) {
  const text = useText();
  const { t } = text;
  const now = useNow();
  const desk = useZone();
  const accounts = useConnectionsThat("video");
  const coming = useRead("video_visits", { past: false });
  const known = coming.data?.visits.find((each) => each.id === id);
  const all = useRead("video_visits", { past: true }, { enabled: coming.data !== undefined && !known });
  const visit = known ?? all.data?.visits.find((each) => each.id === id);
  if (!visit) {
    const problem = coming.error ?? all.error;
    if (problem) return <Notice tone="bad">{videoError(text, problem)}</Notice>;
    return all.data ? (
      <Notice tone="warn">{t("video-gone")}</Notice>
    ) : (
      <Skeleton rows={5} label={t("loading")} />
    );
  }
  const zone = accounts.find((each) => each.id === visit.connection)?.zone ?? desk;
  return <Visit visit={visit} now={civilAt(now, zone)} several={accounts.length > 1} />;
}

function Visit({ visit, now, several }: { visit: VideoVisit; now: CivilNow; several: boolean }) {
  const text = useText();
  const { t } = text;
  const { open } = usePlace();
  const standing = standingOf(visit, now);
  const { patient } = visit;
  return (
    <article className="visit-panel">
      <header className="visit-panel__head">
        <Heading level={2} className="visit-panel__name">
          {nameOf(text, visit)}
        </Heading>
        <p className="soft">{birthWords(text, patient, visit.birth_year)}</p>
        <p className="visit-panel__when">{whenWords(text, visit.start)}</p>
        <div>
          <Standing standing={standing}>{standingWords(text, standing, visit, now)}</Standing>
        </div>
      </header>
      <Pending visit={visit} />
      <Actions visit={visit} now={now} />
      <Facts>
        <Fact name={t("patient-phone")}>{visit.phone ?? <NotKnown />}</Fact>
        <Fact name={t("patient-email")}>{visit.email ?? <NotKnown />}</Fact>
        {several ? <Fact name={t("video-account")}>{visit.connection_name}</Fact> : null}
        {visit.vendor_id ? <Fact name={t("video-number")}>{visit.vendor_id}</Fact> : null}
      </Facts>
      {visit.vendor_id && visit.start && !visit.pending ? <ReportLink visit={visit} /> : null}
      {patient ? (
        <Button wide icon={<People />} onPress={() => open({ kind: "patient", patient: patient.id })}>
          {t("appointment-open-patient")}
        </Button>
      ) : (
        <p className="faint small">{t("video-made-elsewhere")}</p>
      )}
    </article>
  );
}

function NotKnown() {
  const { t } = useText();
  return <span className="faint">{t("patient-not-known")}</span>;
}

/** What has not reached the vendor, and the way to where it is decided. */
function Pending({ visit }: { visit: VideoVisit }) {
  const { t } = useText();
  const { go } = usePlace();
  if (!visit.pending) return null;
  const { state, removing } = visit.pending;
  const wants = state === "asks" || state === "refused";
  // Elsewhere the word above says already which of the two it is.
  const title = t(removing ? "video-pending-remove" : "video-pending-book");
  return (
    <Notice
      tone={wants ? "warn" : "info"}
      {...(wants || state === "unknown" ? { title } : {})}
      actions={
        wants || state === "waiting" || state === "unknown" ? (
          <Button small onPress={() => go("unsent")}>
            {t("video-wanting-look")}
          </Button>
        ) : null
      }
    >
      {t(`video-pending-${state}`, { name: visit.connection_name })}
    </Notice>
  );
}

function Actions({ visit, now }: { visit: VideoVisit; now: CivilNow }) {
  const text = useText();
  const { t } = text;
  const { show } = useToasts();
  const [shown, setShown] = useState<"code" | "not-copied" | null>(null);
  const [removing, setRemoving] = useState(false);
  const live = isLive(visit, now);
  const link = live ? httpsLink(visit.url) : null;
  const removable = isRemovable(visit, now);

  const copy = () => {
    if (!link) return false;
    const name = nameOf(text, visit);
    void navigator.clipboard.writeText(link).then(
      () =>
        show({
          id: `copied ${visit.id}`,
          text: t("video-copied", { name, when: shortWhen(text, visit.start) }),
          stays: 4000,
        }),
      () => setShown("not-copied"),
    );
    return true;
  };
  const code = () => {
    if (link) setShown("code");
    return link !== null;
  };
  const remove = () => {
    if (removable) setRemoving(true);
    return removable;
  };
  useKey("copy-link", copy);
  useKey("link-code", code);
  useKey("remove-visit", remove);

  return (
    <div className="stack" data-visit-actions>
      {live && !link ? <Notice tone="warn">{t("video-not-https", { link: visit.url ?? "" })}</Notice> : null}
      {link ? (
        <>
          <Button look="primary" wide icon={<Copy />} hint="copy-link" onPress={copy}>
            {t("video-copy")}
          </Button>
          <div className="visit-panel__pair">
            <BrowserLink link={link} label={t("video-open")} />
            <Button wide hint="link-code" onPress={code}>
              {t("video-code")}
            </Button>
          </div>
        </>
      ) : null}
      {removable ? (
        <Button look="danger" wide hint="remove-visit" onPress={remove} data-testid="video-remove">
          {t("video-remove")}
        </Button>
      ) : null}
      {!live && visit.url ? (
        <p className="visit-panel__old soft small">
          <Camera /> {t(visit.pending?.removing ? "video-link-removing" : "video-link-old")}
        </p>
      ) : null}
      {shown && link ? (
        <LinkCode
          link={link}
          visit={visit}
          notCopied={shown === "not-copied"}
          onClose={() => setShown(null)}
        />
      ) : null}
      <RemoveVisit visit={visit} open={removing} onClose={() => setRemoving(false)} />
    </div>
  );
}
