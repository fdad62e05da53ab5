import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldProblem, VideoForm } from "../../platform/bindings";
import { useAct } from "../../platform/desk";

/** So long after the last key the form is checked, in milliseconds. */
const PAUSE = 300;

const asOne = (connection: string, form: VideoForm) => JSON.stringify([connection, form]);

/**
 * Checks a form against the vendor's limits while it is typed. `problems` belong to the form as it stands, or are
 * those of its fields that have not changed since the last answer; an answer that comes late is dropped.
 */
export function useVideoCheck(
  connection: string,
  form: VideoForm,
): { problems: readonly FieldProblem[]; checkNow: () => Promise<readonly FieldProblem[]> } {
  const check = useAct("video_check");
  const [answer, setAnswer] = useState<{ form: VideoForm; problems: readonly FieldProblem[] } | null>(null);
  const key = asOne(connection, form);
  const latest = useRef(key);
  useEffect(() => {
    latest.current = key;
  }, [key]);

  const ask = useCallback(
    async (about: string): Promise<readonly FieldProblem[]> => {
      const [at, typed] = JSON.parse(about) as [string, VideoForm];
      const problems = await check({ connection: at, form: typed });
      if (latest.current === about) setAnswer({ form: typed, problems });
      return problems;
    },
    [check],
  );
  useEffect(() => {
    if (connection === "") return undefined;
    // A check that does not come about blocks nobody: booking asks again.
    const timer = setTimeout(() => void ask(key).catch(() => undefined), PAUSE);
    return () => clearTimeout(timer);
  }, [ask, connection, key]);

  const problems = (answer?.problems ?? []).filter(({ field }) => {
    const name = field as keyof VideoForm;
    return answer?.form[name] === form[name];
  });
  return { problems, checkNow: () => ask(key) };
}
