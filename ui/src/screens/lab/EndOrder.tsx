import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import type { LabEvent, LabOrder } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { usePreferences } from "../../state/desk";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { nameOf, whoOf } from "./words";

/** Asks before a whole order is cancelled or blocked, and says of whom. */
export function EndOrder({
  order,
  event,
  onClose,
}: {
  order: LabOrder;
  event: Extract<LabEvent, "cancelled" | "blocked">;
  onClose: () => void;
}) {
  const text = useText();
  const { t, error } = text;
  const formOf = useAct("lab_order");
  const send = useAct("lab_send");
  const undo = useAct("action_undo");
  const toasts = useToasts();
  const [{ hold_seconds }] = usePreferences();
  const { busy, problem, run } = useTask();
  const name = nameOf(text, order);
  const go = () =>
    run(async () => {
      const form = await formOf({ id: order.id });
      const intent = newIntent();
      const { accepted } = await send({
        intent,
        connection: order.connection,
        ...(order.patient ? { patient: order.patient.id } : {}),
        form: { ...form, event },
      });
      toasts.show({
        id: intent,
        text: t(`lab-sent-${event}`, { who: name, number: order.number }),
        ...(accepted.held_until
          ? {
              stays: hold_seconds * 1000,
              undo: () =>
                void undo({ id: intent }).then(
                  () => toasts.drop(intent),
                  (thrown) => toasts.show({ id: intent, text: error(thrown), tone: "bad" }),
                ),
            }
          : {}),
      });
    }).then((done) => done && onClose());
  return (
    <Dialog
      title={t(`lab-end-${event}`)}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("lab-end-keep")}</Button>
          <Button look="danger" isDisabled={busy} onPress={() => void go()} data-testid="lab-end">
            {t(`lab-send-${event}`)}
          </Button>
        </>
      }
    >
      <div className="lab-about">
        <p className="lab-about__who">{whoOf(text, name, order.patient?.birth_date ?? null)}</p>
        <p>{t("lab-number-is", { number: order.number })}</p>
        <p className="soft">{t("lab-exams-count", { count: order.exams.length })}</p>
      </div>
      <p>{t(`lab-end-${event}-help`, { connection: order.connection_name })}</p>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
