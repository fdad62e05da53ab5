import { type FormEvent, useId, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { About } from "./About";

const REASONS = ["there", "mistake", "not-needed", "other"] as const;
type Reason = (typeof REASONS)[number];

interface Typed {
  chosen: Reason | null;
  own: string;
}
const NOTHING: Typed = { chosen: null, own: "" };

/** Asks before something that was done here is given up, and why: it cannot be taken back. */
export function GiveUp({ entry, onClose }: { entry: UnsentEntry; onClose: () => void }) {
  const { t, error } = useText();
  const resolve = useAct("unsent_resolve");
  const { busy, problem, run } = useTask();
  const [typed, setTyped] = useDraft<Typed>(`give-up-${entry.id}`);
  const { chosen, own } = typed ?? NOTHING;
  const [tried, setTried] = useState(false);
  const form = useId();
  const moved = problem?.code === "not-allowed" || problem?.code === "not-found";
  const reason = chosen === null || chosen === "other" ? own.trim() : t(`give-up-why-${chosen}`);
  const leave = () => {
    setTyped(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || moved || reason === "") return;
    const done = await run(() => resolve({ id: entry.id, decision: "discard", reason }));
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
      <p>{t(`give-up-${entry.action}`)}</p>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <RadioGroup
          className="field"
          value={chosen}
          onChange={(key) => setTyped({ chosen: key as Reason, own })}
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
            onChange={(words) => setTyped({ chosen, own: words })}
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
        <p className="field__help">{t("give-up-kept")}</p>
      </form>
      {problem ? (
        <Notice tone="bad" live>
          {moved ? t("unsent-moved") : error(problem)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
