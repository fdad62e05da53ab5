import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Fields";
import type { AppointmentRow, StatusMark } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useAppState, useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { fieldWords } from "../../text/field";
import { civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { readTime } from "../video/times";
import { timeProblem } from "./catchUp";

interface Typed {
  reason: string;
  time: string;
}

/** Where what was typed for a status is kept until it is set or left. */
export const keptFor = (row: AppointmentRow, mark: StatusMark) => `status ${row.id} ${mark.key}`;

const NOTHING: Typed = { reason: "", time: "" };

/** What is asked before a status is set: when it happened, where notes are caught up; why, where somebody does not come. */
export function AskMore({
  row,
  mark,
  time: asksTime,
  reason: asksReason,
  onSend,
  onCancel,
}: {
  row: AppointmentRow;
  mark: StatusMark;
  time: boolean;
  reason: boolean;
  onSend(reason: string, time: string | null): void;
  onCancel(): void;
}) {
  const { t } = useText();
  const desk = useZone();
  const { connections } = useAppState();
  const zone = connections.find(({ id }) => id === row.connection)?.zone ?? desk;
  const now = civilAt(useNow(), zone);
  const [typed, setTyped] = useDraft<Typed>(keptFor(row, mark));
  const { reason, time } = typed ?? NOTHING;
  const [tried, setTried] = useState(false);
  const wrong = asksTime ? timeProblem(time, row.date, now) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong !== null) return;
    setTyped(undefined);
    onSend(reason.trim(), asksTime ? readTime(time, true) : null);
  };
  const words = () => {
    if (!tried || wrong === null) return null;
    return wrong === "in-future" ? t("catch-up-in-future") : fieldWords(t, wrong);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {asksTime ? (
        <Field
          label={t("catch-up-when")}
          value={time}
          onChange={(text) => setTyped({ reason, time: text })}
          problem={words()}
          help={t("catch-up-when-help")}
          autoFocus
          data-testid="status-time"
        />
      ) : null}
      {asksReason ? (
        <Field
          label={t("status-reason")}
          value={reason}
          onChange={(text) => setTyped({ reason: text, time })}
          autoFocus={!asksTime}
          data-testid="status-reason"
        />
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" data-testid="status-reason-send">
          {t("status-reason-set", { status: mark.name })}
        </Button>
        <Button onPress={onCancel}>{t("back")}</Button>
      </div>
    </form>
  );
}
