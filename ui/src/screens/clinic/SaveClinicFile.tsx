import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";

/** The least a passphrase of a clinic file has. */
const LEAST = 10;

/** Saves the clinic file under a passphrase that is typed twice. */
export function SaveClinicFile({ onClose }: { onClose: () => void }) {
  const { t, error } = useText();
  const save = useAct("clinic_export");
  const { show } = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const short = passphrase.length < LEAST;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || short || again !== passphrase) return;
    const done = await run(async () => {
      const { name } = await save({ passphrase });
      if (name) show({ id: "clinic-saved", text: t("file-saved", { name }) });
    });
    if (done) onClose();
  };
  return (
    <Dialog
      title={t("clinic-save")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            type="submit"
            form="clinic-save"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            data-testid="clinic-save-do"
          >
            {t("clinic-save-do")}
          </Button>
        </>
      }
    >
      <form id="clinic-save" className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p className="soft">{t("clinic-save-about")}</p>
        <Field
          label={t("clinic-passphrase")}
          type="password"
          value={passphrase}
          onChange={(typed) => {
            clear();
            setPassphrase(typed);
          }}
          help={t("clinic-passphrase-save")}
          problem={tried && short ? t("clinic-passphrase-short") : null}
          autoFocus
          data-testid="clinic-passphrase-new"
        />
        <Field
          label={t("clinic-passphrase-again")}
          type="password"
          value={again}
          onChange={setAgain}
          problem={tried && again !== passphrase ? t("typed-differs") : null}
          data-testid="clinic-passphrase-again"
        />
        {problem ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
