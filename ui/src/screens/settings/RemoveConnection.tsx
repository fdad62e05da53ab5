import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import type { Connection } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";

/** Asks before an account and what was read from it leave this computer. */
export function RemoveConnection({
  connection,
  open,
  onClose,
}: {
  connection: Connection;
  open: boolean;
  onClose: () => void;
}) {
  const { t, error } = useText();
  const { go } = usePlace();
  const remove = useAct("connection_remove");
  const { busy, problem, run, clear } = useTask();
  const close = () => {
    clear();
    onClose();
  };
  const readsPatients = connection.can.includes("patients");
  const unsent = problem?.code === "unsent-work";
  return (
    <Dialog
      title={t("connection-remove-title", { name: connection.name })}
      open={open}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          {unsent ? (
            <Button
              look="primary"
              onPress={() => {
                close();
                go("unsent");
              }}
            >
              {t("connection-remove-unsent")}
            </Button>
          ) : (
            <Button
              look="danger"
              isDisabled={busy}
              onPress={() => void run(() => remove({ id: connection.id })).then((gone) => gone && onClose())}
            >
              {t("connection-remove-do")}
            </Button>
          )}
        </>
      }
    >
      <p>{t(readsPatients ? "connection-remove-what" : "connection-remove-what-plain")}</p>
      <p className="soft">
        {t(readsPatients ? "connection-remove-safe" : "connection-remove-safe-plain", {
          vendor: VENDOR_NAMES[connection.vendor],
        })}
      </p>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
