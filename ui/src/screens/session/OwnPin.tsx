import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import { useAct } from "../../platform/desk";
import { useSitting } from "../../state/session";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { refusedWords } from "./password";

const PIN = /^\d{4,8}$/;
const digits = (text: string) => text.replaceAll(/\D/g, "").slice(0, 8);

/** A PIN of one's own, by which the desk is unlocked within a shift, or none. */
export function OwnPin({ onClose }: { onClose: () => void }) {
  const { t, error } = useText();
  const { session } = useSitting();
  const set = useAct("session_pin");
  const toasts = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [password, setPassword] = useState("");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const [taking, setTaking] = useState(false);
  const wrong = problem?.code === "wrong-password" || problem?.code === "too-many-tries";
  const refused = refusedWords(t, problem, "pin");
  const keep = async (next: string | null) => {
    if (!(await run(() => set({ password, pin: next })))) return;
    toasts.show({ id: "own-pin", text: t(next === null ? "own-pin-gone" : "own-pin-kept") });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTaking(false);
    setTried(true);
    if (!busy && password !== "" && PIN.test(pin) && pin === again) void keep(pin);
  };
  const takeAway = () => {
    setTaking(true);
    setTried(true);
    if (!busy && password !== "") void keep(null);
  };
  return (
    <Dialog
      title={t("own-pin")}
      open
      onClose={onClose}
      actions={
        <>
          {session.has_pin ? (
            <Button look="danger" isDisabled={busy} onPress={takeAway} data-testid="own-pin-none">
              {t("own-pin-none")}
            </Button>
          ) : null}
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" form="own-pin" isDisabled={busy} data-testid="own-save">
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="own-pin" className="stack" onSubmit={submit} noValidate autoComplete="off">
        <p className="soft">{t("own-pin-about")}</p>
        <Field
          label={t("own-password-yours")}
          type="password"
          value={password}
          onChange={(text) => {
            clear();
            setPassword(text);
          }}
          problem={
            tried && password === "" ? fieldWords(t, "required") : wrong && problem ? error(problem) : null
          }
          autoFocus
          data-testid="own-old"
        />
        <Field
          label={t(session.has_pin ? "own-pin-new" : "own-pin-first")}
          type="password"
          value={pin}
          onChange={(text) => {
            clear();
            setPin(digits(text));
          }}
          problem={refused ?? (tried && !taking && !PIN.test(pin) ? t("pin-refused") : null)}
          help={t("own-pin-help")}
          data-testid="own-pin"
        />
        <Field
          label={t("own-pin-again")}
          type="password"
          value={again}
          onChange={(text) => setAgain(digits(text))}
          problem={tried && !taking && pin !== again ? t("pin-differs") : null}
          data-testid="own-pin-again"
        />
        {problem && !wrong && !refused ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
