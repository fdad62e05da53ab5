import { useEffect, useState } from "react";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import type { DocumentName, Letterhead } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";
import { PdfPages } from "../papers/PdfPages";
import { DOCUMENTS, LANGUAGES } from "./letterhead";

/** How long a person may pause between two letters, in milliseconds. */
const PAUSE = 400;

/** A document with invented data under the letterhead as it is typed. */
export function LetterheadPreview({ letterhead }: { letterhead: Letterhead }) {
  const { t, error, language: own } = useText();
  const [document, setDocument] = useState<DocumentName>("invoice");
  const [language, setLanguage] = useState<string>(own);
  const text = JSON.stringify(letterhead);
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  const shown = JSON.parse(later) as Letterhead;
  // Without a name no paper can be made.
  const possible = shown.name !== "";
  const { data: content, error: problem } = useRead(
    "letterhead_preview",
    { letterhead: shown, document, language },
    { keep: true, enabled: possible },
  );
  return (
    <section className="card letterhead__preview" aria-label={t("letterhead-preview")}>
      <h2>{t("letterhead-preview")}</h2>
      <div className="letterhead__choices">
        <Choice
          label={t("letterhead-document")}
          value={document}
          onChange={setDocument}
          options={DOCUMENTS.map((key) => ({ key, label: t(`letterhead-document-${key}`) }))}
          data-testid="letterhead-document"
        />
        <Choice
          label={t("letterhead-language")}
          value={language}
          onChange={setLanguage}
          options={LANGUAGES}
          data-testid="letterhead-language"
        />
      </div>
      {possible ? null : <p className="soft">{t("letterhead-preview-name")}</p>}
      {problem ? <Notice tone="warn">{error(problem)}</Notice> : null}
      {possible && content ? (
        <PdfPages content={content} label={t(`letterhead-document-${document}`)} />
      ) : null}
      {possible && !content && !problem ? <Skeleton rows={8} label={t("loading")} /> : null}
    </section>
  );
}
