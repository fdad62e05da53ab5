import type { ReactNode } from "react";
import { Segments } from "../../components/Fields";
import { Mark } from "../../frame/Mark";
import { usePreferences } from "../../state/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { LANGUAGE_NAMES } from "../settings/languages";
import "./first-start.css";

/** The window before there is a desk to work with: the product's name, the language, and a page in the middle. */
export function Before({ wide, children }: { wide?: boolean; children: ReactNode }) {
  const { t, language } = useText();
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
      <main className={`first__main ${wide ? "first__main--wide" : ""}`}>{children}</main>
    </div>
  );
}

/** One step with a title and a card. */
export function Step({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <Before>
      <div className="first__step">
        <div className="first__head">
          <h1>{title}</h1>
          {help ? <p className="soft">{help}</p> : null}
        </div>
        <div className="first__card stack">{children}</div>
      </div>
    </Before>
  );
}
