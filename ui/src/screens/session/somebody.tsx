import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useFirstProblem } from "../../components/useFirstProblem";
import { type Task, useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "./NewPassword";
import { refusedWords } from "./password";

/** Somebody being named, with a first password where one is wanted. */
export interface Somebody {
  /** For the form element: the first field that is wrong gets the focus. */
  form: RefObject<HTMLFormElement | null>;
  /** As it would be kept. */
  name: string;
  password: string;
  task: Task;
  /** Says from now on what is missing; answers whether all of it stands there. */
  check(): boolean;
  nameField: ReactNode;
  passwordFields: ReactNode;
  /** What the desk has against it as a whole. */
  refusal: ReactNode;
}

/** The name, and unless `withoutPassword` a password typed twice, of somebody who works at the desk. */
export function useSomebody({
  name,
  onName,
  label,
  hook,
  withoutPassword = false,
}: {
  name: string;
  onName: (name: string) => void;
  /** What the name is called. */
  label: string;
  /** The name's hook for tests. */
  hook: string;
  withoutPassword?: boolean;
}): Somebody {
  const { t, error } = useText();
  const task = useTask();
  const { problem, clear } = task;
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const nameProblem =
    tried && name.trim() === "" ? fieldWords(t, "required") : refusedWords(t, problem, "name");
  const refused = refusedWords(t, problem, "password");
  const whole = withoutPassword || isWhole(typed);
  useFirstProblem(form, {
    ...(nameProblem ? { name: "x" } : {}),
    ...((tried && !whole) || refused ? { password: "x" } : {}),
  });
  return {
    form,
    name: name.trim(),
    password: typed.password,
    task,
    check: () => {
      setTried(true);
      return !task.busy && name.trim() !== "" && whole;
    },
    nameField: (
      <Field
        label={label}
        value={name}
        onChange={(text) => {
          clear();
          onName(text);
        }}
        problem={nameProblem}
        help={t("manager-name-help")}
        autoFocus
        data-testid={hook}
      />
    ),
    passwordFields: (
      <NewPassword
        value={typed}
        onChange={(next) => {
          clear();
          setTyped(next);
        }}
        name={name}
        tried={tried}
        refused={refused}
      />
    ),
    refusal:
      problem && !nameProblem && !refused ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null,
  };
}
