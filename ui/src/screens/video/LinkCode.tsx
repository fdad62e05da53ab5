import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { VideoVisit } from "../../platform/bindings";
import { useText } from "../../text/text";
import { Code } from "../patients/Code";
import "../patients/patient-form.css";
import { birthWords, nameOf, whenWords } from "./words";

/** How long a link to a patient's visit stands on the screen, in milliseconds. */
const SHOWN_FOR = 60_000;

/** The link as a square code: it says whose visit it opens, and does not stay on the screen. */
export function LinkCode({
  link,
  visit,
  notCopied,
  onClose,
}: {
  link: string;
  visit: VideoVisit;
  /** It was opened because the link could not be copied. */
  notCopied: boolean;
  onClose: () => void;
}) {
  const text = useText();
  const { t } = text;
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const timer = setTimeout(() => close.current(), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Dialog
      title={t("video-code-title")}
      open
      onClose={onClose}
      wide
      actions={
        <Button look="primary" onPress={onClose}>
          {t("close")}
        </Button>
      }
    >
      <div className="consent">
        <Code text={link} label={t("video-code-label")} />
        <div className="stack">
          <div>
            <p className="consent__who">{nameOf(text, visit)}</p>
            <p className="soft">{birthWords(text, visit.patient, visit.birth_year)}</p>
            <p>{whenWords(text, visit.start)}</p>
          </div>
          <p>{t("video-code-scan")}</p>
          <p className="consent__link" data-testid="video-link">
            {link}
          </p>
          {notCopied ? <p role="status">{t("consent-not-copied")}</p> : null}
          <p className="faint small">{t("consent-hides")}</p>
        </div>
      </div>
    </Dialog>
  );
}
