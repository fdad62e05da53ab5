import { type FormEvent, useState } from "react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Choice, Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { LabDesk } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useConnectionsThat } from "../../state/desk";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { REPORT_BYTES, base64Of, reportProblem, useSize } from "./file";
import { nameOf } from "./words";

/** What is known before a report is chosen. */
export interface UploadStart {
  order: string | null;
  connection: string | null;
  execution: string;
}

interface Props {
  start: UploadStart;
  desk: LabDesk;
  onClose: () => void;
  onDone: () => void;
}

/** A report's PDF and the execution it belongs to. */
export function UploadReport({ start, desk, onClose, onDone }: Props) {
  const text = useText();
  const { t, format, error } = text;
  const size = useSize();
  const now = useNow();
  const accounts = useConnectionsThat("laboratory");
  const upload = useAct("lab_upload");
  const { busy, problem, run, clear } = useTask();
  const [connection, setConnection] = useState(start.connection ?? accounts[0]?.id ?? "");
  const [execution, setExecution] = useState(start.execution);
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const order = desk.orders.find(({ id }) => id === start.order);
  const former = desk.reports.find(
    (each) =>
      each.connection === connection && each.execution === execution.trim() && each.state !== "discarded",
  );

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    clear();
    const wrong = await reportProblem(chosen);
    setReason(wrong);
    setFile(wrong ? null : chosen);
  };
  const refused = fieldOf(problem);
  const missing = (empty: boolean) => (tried && empty ? fieldWords(t, "required") : null);
  const said = (field: string) => (refused === field ? fieldWords(t, problem?.params["reason"] ?? "") : null);
  const fileWords = reason
    ? t(`lab-file-problem-${reason}`, { limit: size(REPORT_BYTES) })
    : (said("base64") ?? said("file_name") ?? missing(file === null));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !file || execution.trim() === "") return;
    const done = await run(async () => {
      const base64 = await base64Of(file);
      await upload({
        intent: newIntent(),
        connection,
        ...(start.order ? { order: start.order } : {}),
        execution: execution.trim(),
        file_name: file.name,
        base64,
      });
    });
    if (done) onDone();
  };

  return (
    <Dialog
      title={t("lab-upload")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            type="submit"
            form="lab-upload"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            data-testid="lab-upload-send"
          >
            {former ? t("lab-upload-replace") : t("lab-upload-do")}
          </Button>
        </>
      }
    >
      <form id="lab-upload" className="stack" onSubmit={(event) => void submit(event)} noValidate>
        {order ? (
          <p className="lab-about">{t("lab-of-order", { who: nameOf(text, order), number: order.number })}</p>
        ) : null}
        {accounts.length > 1 && !start.connection ? (
          <Choice
            label={t("lab-account")}
            value={connection}
            onChange={setConnection}
            options={accounts.map((each) => ({ key: each.id, label: each.name }))}
          />
        ) : null}
        <Field
          label={t("lab-execution")}
          value={execution}
          onChange={(value) => {
            clear();
            setExecution(value);
          }}
          problem={said("execution") ?? missing(execution.trim() === "")}
          help={t("lab-execution-help")}
          required
          autoFocus={start.execution === ""}
          data-testid="lab-execution"
        />
        <div className="field">
          <DropZone
            className="lab-drop lab-drop--one"
            aria-label={t("lab-file")}
            onDrop={(event) => {
              const item = event.items.find(isFileDropItem);
              if (item) void item.getFile().then(choose);
            }}
          >
            <FileTrigger
              acceptedFileTypes={["application/pdf"]}
              onSelect={(files) => void choose(files?.[0] ?? undefined)}
            >
              <Button autoFocus={start.execution !== ""}>
                {file ? t("lab-file-other") : t("lab-file-choose")}
              </Button>
            </FileTrigger>
            <span className={file ? "lab-file" : "faint small"} aria-live="polite">
              {file ? t("lab-file-is", { name: file.name, size: size(file.size) }) : t("lab-file-drop")}
            </span>
          </DropZone>
          <span className="field__help">{t("lab-file-help", { limit: size(REPORT_BYTES) })}</span>
          {fileWords ? (
            <span className="field__problem" role="alert">
              {fileWords}
            </span>
          ) : null}
        </div>
        {former ? (
          <Notice live>
            {t("lab-replaces", { file: former.file_name, when: format.instant(former.created_at, now) })}
          </Notice>
        ) : null}
        {problem && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
