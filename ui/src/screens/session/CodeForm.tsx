import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import type { Task } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";

/** A way in on the lock screen by a code from paper: the code, what else is asked, back and on. */
export function CodeForm({
  id,
  title,
  about,
  codeLabel,
  doLabel,
  whole,
  problems,
  refused = false,
  tried,
  onTried,
  task,
  onSend,
  onBack,
  children,
}: {
  /** Begins its hooks for tests. */
  id: "emergency" | "forgot";
  title: string;
  about: readonly string[];
  codeLabel: string;
  doLabel: string;
  /** Everything else that is asked stands there. */
  whole: boolean;
  /** Of what else is asked: each wrong field's name to its words. */
  problems: Record<string, string | null>;
  /** The desk's refusal stands beside one of these fields. */
  refused?: boolean;
  /** It was sent once: what is missing may be said. */
  tried: boolean;
  onTried: () => void;
  task: Task;
  onSend: (code: string) => Promise<unknown>;
  onBack: () => void;
  /** The fields of what else is asked. */
  children: ReactNode;
}) {
  const { t, error } = useText();
  const { busy, problem, run, clear } = task;
  const [code, setCode] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const missing = tried && code.trim() === "" ? fieldWords(t, "required") : null;
  const wrong = problem?.code === "wrong-code" || problem?.code === "wrong-password" ? error(problem) : null;
  const others = Object.entries(problems).filter(([, words]) => (tried || refused) && words);
  useFirstProblem(form, {
    ...((missing ?? wrong) ? { code: "x" } : {}),
    ...Object.fromEntries(others),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    onTried();
    if (busy || code.trim() === "" || !whole) return;
    await run(() => onSend(code.trim()));
  };
  return (
    <form
      ref={form}
      className="lock__form"
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
    >
      <h2>{title}</h2>
      {about.map((words) => (
        <p key={words} className="soft">
          {words}
        </p>
      ))}
      <Field
        label={codeLabel}
        value={code}
        onChange={(text) => {
          clear();
          setCode(text);
        }}
        problem={missing ?? wrong}
        code
        autoFocus
        data-testid={`${id}-code`}
      />
      {children}
      {problem && !wrong && !refused ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="lock__actions">
        <Button onPress={onBack}>{t("back")}</Button>
        <Button
          look="primary"
          type="submit"
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          data-testid={`${id}-do`}
        >
          {doLabel}
        </Button>
      </div>
    </form>
  );
}
