import { createPortal } from "react-dom";
import { useNow } from "../../state/clock";
import { useAppState } from "../../state/desk";
import { useText } from "../../text/text";
import { groupsOf } from "./CodeOnce";
import "./paper.css";

/**
 * What is printed while a code is shown: the code, whose it is, of when and what for, and nothing else of the window.
 * It is never seen on the screen and goes with the code; no file is written.
 */
export function CodePaper({
  kind,
  code,
  label,
}: {
  kind: "recovery" | "emergency";
  code: string;
  /** What the code is called. */
  label: string;
}) {
  const { t, format } = useText();
  const { desk_name } = useAppState();
  const now = useNow();
  return createPortal(
    <div className="code-paper" aria-hidden="true" data-testid="code-paper">
      <p>{[t("app-name"), desk_name.trim()].filter(Boolean).join(" · ")}</p>
      <p className="code-paper__title">{label}</p>
      <p className="code-paper__code">{groupsOf(code).join(" - ")}</p>
      <p>{t("code-made-at", { when: format.dateTime(now.toISOString()) })}</p>
      <p>{t(`code-paper-${kind}`)}</p>
    </div>,
    document.body,
  );
}
