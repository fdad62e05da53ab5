import { useState } from "react";
import { useToasts } from "../../components/Toasts";
import type { FieldProblem, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { usePreferences } from "../../state/desk";
import { newIntent } from "../../state/intent";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
import { useText } from "../../text/text";
import { type Begun, subjectOf, useBegun, useOpenForm } from "./begun";
import { cleaned, onScreen } from "./form";
import { whoOf } from "./words";

interface Sending {
  busy: boolean;
  problem: WireError | null;
  /** What the desk found wrong at the last attempt; `null`: nothing yet, or it was typed since. */
  found: readonly FieldProblem[] | null;
  clear(): void;
  /** Checks the whole form and sends it. */
  send(): Promise<"sent" | "wrong" | "failed">;
}

/** Sends a typed order: on its way it stands in the list and can be taken back for a moment. */
export function useSendOrder(begun: Begun): Sending {
  const text = useText();
  const { t, error } = text;
  const preview = useAct("lab_preview");
  const send = useAct("lab_send");
  const change = useAct("unsent_edit");
  const undo = useAct("action_undo");
  const toasts = useToasts();
  const { open, go } = usePlace();
  const [{ hold_seconds }] = usePreferences();
  const drafts = useBegun();
  const [, openForm] = useOpenForm();
  const { busy, problem, run, clear } = useTask();
  const [checked, setChecked] = useState<readonly FieldProblem[] | null>(null);
  const { rows, form } = cleaned(begun.form);

  const refused = fieldOf(problem);
  const fromDesk = refused
    ? [onScreen({ field: refused, reason: problem?.params["reason"] ?? "" }, rows)]
    : null;

  const goBack = (intent: string) =>
    void undo({ id: intent }).then(
      () => {
        // What was typed comes back, so that taking back costs nothing.
        drafts.keep(begun);
        openForm(subjectOf(begun));
        go("lab");
        toasts.drop(intent);
      },
      (thrown) => toasts.show({ id: intent, text: error(thrown), tone: "bad" }),
    );

  return {
    busy,
    problem,
    found: fromDesk ?? checked,
    clear: () => {
      clear();
      setChecked(null);
    },
    send: async () => {
      let outcome: "sent" | "wrong" | "failed" = "failed";
      const done = await run(async () => {
        const { problems } = await preview({ connection: begun.connection, form });
        if (problems.length > 0) {
          setChecked(problems.map((each) => onScreen(each, rows)));
          outcome = "wrong";
          return;
        }
        if (begun.entry) {
          await change({ id: begun.entry, form: { kind: "lab", form } });
          outcome = "sent";
          drafts.drop(begun.key);
          openForm(null);
          go("unsent");
          const who = whoOf(text, form.patient.name, form.patient.birth_date);
          toasts.show({
            id: begun.entry,
            text: t("unsent-edited", { what: t("unsent-send-lab", { subject: form.number }), who }),
          });
          return;
        }
        const intent = newIntent();
        const { order, accepted } = await send({
          intent,
          connection: begun.connection,
          ...(begun.patient ? { patient: begun.patient } : {}),
          form,
        });
        outcome = "sent";
        drafts.drop(begun.key);
        openForm(null);
        open({ kind: "lab-order", order, patient: begun.patient });
        toasts.show({
          id: intent,
          text: t(`lab-sent-${form.event}`, {
            who: whoOf(text, form.patient.name, null),
            number: form.number,
          }),
          ...(accepted.held_until ? { undo: () => goBack(intent), stays: hold_seconds * 1000 } : {}),
        });
      });
      return done ? outcome : "wrong";
    },
  };
}
