import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { DocumentName, OwnTemplate } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { DOCUMENTS } from "./letterhead";

/** The clinic's own templates in the place of the built-in ones. */
export function Templates({ templates }: { templates: readonly OwnTemplate[] }) {
  const { t } = useText();
  return (
    <section className="card" aria-label={t("letterhead-templates")}>
      <div>
        <h2>{t("letterhead-templates")}</h2>
        <p className="soft small">{t("letterhead-templates-about")}</p>
      </div>
      <ul className="letterhead__templates">
        {DOCUMENTS.map((document) => (
          <One
            key={document}
            document={document}
            own={templates.find((each) => each.document === document) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}

function One({ document, own }: { document: DocumentName; own: OwnTemplate | null }) {
  const { t, format, error } = useText();
  const set = useAct("template_set");
  const { busy, problem, run } = useTask();
  const [unread, setUnread] = useState(false);
  const name = t(`letterhead-document-${document}`);
  const take = async (file: File | undefined) => {
    if (!file || busy) return;
    setUnread(false);
    let template: string;
    try {
      template = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      setUnread(true);
      return;
    }
    await run(() => set({ document, template }));
  };
  return (
    <li className="letterhead__template" data-testid="template" data-document={document}>
      <span>
        <strong>{name}</strong>
        <span className="soft small" role="status">
          {" "}
          {own ? t("letterhead-own-since", { when: format.dateTime(own.set_at) }) : t("letterhead-built-in")}
        </span>
      </span>
      <span className="line">
        <FileTrigger acceptedFileTypes={[".typ", "text/plain"]} onSelect={(files) => void take(files?.[0])}>
          <Button small isDisabled={busy} aria-label={t("letterhead-own-of", { name })}>
            {t("letterhead-own")}
          </Button>
        </FileTrigger>
        {own ? (
          <Button
            small
            look="quiet"
            isDisabled={busy}
            aria-label={t("letterhead-back-of", { name })}
            onPress={() => void run(() => set({ document, template: null }))}
          >
            {t("letterhead-back")}
          </Button>
        ) : null}
      </span>
      {unread || problem ? (
        <div className="letterhead__problem">
          <Notice tone="bad" live>
            {problem ? error(problem) : t("letterhead-template-unread")}
          </Notice>
        </div>
      ) : null}
    </li>
  );
}
