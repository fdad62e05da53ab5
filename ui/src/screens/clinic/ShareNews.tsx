import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { ClinicPreview, ErrorCode } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Parts } from "./Parts";

/** Reasons that mean something else of a file on a share than elsewhere. */
const OWN_WORDS: readonly ErrorCode[] = ["not-found", "file-unreadable"];

/** What the clinic file on the share brings: nothing is done with people and accounts until a manager accepts them. */
export function ShareNews() {
  const { t, format, error } = useText();
  const now = useNow();
  const { data: share } = useRead("clinic_share", {});
  const accept = useAct("clinic_share_accept");
  const { busy, problem, run } = useTask();
  const [taken, setTaken] = useState<ClinicPreview | null>(null);
  if (!share) return null;
  const { looked_at, waiting } = share;
  if (waiting)
    return (
      <div className="stack" data-testid="clinic-share">
        <Notice tone="info" title={t("clinic-share-waits")}>
          {t("clinic-share-waits-help")}
        </Notice>
        <Parts preview={waiting} />
        {problem ? (
          <Notice tone="bad" live>
            {problem.code === "not-found" ? t("clinic-share-gone") : error(problem)}
          </Notice>
        ) : null}
        <div className="line">
          <Button
            look="primary"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={() => void run(async () => setTaken(await accept({})))}
            data-testid="clinic-share-accept"
          >
            {t("clinic-share-accept")}
          </Button>
        </div>
      </div>
    );
  if (taken)
    return (
      <Notice tone="good" live title={t("clinic-taken")}>
        {taken.parts.some((part) => part.kind === "connection" && part.key_wanted)
          ? t("clinic-taken-keys")
          : null}
      </Notice>
    );
  if (share.problem)
    return (
      <Notice tone="warn" title={t("clinic-share-problem")}>
        {OWN_WORDS.includes(share.problem)
          ? t(`clinic-share-${share.problem}`)
          : error({ code: share.problem, params: {}, correlation: "" })}
      </Notice>
    );
  return (
    <p className="soft" data-testid="clinic-share">
      {looked_at
        ? t("clinic-share-nothing", { when: format.instant(looked_at, now) })
        : t("clinic-share-not-yet")}
    </p>
  );
}
