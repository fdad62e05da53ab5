import { type FormEvent, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import type { ClinicPreview } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { base64Of } from "../lab/file";
import "./clinic.css";
import { Parts } from "./Parts";

/** No clinic file is as large as this, in bytes: another file was chosen by mistake. */
const MOST = 10 * 1024 * 1024;

interface Props {
  /** It was taken over, and the person has read what follows. */
  onDone: () => void;
  onCancel: () => void;
  cancel: string;
}

/**
 * Takes a clinic file of another desk over: file and passphrase, then what it holds, then yes. The same in Settings
 * and at the first start.
 */
export function ReadClinicFile({ onDone, onCancel, cancel }: Props) {
  const { t, error } = useText();
  const read = useAct("clinic_import");
  const { busy, problem, run, clear } = useTask();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [preview, setPreview] = useState<ClinicPreview | null>(null);
  const [tried, setTried] = useState(false);
  const tooLarge = file !== null && file.size > MOST;

  const ask = (onlyLook: boolean) =>
    run(async () => {
      if (!file) return;
      setPreview(await read({ file: await base64Of(file), passphrase, preview: onlyLook }));
    });
  const look = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!busy && file && !tooLarge && passphrase !== "") void ask(true);
  };

  const wrong = problem ? (
    <Notice tone="bad" live>
      {error(problem)}
    </Notice>
  ) : null;
  if (preview) {
    const nothing = preview.parts.every((part) => part.state === "same" || part.state === "newer_here");
    return (
      <div className="stack" data-testid="clinic-preview">
        {preview.done ? (
          <Notice tone="good" live title={t("clinic-taken")}>
            {preview.parts.some((part) => part.kind === "connection" && part.key_wanted)
              ? t("clinic-taken-keys")
              : null}
          </Notice>
        ) : (
          <p className="soft">{nothing ? t("clinic-nothing-new") : t("clinic-will-change")}</p>
        )}
        <Parts preview={preview} />
        {wrong}
        <div className="line">
          {preview.done ? (
            <Button look="primary" onPress={onDone} autoFocus>
              {t("clinic-go-on")}
            </Button>
          ) : (
            <>
              {nothing ? null : (
                <Button
                  look="primary"
                  isDisabled={busy}
                  icon={busy ? <Spinner /> : undefined}
                  onPress={() => void ask(false)}
                  autoFocus
                  data-testid="clinic-apply"
                >
                  {t("clinic-apply")}
                </Button>
              )}
              <Button
                onPress={() => {
                  clear();
                  setPreview(null);
                }}
              >
                {t("back")}
              </Button>
            </>
          )}
        </div>
      </div>
    );
  }
  const fileWords = tooLarge ? fieldWords(t, "too-long") : tried && !file ? fieldWords(t, "required") : null;
  return (
    <form className="stack clinic-file" onSubmit={look} noValidate aria-label={t("clinic-read")}>
      <p className="soft">{t("clinic-read-about")}</p>
      <div className="field">
        <span className="field__label">{t("clinic-file")}</span>
        <span className="line">
          <FileTrigger
            onSelect={(files) => {
              clear();
              setFile(files?.[0] ?? null);
            }}
          >
            <Button>{file ? t("clinic-file-other") : t("clinic-file-choose")}</Button>
          </FileTrigger>
          <span className={file ? "" : "faint"} aria-live="polite">
            {file ? file.name : t("clinic-file-none")}
          </span>
        </span>
        {fileWords ? (
          <span className="field__problem" role="alert">
            {fileWords}
          </span>
        ) : null}
      </div>
      <Field
        label={t("clinic-passphrase")}
        type="password"
        value={passphrase}
        onChange={(typed) => {
          clear();
          setPassphrase(typed);
        }}
        help={t("clinic-passphrase-read")}
        problem={tried && passphrase === "" ? fieldWords(t, "required") : null}
        data-testid="clinic-passphrase"
      />
      {wrong}
      <div className="line">
        <Button
          look="primary"
          type="submit"
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          data-testid="clinic-look"
        >
          {t("clinic-look")}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {cancel}
        </Button>
      </div>
    </form>
  );
}
