import { Button } from "../../components/Button";
import { Empty, Notice } from "../../components/Notice";
import { Plus } from "../../components/icons";
import { useToasts } from "../../components/Toasts";
import { useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { useText } from "../../text/text";
import { AccountForm, type AccountText, EMPTY_ACCOUNT } from "../account/AccountForm";
import { ConnectionCard } from "./ConnectionCard";

/** Brings a form that was opened at the end of the page before the eyes. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: "start" });
}

/** Every account of the clinic, and the way to add one. */
export function Connections() {
  const { t } = useText();
  const { connections, training } = useAppState();
  const sync = useRead("sync_state", {});
  const toasts = useToasts();
  const [typed, setTyped] = useDraft<AccountText>("connection-new");
  return (
    <div className="connections">
      {training ? <Notice title={t("connections-training")}>{t("connections-training-help")}</Notice> : null}
      {connections.map((connection) => (
        <ConnectionCard
          key={connection.id}
          connection={connection}
          sync={sync.data?.find((state) => state.connection === connection.id)}
          fixed={training}
        />
      ))}
      {connections.length === 0 && !typed ? (
        <Empty
          title={t("connections-empty")}
          action={
            <Button look="primary" icon={<Plus />} onPress={() => setTyped(EMPTY_ACCOUNT)}>
              {t("connections-add")}
            </Button>
          }
        >
          {t("connections-empty-help")}
        </Empty>
      ) : null}
      {typed ? (
        <section className="card" aria-label={t("connections-add")} ref={intoView}>
          <h2>{t("connections-add")}</h2>
          <AccountForm
            value={typed}
            onChange={setTyped}
            onSaved={(connection) => {
              setTyped(undefined);
              toasts.show({
                id: `added-${connection.id}`,
                text: t("connections-added", { name: connection.name }),
              });
            }}
            onCancel={() => setTyped(undefined)}
            cancel={t("cancel")}
          />
        </section>
      ) : null}
      {!typed && !training && connections.length > 0 ? (
        <div>
          <Button icon={<Plus />} onPress={() => setTyped(EMPTY_ACCOUNT)} data-testid="connection-add">
            {t("connections-add")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
