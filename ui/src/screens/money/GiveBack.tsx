import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field, Segments } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { PaymentMethod, Taking } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { useTask } from "../../state/task";
import { less, signOf, typedAmount } from "../../text/decimal";
import { fieldOf, fieldProblems, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { AmountField } from "./AmountField";
import { methodOptions } from "./methods";

interface Typed {
  intent: string;
  amount: string;
  method: PaymentMethod;
  reason: string;
}

interface Props {
  taking: Taking;
  onClose: () => void;
  /** The row that stands against the taking: its receipt is to be shown. */
  onDone: (back: Taking) => void;
}

/** Money is given back, all that is left or a part: what was taken stays as it is, and a further line stands against it. */
export function GiveBack({ taking, onClose, onDone }: Props) {
  const { t, format, error } = useText();
  const giveBack = useAct("taking_give_back");
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>(`give-back-${taking.id}`);
  const left = taking.left.amount.replace("-", "");
  const [fresh] = useState<Typed>(() => ({
    intent: newIntent(),
    amount: left,
    method: taking.method,
    reason: "",
  }));
  const typed = kept ?? fresh;
  const change = (changes: Partial<Typed>) => setKept({ ...typed, ...changes });
  const [tried, setTried] = useState(false);
  const form = useId();
  const reason = typed.reason.trim();
  const amount = typedAmount(typed.amount);
  const rest = amount === null ? null : less(left, amount);
  const possible = amount !== null && signOf(amount) === 1 && rest !== null && signOf(rest) !== -1;
  const tooMuch = rest !== null && signOf(rest) === -1;
  const wrong = fieldProblems<"amount" | "reason">(t, tried && reason === "" ? ["reason"] : [], problem);
  const money = (sum: string) => format.money({ ...taking.left, amount: sum });
  const leave = () => {
    setKept(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || reason === "" || !possible) return;
    // The intent is the draft's own, so that a second try after a cut line gives nothing back twice.
    if (!kept) setKept(typed);
    const { intent, method } = typed;
    await run(async () => {
      const back = await giveBack({ taking: taking.id, amount, method, reason, intent });
      setKept(undefined);
      onDone(back);
    });
  };
  return (
    <Dialog
      title={t("money-give-back-title")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("money-leave")}</Button>
          <Button look="danger" type="submit" form={form} isDisabled={busy} data-testid="give-back-do">
            {possible ? t("money-give-back-do", { amount: money(amount) }) : t("money-give-back")}
          </Button>
        </>
      }
    >
      <p>
        {t("money-give-back-what", {
          name: format.person(taking.patient_name) || t("unknown-patient"),
          born: taking.birth_date ? format.date(taking.birth_date) : t("no-birth-date"),
          amount: format.money(taking.amount),
          method: t(`money-method-${taking.method}`),
          left: money(left),
        })}
      </p>
      {taking.at_vendor ? (
        <Notice tone="warn" title={t("money-give-back-there-title")}>
          {t("money-give-back-there")}
        </Notice>
      ) : null}
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <AmountField
          label={t("money-amount-in", { currency: taking.amount.currency ?? "" })}
          value={typed.amount}
          onChange={(value) => change({ amount: value })}
          tried={tried}
          problem={
            tooMuch
              ? fieldWords(t, "more-than-left")
              : tried && amount !== null && signOf(amount) !== 1
                ? fieldWords(t, "not-positive")
                : (wrong.amount ?? null)
          }
          required
          data-testid="give-back-amount"
        />
        <Segments
          label={t("money-give-back-by")}
          value={typed.method}
          onChange={(key) => change({ method: key })}
          options={methodOptions(t)}
        />
        <Field
          label={t("money-reason")}
          value={typed.reason}
          onChange={(value) => change({ reason: value })}
          problem={wrong.reason ?? null}
          required
          autoFocus
          data-testid="give-back-reason"
        />
      </form>
      {problem && !["amount", "reason"].includes(fieldOf(problem) ?? "") ? (
        <Notice tone="bad" live>
          {fieldOf(problem) === "id" ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
