import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { Taking } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";

interface Typed {
  intent: string;
  reason: string;
}

/** Asks why before money is given back: what was taken stays as it is, and a further line stands against it. */
export function TakeBack({ taking, onClose }: { taking: Taking; onClose: () => void }) {
  const { t, format, error } = useText();
  const cancel = useAct("taking_cancel");
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>(`take-back-${taking.id}`);
  const [fresh] = useState<Typed>(() => ({ intent: newIntent(), reason: "" }));
  const typed = kept ?? fresh;
  const [tried, setTried] = useState(false);
  const form = useId();
  const reason = typed.reason.trim();
  const leave = () => {
    setKept(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || reason === "") return;
    if (await run(() => cancel({ id: taking.id, reason, intent: typed.intent }))) leave();
  };
  return (
    <Dialog
      title={t("money-take-back-title")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("money-leave")}</Button>
          <Button look="danger" type="submit" form={form} isDisabled={busy} data-testid="taking-back-do">
            {t("money-take-back-do", { amount: format.money(taking.amount) })}
          </Button>
        </>
      }
    >
      <p>
        {t("money-take-back-what", {
          name: format.person(taking.patient_name) || t("unknown-patient"),
          born: taking.birth_date ? format.date(taking.birth_date) : t("no-birth-date"),
          amount: format.money(taking.amount),
          method: t(`money-method-${taking.method}`),
        })}
      </p>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t("money-reason")}
          value={typed.reason}
          onChange={(value) => setKept({ ...typed, reason: value })}
          problem={tried && reason === "" ? fieldWords(t, "required") : null}
          required
          autoFocus
          data-testid="taking-back-reason"
        />
      </form>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
