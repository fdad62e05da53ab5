import { useState } from "react";
import { Button } from "../../components/Button";
import { Segments } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Mark } from "../../frame/Mark";
import { useAct } from "../../platform/desk";
import { usePreferences } from "../../state/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { EMPTY_ACCOUNT } from "../account/account";
import { AccountForm } from "../account/AccountForm";
import { LANGUAGE_NAMES } from "../settings/languages";
import "./first-start.css";

/** Nothing is connected yet: open the training clinic, or connect the clinic's own account. */
export function FirstStart() {
  const { t, language } = useText();
  const [connecting, setConnecting] = useState(false);
  // Kept while the person looks at the other choice.
  const [account, setAccount] = useState(EMPTY_ACCOUNT);
  const [, change] = usePreferences();
  const prefer = useTask();
  return (
    <div className="first">
      <header className="first__top">
        <span className="first__name">
          <Mark />
          {t("app-name")}
        </span>
        <Segments
          label={t("first-language")}
          hideLabel
          value={language}
          onChange={(chosen) => void prefer.run(() => change({ language: chosen }))}
          options={LANGUAGE_NAMES}
        />
      </header>
      <main className={`first__main ${connecting ? "first__main--wide" : ""}`}>
        {connecting ? (
          <>
            <div className="first__head">
              <h1>{t("first-connect")}</h1>
              <p className="soft">{t("first-connect-help")}</p>
            </div>
            <div className="first__card">
              <AccountForm
                value={account}
                onChange={setAccount}
                // The window opens by itself once the desk has its first account.
                onSaved={() => setAccount(EMPTY_ACCOUNT)}
                onCancel={() => setConnecting(false)}
                cancel={t("back")}
              />
            </div>
          </>
        ) : (
          <Choices onConnect={() => setConnecting(true)} />
        )}
      </main>
    </div>
  );
}

function Choices({ onConnect }: { onConnect: () => void }) {
  const { t, error } = useText();
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
          <p className="soft">{t("first-connect-about")}</p>
          <Button look="primary" wide autoFocus onPress={onConnect} data-testid="first-start-connect">
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
      <p className="first__foot faint small">{t("first-foot")}</p>
    </>
  );
}
