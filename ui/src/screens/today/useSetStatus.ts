import { useToasts } from "../../components/Toasts";
import type { AppointmentRow, StatusMark } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useText } from "../../text/text";
import { newIntent } from "../../state/intent";

/** Sets or clears a status, with a toast that names patient and status and takes it back. */
export function useSetStatus(): (row: AppointmentRow, mark: StatusMark, reason?: string) => Promise<void> {
  const text = useText();
  const { show, drop } = useToasts();
  const set = useAct("appointment_set_status");
  const undo = useAct("action_undo");

  return async (row, mark, reason) => {
    const { t, format, error } = text;
    const who = format.person(row.patient.name) || t("unknown-patient");
    const { birth_date } = row.patient;
    const name = birth_date ? `${who}, ${format.date(birth_date)}` : who;
    const intent = newIntent();
    const fail = (thrown: unknown) =>
      show({ id: intent, text: `${name}: ${error(toWireError(thrown))}`, tone: "bad", stays: 0 });
    const back = async () => {
      drop(intent);
      try {
        await undo({ id: intent });
        show({ id: intent, text: t("status-undone", { name }), stays: 4000 });
      } catch (thrown) {
        fail(thrown);
      }
    };
    try {
      const value = !mark.set;
      await set({ appointment: row.id, key: mark.key, value, intent, ...(reason ? { reason } : {}) });
      show({
        id: intent,
        text: t(value ? "status-done-set" : "status-done-clear", { name, status: mark.name }),
        undo: () => void back(),
      });
    } catch (thrown) {
      fail(thrown);
    }
  };
}
