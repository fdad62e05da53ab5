import { useRef } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import type { VideoVisit } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { birthWords, nameOf, shortWhen, videoError, whenWords } from "./words";

/** Asks before a visit is removed: it cannot be brought back, and people are written to. */
export function RemoveVisit({
  visit,
  open,
  onClose,
}: {
  visit: VideoVisit;
  open: boolean;
  onClose: () => void;
}) {
  const text = useText();
  const { t } = text;
  const { show, drop } = useToasts();
  const remove = useAct("video_remove");
  const undo = useAct("action_undo");
  const { busy, problem, run, clear } = useTask();
  // One intent until it came about: asking again must not remove twice.
  const intent = useRef<string | null>(null);
  const name = nameOf(text, visit);
  const birth = birthWords(text, visit.patient, visit.birth_year);
  const when = whenWords(text, visit.start);
  const short = shortWhen(text, visit.start);
  const close = () => {
    clear();
    onClose();
  };
  const act = async () => {
    intent.current ??= newIntent();
    const id = intent.current;
    const done = await run(() => remove({ intent: id, visit: visit.id }));
    if (!done) return;
    intent.current = null;
    onClose();
    show({
      id,
      text: t("video-removed", { name, birth, when: short }),
      undo: () => {
        drop(id);
        void undo({ id }).then(
          () => show({ id, text: t("video-remove-undone", { name, when: short }), stays: 4000 }),
          (thrown) =>
            show({
              id,
              text: `${name}: ${videoError(text, toWireError(thrown), visit.connection_name)}`,
              tone: "bad",
              stays: 0,
            }),
        );
      },
    });
  };
  return (
    <Dialog
      title={t("video-remove-title")}
      open={open}
      onClose={close}
      actions={
        <>
          <Button onPress={close} autoFocus>
            {t("video-remove-keep")}
          </Button>
          <Button
            look="danger"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={() => void act()}
            data-testid="video-remove-do"
          >
            {t("video-remove-do")}
          </Button>
        </>
      }
    >
      <div className="visit-panel__about">
        <p className="visit-panel__who">{name}</p>
        <p className="soft">{birth}</p>
        <p>{when}</p>
      </div>
      <p>{t("video-remove-mails", { name: visit.connection_name })}</p>
      {problem ? (
        <Notice tone="bad" live>
          {videoError(text, problem, visit.connection_name)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
