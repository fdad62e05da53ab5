import { useState } from "react";
import { Button } from "../../components/Button";
import { Empty, Notice } from "../../components/Notice";
import { Plus } from "../../components/icons";
import { useToasts } from "../../components/Toasts";
import { useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { WordsAbout, useText } from "../../text/text";
import type { Connection } from "../../platform/bindings";
import { AccountForm } from "../account/AccountForm";
import { type AccountText, EMPTY_ACCOUNT } from "../account/account";
import { ConnectionCard } from "./ConnectionCard";

/** Brings a form that was opened at the end of the page before the eyes. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: "start" });
}

function addedWords({ can, vendor }: Connection): string {
  if (can.includes("patients")) return "connections-added";
  return vendor === "gensoft" ? "connections-added-untested" : "connections-added-plain";
}

/** Every account of the clinic, and the way to add one. */
export function Connections() {
  const { t } = useText();
  const { connections, training } = useAppState();
  const sync = useRead("sync_state", {});
  const forms = useRead("account_forms", {});
  const toasts = useToasts();
  const { errand } = usePlace();
  const [added, setAdded] = useState<string | null>(null);
  const [typed, setTyped] = useDraft<AccountText>("connection-new");
  return (
    <div className="connections">
      {training ? <Notice title={t("connections-training")}>{t("connections-training-help")}</Notice> : null}
      {connections.map((connection) => (
        <WordsAbout key={connection.id} name={connection.name}>
          <ConnectionCard
            connection={connection}
            form={forms.data?.find(({ vendor }) => vendor === connection.vendor)}
            sync={sync.data?.find((state) => state.connection === connection.id)}
            fixed={training}
            added={connection.id === added}
            placesWanted={
              errand !== null &&
              "places" in errand &&
              errand.places === connection.id &&
              (forms.data ?? forms.error) !== undefined &&
              (sync.data ?? sync.error) !== undefined
            }
            keyWanted={errand !== null && "key" in errand && errand.key === connection.id}
          />
        </WordsAbout>
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
              setAdded(connection.id);
              toasts.show({
                id: `added-${connection.id}`,
                text: t(addedWords(connection), { name: connection.name }),
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
