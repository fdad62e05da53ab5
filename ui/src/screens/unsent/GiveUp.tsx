import { type FormEvent, useId, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { MoneyKept } from "../money/MoneyKept";
import { About } from "./About";
import { hasMoved } from "./answer";
import { whyWords } from "./words";

const REASONS = ["there", "mistake", "not-needed", "other"] as const;
type Reason = (typeof REASONS)[number];

interface Typed {
  chosen: Reason | null;
  own: string;
  /** Whether money that was taken stays here. */
  kept: boolean | null;
}
const NOTHING: Typed = { chosen: null, own: "", kept: null };

/** Asks before something that was done here is given up, and why: it cannot be taken back. */
export function GiveUp({ entry, onClose }: { entry: UnsentEntry; onClose: () => void }) {
  const text = useText();
  const { t, error } = text;
  const clock = useNow();
  const resolve = useAct("unsent_resolve");
  const { busy, problem, run } = useTask();
  const [typed, setTyped] = useDraft<Typed>(`give-up-${entry.id}`);
  const said = typed ?? NOTHING;
  const { chosen, own, kept } = said;
  const money = entry.money_here;
  const [tried, setTried] = useState(false);
  // What is given up is what stood there when it was opened: what is asked since then nobody has read.
  const now = { question: entry.question, attempts: entry.attempts };
  const [seen] = useState(now);
  const [why] = useState(() => whyWords(text, entry, clock));
  const form = useId();
  const other = JSON.stringify(now) !== JSON.stringify(seen);
  const moved = other || hasMoved(problem);
  const reason = chosen === null || chosen === "other" ? own.trim() : t(`give-up-why-${chosen}`);
  const leave = () => {
    setTyped(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || moved || reason === "" || (money && kept === null)) return;
    const done = await run(() =>
      resolve({
        id: entry.id,
        decision: "discard",
        reason,
        ...(seen.question ? { question: seen.question } : {}),
        attempts: seen.attempts,
        ...(money && kept !== null ? { money_kept: kept } : {}),
      }),
    );
    if (done) leave();
  };
  return (
    <Dialog
      title={t("give-up-title")}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>{t("give-up-keep")}</Button>
          <Button look="danger" type="submit" form={form} isDisabled={busy || moved}>
            {t("unsent-give-up")}
          </Button>
        </>
      }
    >
      <About entry={entry} />
      <p className="soft">{why}</p>
      <p>{t(`give-up-${entry.action}`)}</p>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <RadioGroup
          className="field"
          value={chosen}
          onChange={(key) => setTyped({ ...said, chosen: key as Reason })}
          isInvalid={tried && chosen === null}
        >
          <Label className="field__label">{t("give-up-why")}</Label>
          <div className="radios">
            {REASONS.map((each, index) => (
              <Radio key={each} value={each} className="radios__one" autoFocus={index === 0}>
                <span className="radios__mark" aria-hidden="true" />
                {t(`give-up-why-${each}`)}
              </Radio>
            ))}
          </div>
        </RadioGroup>
        {chosen === "other" ? (
          <Field
            label={t("give-up-words")}
            value={own}
            onChange={(words) => setTyped({ ...said, own: words })}
            problem={tried && reason === "" ? fieldWords(t, "required") : null}
            autoFocus
            data-testid="give-up-words"
          />
        ) : null}
        {tried && chosen === null ? (
          <p className="field__problem" role="alert">
            {t("give-up-choose")}
          </p>
        ) : null}
        {money ? (
          <MoneyKept
            value={kept}
            onChange={(stays) => setTyped({ ...said, kept: stays })}
            problem={tried && kept === null}
          />
        ) : null}
        <p className="field__help">{t("give-up-kept")}</p>
      </form>
      {moved ? (
        <Notice tone="bad" live>
          {t("unsent-moved")}
        </Notice>
      ) : problem ? (
        <Notice tone="bad" live>
          {fieldOf(problem) === "money_kept" ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
