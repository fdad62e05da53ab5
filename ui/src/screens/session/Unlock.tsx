import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Spinner } from "../../components/Spinner";
import type { PersonAtDesk, WireError } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useSecondsUntil } from "../../state/clock";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { PinPad } from "./PinPad";

const LONGEST_PIN = 8;

/** Later of two instants. */
function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) > Date.parse(other) ? one : other;
}

/** What opens the desk for one person: their PIN where it is enough, else their password. */
export function Unlock({
  person,
  first,
  form,
  now,
  onStep,
}: {
  person: PersonAtDesk;
  /** A digit that was typed before there was a field. */
  first: string;
  form: RefObject<HTMLFormElement | null>;
  now: Date;
  /** An arrow was pressed in the field: the next or former person. */
  onStep: (step: 1 | -1) => void;
}) {
  const { t, error } = useText();
  const { entered } = useSitting();
  const signIn = useAct("session_sign_in");
  const unlock = useAct("session_unlock");
  const { again } = useRead("app_state", {});
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useState(first);
  const [password, setPassword] = useState(false);
  const [pause, setPause] = useState<string | null>(null);
  const seconds = useSecondsUntil(later(person.wait_until, pause));
  const byPin = person.pin_enough && !password;
  const waits = seconds > 0;

  // A field that could not be typed into has lost the cursor.
  useEffect(() => {
    if (!waits && document.activeElement === document.body) form.current?.querySelector("input")?.focus();
  }, [waits, form]);

  const change = (text: string) => {
    clear();
    setTyped(byPin ? text.replaceAll(/\D/g, "").slice(0, LONGEST_PIN) : text);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waits || typed === "") return;
    const came = await run(async () => {
      try {
        const { id, name } = person;
        entered(await (byPin ? unlock({ id, pin: typed }) : signIn({ name, password: typed })));
      } catch (thrown) {
        const { code, params } = thrown as WireError;
        if (code === "password-needed") setPassword(true);
        if (code === "too-many-tries")
          setPause(new Date(now.getTime() + Number(params["seconds"] ?? 0) * 1000).toISOString());
        throw thrown;
      }
    });
    if (came) return;
    setTyped("");
    // Whether there is a pause now stands in the state.
    again();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onStep(event.key === "ArrowDown" ? 1 : -1);
  };
  const said = problem && (problem.code !== "too-many-tries" || !waits) ? error(problem) : null;
  return (
    <form
      ref={form}
      className="unlock"
      onSubmit={(event) => void submit(event)}
      noValidate
      autoComplete="off"
      aria-label={person.name}
    >
      <div>
        <Field
          // A browser must not take the digits along into the other field.
          key={byPin ? "pin" : "password"}
          label={t(byPin ? "lock-pin" : "lock-password")}
          type="password"
          value={typed}
          onChange={change}
          problem={said}
          disabled={waits}
          onKeyDown={onKeyDown}
          // The cursor follows from one field to the other, also when only the desk knows that a PIN is enough now.
          autoFocus
          data-testid={byPin ? "lock-pin" : "lock-password"}
        />
        <p className="unlock__pause" role="timer" hidden={!waits}>
          {waits ? t("lock-pause", { seconds }) : null}
        </p>
      </div>
      {byPin ? (
        <PinPad
          disabled={waits}
          onDigit={(digit) => change(typed + digit)}
          onBack={() => change(typed.slice(0, -1))}
        />
      ) : null}
      <Button
        look="primary"
        wide
        type="submit"
        isDisabled={busy || waits}
        icon={busy ? <Spinner /> : undefined}
        data-testid="lock-open"
      >
        {t("lock-sign-in")}
      </Button>
      {person.pin_enough ? (
        <Button
          look="quiet"
          onPress={() => {
            clear();
            setTyped("");
            setPassword(!password);
            form.current?.querySelector("input")?.focus();
          }}
        >
          {t(byPin ? "lock-by-password" : "lock-by-pin")}
        </Button>
      ) : null}
    </form>
  );
}
