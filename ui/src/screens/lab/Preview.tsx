import { useText } from "../../text/text";
import { Folded } from "./Folded";
import type { Check } from "./useCheck";

/** What will leave this computer, for those who want to see it. */
export function Preview({ check, files }: { check: Check; files: boolean }) {
  const { t } = useText();
  return (
    <Folded title={t("lab-preview")}>
      <p className="soft">{t("lab-preview-help")}</p>
      {check.json === null && check.ready ? <p>{t("lab-preview-missing")}</p> : null}
      {check.json !== null ? (
        <>
          {files ? <p className="faint small">{t("lab-preview-files")}</p> : null}
          {/* A long text must scroll, and what scrolls must be reached by keys. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className="lab-json" tabIndex={0} role="region" aria-label={t("lab-preview")}>
            {check.json}
          </pre>
        </>
      ) : null}
    </Folded>
  );
}
