import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { LetterheadState } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldOf, fieldProblems } from "../../text/field";
import { useText } from "../../text/text";
import { Reading } from "../money/Reading";
import { LetterheadFields, type Wrong } from "./LetterheadFields";
import "./letterhead.css";
import { LetterheadPreview } from "./LetterheadPreview";
import { type Typed, letterheadOf, typedOf } from "./letterhead";
import { Templates } from "./Templates";

/** What stands at the head and foot of every paper, seen while it is typed. */
export function LetterheadSettings() {
  const read = useRead("letterhead", {});
  return (
    <div className="letterhead">
      <Reading of={read}>{(state) => <Form state={state} />}</Reading>
    </div>
  );
}

function Form({ state }: { state: LetterheadState }) {
  const { t, error } = useText();
  const set = useAct("letterhead_set");
  const { busy, problem, run, clear } = useTask();
  const [kept, setKept] = useDraft<Typed>("letterhead");
  const typed = kept ?? typedOf(state.letterhead);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const missing = tried && typed.name.trim() === "" ? (["name"] as const) : [];
  const wrong: Wrong = fieldProblems(t, missing, problem);
  const change = (changes: Partial<Typed>) => {
    setSaved(false);
    setKept({ ...typed, ...changes });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || typed.name.trim() === "") return;
    if (await run(() => set(letterheadOf(typed)))) {
      setKept(undefined);
      setTried(false);
      setSaved(true);
    }
  };
  return (
    <>
      <div className="letterhead__both">
        <form className="card" onSubmit={(event) => void submit(event)} noValidate>
          <div>
            <h2>{t("letterhead-title")}</h2>
            <p className="soft small">{t("letterhead-about")}</p>
          </div>
          <LetterheadFields typed={typed} onChange={change} wrong={wrong} />
          {problem && !fieldOf(problem) ? (
            <Notice tone="bad" live>
              {error(problem)}
            </Notice>
          ) : null}
          <div className="line">
            <Button look="primary" type="submit" isDisabled={busy || !kept} data-testid="letterhead-save">
              {t("letterhead-save")}
            </Button>
            {kept ? (
              <Button
                onPress={() => {
                  setKept(undefined);
                  setTried(false);
                  clear();
                }}
              >
                {t("letterhead-leave")}
              </Button>
            ) : null}
            <span className="soft small" role="status">
              {saved ? t("letterhead-saved") : ""}
            </span>
          </div>
        </form>
        <LetterheadPreview letterhead={letterheadOf(typed)} />
      </div>
      <Templates templates={state.templates} />
    </>
  );
}
