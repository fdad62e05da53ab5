import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useFirstProblem } from "../../components/useFirstProblem";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { NO_PASSWORD, NewPassword, isWhole } from "../session/NewPassword";
import { refusedWords } from "../session/password";
import { Step } from "./Step";

/** The first person of a desk: a manager, who adds the others. */
export function FirstManager({
  onMade,
  onLater,
  later,
}: {
  onMade: () => void;
  onLater: () => void;
  /** What leaving this for now is called. */
  later?: string;
}) {
  const { t, error } = useText();
  const { entered } = useSitting();
  const make = useAct("session_first_manager");
  const { busy, problem, run, clear } = useTask();
  const [name, setName] = useState("");
  const [typed, setTyped] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const nameProblem =
    tried && name.trim() === "" ? fieldWords(t, "required") : refusedWords(t, problem, "name");
  const refused = refusedWords(t, problem, "password");
  useFirstProblem(form, {
    ...(nameProblem ? { name: "x" } : {}),
    ...((tried && !isWhole(typed)) || refused ? { password: "x" } : {}),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || name.trim() === "" || !isWhole(typed)) return;
    await run(async () => {
      const session = await make({ name: name.trim(), password: typed.password });
      onMade();
      entered(session);
    });
  };
  return (
    <Step title={t("manager-title")} help={t("manager-help")}>
      <form
        ref={form}
        className="first__form"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        <Field
          label={t("manager-name")}
          value={name}
          onChange={(text) => {
            clear();
            setName(text);
          }}
          problem={nameProblem}
          help={t("manager-name-help")}
          autoFocus
          data-testid="manager-name"
        />
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
        {problem && !nameProblem && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
        <div className="lock__actions">
          <Button isDisabled={busy} onPress={onLater} data-testid="first-manager-later">
            {later ?? t("later")}
          </Button>
          <Button
            look="primary"
            type="submit"
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            data-testid="manager-make"
          >
            {t("manager-make")}
          </Button>
        </div>
      </form>
    </Step>
  );
}
