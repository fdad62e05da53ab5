import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { type AccountText, EMPTY_ACCOUNT } from "../account/account";
import { AccountForm } from "../account/AccountForm";
import { ReadClinicFile } from "../clinic/ReadClinicFile";
import { FirstManager } from "./FirstManager";
import { Before } from "./Step";
import "./first-start.css";

type Stage = "choices" | "manager" | "connect" | "file";

/**
 * Nothing is connected yet: open the training clinic, read another desk's clinic file, or connect the clinic's own
 * account, after the first manager was made.
 */
export function FirstStart({ onMade }: { onMade: () => void }) {
  const { t } = useText();
  const { session } = useSitting();
  const [kept, setStage] = useDraft<Stage>("first-stage");
  // Whoever is signed in here has just been made manager, and came to connect the clinic.
  const stage = kept ?? (session.kind === "signed_in" ? "connect" : "choices");
  // Kept while the person looks at the other choice.
  const [account = EMPTY_ACCOUNT, setAccount] = useDraft<AccountText>("connection-new");
  const manager = useIsManager();
  const back = () => setStage("choices");
  if (stage === "manager") {
    return <FirstManager onMade={onMade} onLater={back} later={t("back")} />;
  }
  if (stage === "file") {
    return (
      <Before>
        <div className="first__head">
          <h1>{t("first-file")}</h1>
          <p className="soft">{t("first-file-about")}</p>
        </div>
        <div className="first__card">
          <ReadClinicFile onDone={back} onCancel={back} cancel={t("back")} />
        </div>
      </Before>
    );
  }
  if (stage === "connect" && manager) {
    return (
      <Before wide>
        <div className="first__head">
          <h1>{t("first-connect")}</h1>
          <p className="soft">{t("first-connect-help")}</p>
        </div>
        <div className="first__card">
          <AccountForm
            value={account}
            onChange={setAccount}
            // The window opens by itself once the desk has its first account.
            onSaved={() => setAccount(undefined)}
            onCancel={back}
            cancel={t("back")}
          />
        </div>
      </Before>
    );
  }
  return (
    <Before>
      <Choices
        onConnect={() => setStage(session.kind === "signed_in" ? "connect" : "manager")}
        onFile={() => setStage("file")}
      />
    </Before>
  );
}

function Choices({ onConnect, onFile }: { onConnect: () => void; onFile: () => void }) {
  const { t, error } = useText();
  const manager = useIsManager();
  const openTraining = useAct("open_training");
  const opening = useTask();
  return (
    <>
      <div className="first__head">
        <h1>{t("first-title")}</h1>
        <p className="soft">{t("first-intro")}</p>
      </div>
      {opening.problem ? (
        <Notice tone="bad" live>
          {error(opening.problem)}
        </Notice>
      ) : null}
      <div className="first__choices">
        <section className="first__card first__choice">
          <h2>{t("first-connect")}</h2>
          <p className="soft">{manager ? t("first-connect-about") : t("first-connect-manager")}</p>
          <Button
            look="primary"
            wide
            autoFocus
            isDisabled={!manager}
            onPress={onConnect}
            data-testid="first-start-connect"
          >
            {t("first-connect-open")}
          </Button>
        </section>
        <section className="first__card first__choice">
          <h2>{t("first-training")}</h2>
          <p className="soft">{t("first-training-about")}</p>
          <Button
            wide
            isDisabled={opening.busy}
            icon={opening.busy ? <Spinner /> : undefined}
            onPress={() => void opening.run(() => openTraining({}))}
            data-testid="first-start-training"
          >
            {opening.busy ? t("first-training-opening") : t("first-training-open")}
          </Button>
        </section>
      </div>
      {manager ? (
        <section className="first__card first__more">
          <div>
            <h2>{t("first-file")}</h2>
            <p className="soft">{t("first-file-short")}</p>
          </div>
          <Button onPress={onFile} data-testid="first-start-file">
            {t("first-file-open")}
          </Button>
        </section>
      ) : null}
      <p className="first__foot faint small">{t("first-foot")}</p>
    </>
  );
}
