import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import type { Connection } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";

/** What the vendor notes for payments made from here, as a manager has said: known, so that nobody is asked each time. */
export function NotedMethod({ connection: { id } }: { connection: Connection }) {
  const { t, error } = useText();
  const manager = useIsManager();
  const { data } = useRead("invoice_noted_method", { id });
  const set = useAct("invoice_noted_method_set");
  const [typed, setTyped] = useDraft<string>(`noted-method-${id}`);
  const { busy, problem, run } = useTask();
  const known = data?.word ?? "";
  const word = typed ?? known;
  const save = async () => {
    if (await run(() => set({ connection: id, word: word.trim() || null }))) setTyped(undefined);
  };
  return (
    <div className="card__part stack" data-testid="noted-method-part">
      <h3>{t("noted-method-title")}</h3>
      <p className="soft">{known ? t("noted-method-known", { word: known }) : t("noted-method-asks")}</p>
      {manager ? (
        <>
          <Field
            label={t("noted-method-word")}
            help={t("noted-method-help")}
            value={word}
            onChange={setTyped}
            problem={fieldOf(problem) ? fieldWords(t, problem?.params["reason"] ?? "") : null}
            data-testid="noted-method"
          />
          <div className="line">
            <Button
              isDisabled={busy || word.trim() === known}
              onPress={() => void save()}
              data-testid="noted-method-save"
            >
              {t("noted-method-save")}
            </Button>
          </div>
        </>
      ) : null}
      {problem && !fieldOf(problem) ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
    </div>
  );
}
