import { type FormEvent, useId } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { Taking } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems, fieldWords } from "../../text/field";
import { useText } from "../../text/text";

interface Typed {
  number: string;
  reason: string;
}

/** Somebody put into the vendor by hand what this desk recorded: it no longer waits to be brought there. */
export function There({ taking, onClose }: { taking: Taking; onClose: () => void }) {
  const { t, format, error } = useText();
  const say = useAct("taking_there");
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>(`there-${taking.id}`);
  const typed = kept ?? { number: "", reason: "" };
  const form = useId();
  const wrong = fieldProblems<"number" | "reason">(t, [], problem);
  const leave = () => {
    setKept(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const [number, reason] = [typed.number.trim(), typed.reason.trim()];
    const request = { id: taking.id, ...(number ? { number } : {}), ...(reason ? { reason } : {}) };
    if (await run(() => say(request))) leave();
  };
  return (
    <Dialog
      title={t("money-there-title")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("money-leave")}</Button>
          <Button look="primary" type="submit" form={form} isDisabled={busy} data-testid="there-do">
            {t("money-there-do")}
          </Button>
        </>
      }
    >
      <p>
        {taking.still_there
          ? t("money-there-undone", { amount: format.money(taking.amount) })
          : t("money-there-what", { amount: format.money(taking.left) })}
      </p>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t("money-there-number")}
          value={typed.number}
          onChange={(number) => setKept({ ...typed, number })}
          problem={wrong.number ?? null}
          autoFocus
          data-testid="there-number"
        />
        <Field
          label={t("money-there-how")}
          value={typed.reason}
          onChange={(reason) => setKept({ ...typed, reason })}
          problem={wrong.reason ?? null}
        />
      </form>
      {problem && !["number", "reason"].includes(fieldOf(problem) ?? "") ? (
        <Notice tone="bad" live>
          {fieldOf(problem) === "id" ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
