import { useToasts } from "../../components/Toasts";
import type { AppointmentRow, StatusMark } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useText } from "../../text/text";
import { useAppState } from "../../state/desk";
import { newIntent } from "../../state/intent";
import { fieldOf } from "../../text/field";
import { useCaughtUp } from "./catchUp";

/** What goes with a status: why, and when it really happened (`HH:MM` at the clinic), where notes are caught up. */
export interface More {
  reason?: string;
  time?: string | null;
}

/**
 * Sets a status, or takes it away, with a toast that names patient and status and takes it back.
 * Setting what is set already changes nothing, and says so.
 */
export function useSetStatus(
  row: AppointmentRow,
): (mark: StatusMark, value: boolean, more?: More) => Promise<void> {
  const text = useText();
  const { show, drop } = useToasts();
  const set = useAct("appointment_set_status");
  const undo = useAct("action_undo");
  const [, note] = useCaughtUp(row.id);
  const { connections } = useAppState();

  return async (mark, value, { reason, time = null } = {}) => {
    const { t, format, error } = text;
    const who = format.person(row.patient.name) || t("unknown-patient");
    const { birth_date } = row.patient;
    const name = birth_date ? `${who}, ${format.date(birth_date)}` : who;
    if (value && mark.set) {
      show({ id: "status-already", text: t("status-already", { name, status: mark.name }), stays: 4000 });
      return;
    }
    const intent = newIntent();
    const fail = (thrown: unknown) => {
      const problem = toWireError(thrown);
      const words = fieldOf(problem) === "happened_at" ? t("catch-up-refused") : error(problem);
      show({ id: intent, text: `${name}: ${words}`, tone: "bad", stays: 0 });
    };
    const back = async () => {
      drop(intent);
      try {
        await undo({ id: intent });
        if (time !== null) note(null);
        show({ id: intent, text: t("status-undone", { name }), stays: 4000 });
      } catch (thrown) {
        fail(thrown);
      }
    };
    try {
      await set({
        appointment: row.id,
        key: mark.key,
        value,
        intent,
        ...(reason ? { reason } : {}),
        ...(time === null ? {} : { happened_at: `${time}:00` }),
      });
      note(time);
      const said = t(value ? "status-done-set" : "status-done-clear", { name, status: mark.name });
      const done = time === null ? said : t("catch-up-done", { done: said, time });
      const line = connections.find(({ id }) => id === row.connection);
      show({
        id: intent,
        text: line?.health === "offline" ? t("status-done-kept", { done, name: line.name }) : done,
        undo: () => void back(),
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
}
