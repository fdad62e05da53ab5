import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Paper } from "../../components/icons";
import { useKey } from "../../keys/keys";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import "./sheet.css";
import { isOld, madeWords } from "./words";

/**
 * The down-time sheet where nobody is signed in or the desk cannot be opened: a button, F8, and the staff PIN. Stands
 * on the lock screen and where there is a problem with the store.
 */
export function SheetByPin() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  useKey("sheet", () => setOpen(true));
  return (
    <>
      <Button icon={<Paper />} hint="sheet" onPress={() => setOpen(true)} data-testid="sheet-button">
        {t("downtime-button")}
      </Button>
      {open ? <AskPin onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AskPin({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { t, format, error } = text;
  const now = useNow();
  const { data: state, error: unread, again } = useRead("sheet_state", {});
  const open = useAct("sheet_open");
  const { busy, problem, run, clear } = useTask();
  const [pin, setPin] = useState("");
  const [opened, setOpened] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || pin.trim() === "") return;
    const done = await run(() => open({ pin: pin.trim() }));
    setPin("");
    setOpened(done);
    // How long to wait after a wrong one stands in the state.
    if (!done) again();
  };
  const waits = state?.wait_until && new Date(state.wait_until) > now ? state.wait_until : null;
  const asks = state !== undefined && state.made_at !== null && state.pin_set && !opened;
  return (
    <Dialog
      title={t("downtime-title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t(asks ? "cancel" : "close")}</Button>
          {asks ? (
            <Button
              look="primary"
              type="submit"
              form="sheet-pin"
              isDisabled={busy || waits !== null}
              icon={busy ? <Spinner /> : undefined}
              data-testid="sheet-open"
            >
              {t("downtime-open")}
            </Button>
          ) : null}
        </>
      }
    >
      <p className="soft">{t("downtime-about")}</p>
      {unread ? (
        <Notice tone="bad" live>
          {error(unread)}
        </Notice>
      ) : null}
      {state ? (
        <p className={isOld(state, now) ? "downtime__old" : ""}>{madeWords(text, state, now)}</p>
      ) : null}
      {state && isOld(state, now) ? <p className="soft small">{t("downtime-old-help")}</p> : null}
      {state && state.made_at !== null && !state.pin_set ? (
        <Notice tone="warn">{t("downtime-no-pin")}</Notice>
      ) : null}
      {opened ? (
        <Notice tone="good" live>
          {t("downtime-open-elsewhere")}
        </Notice>
      ) : null}
      {asks ? (
        <form id="sheet-pin" className="stack" onSubmit={(event) => void submit(event)} noValidate>
          <Field
            label={t("downtime-pin")}
            type="password"
            value={pin}
            onChange={(typed) => {
              clear();
              setPin(typed);
            }}
            problem={problem ? error(problem) : null}
            autoFocus
            data-testid="sheet-pin"
          />
          {waits ? (
            <p className="downtime__old" role="status">
              {t("downtime-wait", { time: format.instant(waits, now) })}
            </p>
          ) : null}
        </form>
      ) : null}
    </Dialog>
  );
}
