import { useState } from "react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { PatientPage } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { WordsAbout, useText } from "../../text/text";
import { base64Of, reportProblem } from "../lab/file";
import { FilingForm, useKeeper } from "./FilePaper";

/** The most bytes a PDF may have (the desk's own limit). */
const LIMIT = 25 * 1024 * 1024;

/** Files a scan or a report, chosen or dropped, into the patient's documents at a vendor that keeps such. */
export function FilePdf({ page }: { page: PatientPage }) {
  const { t } = useText();
  const source = useKeeper(page);
  const file = useAct("document_file_pdf");
  const [chosen, setChosen] = useState<File | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [filed, setFiled] = useState<string | null>(null);
  if (!source) return null;
  const choose = async (next: File | undefined) => {
    if (!next) return;
    const problem = await reportProblem(next, LIMIT);
    setFiled(null);
    setWrong(problem);
    setChosen(problem ? null : next);
  };
  return (
    <WordsAbout name={source.connection_name}>
      <DropZone
        className="lab-drop lab-drop--one"
        aria-label={t("pdf-file")}
        data-testid="pdf-file"
        onDrop={(event) => {
          const item = event.items.find(isFileDropItem);
          if (item) void item.getFile().then(choose);
        }}
      >
        <FileTrigger
          acceptedFileTypes={["application/pdf"]}
          onSelect={(files) => void choose(files?.[0] ?? undefined)}
        >
          <Button small>{t("pdf-file-choose", { name: source.connection_name })}</Button>
        </FileTrigger>
        <span className="faint small" aria-live="polite">
          {chosen ? chosen.name : t("pdf-file-drop")}
        </span>
      </DropZone>
      {wrong ? (
        <span className="field__problem" role="alert">
          {t(`pdf-file-${wrong}`)}
        </span>
      ) : null}
      {filed ? <Notice live>{t("pdf-filed", { name: filed })}</Notice> : null}
      {chosen ? (
        <FilingForm
          // Another file is another wish.
          key={`${chosen.name} ${chosen.size} ${chosen.lastModified}`}
          draft={`file-pdf-${source.record}-${chosen.name}-${chosen.size}-${chosen.lastModified}`}
          name={chosen.name}
          file={async (asked) => file({ ...asked, record: source.record, base64: await base64Of(chosen) })}
          onDone={() => {
            setFiled(chosen.name);
            setChosen(null);
          }}
        />
      ) : null}
    </WordsAbout>
  );
}
