import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { CashUpLine } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { Difference } from "./CountTable";
import { type Count, allCounted, countedOf, differenceOf, differs, keyOf } from "./drawer";

/** Closes the shift: names what was counted, and asks why where it differs. */
export function CloseCash({
  lines,
  count,
  onChange,
  onClose,
  onDone,
}: {
  lines: readonly CashUpLine[];
  count: Count;
  onChange: (changes: Partial<Count>) => void;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t, format, error } = useText();
  const close = useAct("cash_close");
  const { busy, problem, run } = useTask();
  const [tried, setTried] = useState(false);
  const form = useId();
  const off = differs(lines, count);
  const reason = count.reason.trim();
  const wrong = fieldProblems<"reason">(t, tried && off && reason === "" ? ["reason"] : [], problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const counted = allCounted(lines, count);
    if (busy || !counted || (off && reason === "")) return;
    if (await run(() => close({ counted, reason, intent: count.intent }))) onDone();
  };
  return (
    <Dialog
      title={t("money-close-title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("money-leave")}</Button>
          <Button look="primary" type="submit" form={form} isDisabled={busy} data-testid="cash-close-do">
            {t("money-close-do")}
          </Button>
        </>
      }
    >
      <p>{t("money-close-about")}</p>
      <ul className="stack">
        {lines.map((line) => (
          <li key={keyOf(line)} className="money-close">
            <span>
              {t("money-close-line", {
                method: t(`money-method-${line.method}`),
                counted: format.money({ amount: countedOf(line, count) ?? "0", currency: line.currency }),
                expected: format.money({ amount: line.expected, currency: line.currency }),
              })}
            </span>
            <Difference of={differenceOf(line, count)} currency={line.currency} />
          </li>
        ))}
      </ul>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        {off ? (
          <Field
            label={t("money-difference-why")}
            value={count.reason}
            onChange={(value) => onChange({ reason: value })}
            problem={wrong.reason ?? null}
            required
            autoFocus
            data-testid="cash-reason"
          />
        ) : null}
      </form>
      {problem && fieldOf(problem) !== "reason" ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
