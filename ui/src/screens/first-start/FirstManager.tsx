import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useText } from "../../text/text";
import { useSomebody } from "../session/somebody";
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
  const { t } = useText();
  const { entered } = useSitting();
  const make = useAct("session_first_manager");
  const [named, setNamed] = useState("");
  const { form, name, password, task, check, nameField, passwordFields, refusal } = useSomebody({
    name: named,
    onName: setNamed,
    label: t("manager-name"),
    hook: "manager-name",
  });
  const { busy, run } = task;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!check()) return;
    await run(async () => {
      const session = await make({ name, password });
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
        {nameField}
        {passwordFields}
        {refusal}
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
