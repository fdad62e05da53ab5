import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { actionWords, personOf, visitOf } from "./words";

/** Asks before something that was done here is given up: it cannot be taken back. */
export function GiveUp({ entry, onClose }: { entry: UnsentEntry; onClose: () => void }) {
  const text = useText();
  const { t, error } = text;
  const resolve = useAct("unsent_resolve");
  const { busy, problem, run } = useTask();
  const visit = visitOf(text, entry);
  const moved = problem?.code === "not-allowed" || problem?.code === "not-found";
  return (
    <Dialog
      title={t("give-up-title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("give-up-keep")}</Button>
          <Button
            look="danger"
            isDisabled={busy || moved}
            onPress={() =>
              void run(() => resolve({ id: entry.id, decision: "discard" })).then((done) => done && onClose())
            }
          >
            {t("unsent-give-up")}
          </Button>
        </>
      }
    >
      <div className="question__about">
        <p className="question__what">{actionWords(text, entry)}</p>
        <p>{personOf(text, entry)}</p>
        {visit ? <p className="soft">{visit}</p> : null}
      </div>
      <p>{t(`give-up-${entry.action}`)}</p>
      {problem ? (
        <Notice tone="bad" live>
          {moved ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
