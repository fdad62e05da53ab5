import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { PatientPage } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { WordsAbout, useText } from "../../text/text";

// The document types that a paper of the desk can be (AlfaDocs 1.1.1, Create document).
const KINDS = ["text", "image", "xray", "identification", "other"] as const;

interface Typed {
  intent: string;
  folder: string;
  kind: (typeof KINDS)[number];
  name: string;
}

/** Files a paper into the patient's documents at a vendor that keeps such, when a person wants it. */
export function FilePaper({ paper, name, patient }: { paper: string; name: string; patient: string }) {
  const { t } = useText();
  const keepers = useConnectionsThat("file_documents");
  const { data: page } = useRead("patient_open", { id: patient }, { enabled: keepers.length > 0 });
  const source = useKeeper(page);
  const file = useAct("document_file");
  const [open, setOpen] = useState(false);
  if (!source) return null;
  return (
    <WordsAbout name={source.connection_name}>
      {open ? (
        <FilingForm
          draft={`file-paper-${paper}`}
          name={name}
          file={(asked) => file({ ...asked, record: source.record, paper })}
        />
      ) : (
        <div>
          <Button small onPress={() => setOpen(true)} data-testid="paper-file">
            {t("paper-file", { name: source.connection_name })}
          </Button>
        </div>
      )}
    </WordsAbout>
  );
}

/** The patient's record at a vendor that keeps documents. */
export function useKeeper(page: PatientPage | undefined) {
  const keepers = useConnectionsThat("file_documents");
  return page?.records
    .map((record) => record.source)
    .find(({ connection }) => keepers.some(({ id }) => id === connection));
}

interface Filing {
  /** Where what is typed is kept meanwhile. */
  draft: string;
  /** Its name, where nobody has typed another. */
  name: string;
  file: (asked: { folder: string; kind: string; name: string; intent: string }) => Promise<unknown>;
  onDone?: () => void;
}

/** What a document is called there, and where it goes. */
export function FilingForm({ draft, name, file, onDone }: Filing) {
  const { t, error } = useText();
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>(draft);
  const [fresh] = useState<Typed>(() => ({ intent: newIntent(), folder: "", kind: "text", name }));
  const typed = kept ?? fresh;
  const change = (changes: Partial<Typed>) => setKept({ ...typed, ...changes });
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const { kind } = typed;
  const [folder, title] = [typed.folder.trim(), typed.name.trim()];
  const given = { folder, name: title };
  const missing = (["folder", "name"] as const).filter((field) => given[field] === "");
  const wrong = fieldProblems<"folder" | "name">(t, tried ? missing : [], problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || missing.length > 0) return;
    const asked = { folder, kind, name: title, intent: typed.intent };
    if (await run(() => file(asked))) {
      setKept(undefined);
      setDone(true);
      onDone?.();
    }
  };
  if (done) return <Notice live>{t("paper-filed")}</Notice>;
  return (
    <form className="paper-file" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t("paper-file-name")}
        value={typed.name}
        onChange={(value) => change({ name: value })}
        problem={wrong.name ?? null}
        required
      />
      <Field
        label={t("paper-file-folder")}
        value={typed.folder}
        onChange={(value) => change({ folder: value })}
        problem={wrong.folder ?? null}
        required
        data-testid="file-folder"
      />
      <Choice
        label={t("paper-file-kind")}
        value={typed.kind}
        onChange={(key) => change({ kind: key })}
        options={KINDS.map((key) => ({ key, label: t(`paper-file-kind-${key}`) }))}
        data-testid="file-kind"
      />
      <Button type="submit" isDisabled={busy} data-testid="file-do">
        {t("paper-file-do")}
      </Button>
      {problem && (!fieldOf(problem) || fieldOf(problem) === "base64") ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </form>
  );
}
