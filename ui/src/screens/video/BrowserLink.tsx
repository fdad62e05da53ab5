import { Link } from "react-aria-components";
import { useText } from "../../text/text";

/** A way out of the window: opens in the system's browser. Give it only what `httpsLink` has let through. */
export function BrowserLink({ link, label, primary }: { link: string; label: string; primary?: boolean }) {
  const { t } = useText();
  return (
    <Link
      className={`button button--wide ${primary ? "button--primary" : "button--plain"}`}
      href={link}
      target="_blank"
      rel="noopener noreferrer"
      data-testid="browser-link"
    >
      <span className="button__words">{label}</span>
      <span aria-hidden="true">↗</span>
      <span className="unseen">{t("video-open-where")}</span>
    </Link>
  );
}
