import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import type { LabForm } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useConnectionsThat } from "../../state/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { type Begun, type Subject, keyOf, useBegun } from "./begun";
import { BLANK, PARTS } from "./form";
import { OrderForm } from "./OrderForm";

const TITLES = { new: "lab-form-created", change: "lab-rest", entry: "unsent-edit-title" } as const;

/** A form for a subject: the half-typed one, else one filled in by the desk. */
export function BeginOrder({ subject, onLeave }: { subject: Subject; onLeave: () => void }) {
  const { t, error } = useText();
  const drafts = useBegun();
  const accounts = useConnectionsThat("laboratory");
  const prefill = useAct("lab_prefill");
  const order = useAct("lab_order");
  const unsent = useAct("unsent");
  const { problem, run } = useTask();
  const key = keyOf(subject);
  const begun = drafts.find(key);

  const fetchForm = () =>
    run(async () => {
      if (subject.kind === "new") {
        const form = await prefill(subject.patient ? { patient: subject.patient } : {});
        keep(form, accounts[0]?.id ?? "", subject.patient, null);
      } else if (subject.kind === "entry") {
        const entry = (await unsent({})).entries.find(({ id }) => id === subject.entry);
        // Sent or given up meanwhile: there is nothing left to change.
        if (entry?.form?.kind === "lab")
          drafts.keep({
            key,
            connection: subject.connection,
            patient: entry.patient,
            order: null,
            entry: subject.entry,
            form: withRows(entry.form.form),
            typed: false,
          });
        else onLeave();
      } else {
        const form = await order({ id: subject.order });
        keep({ ...form, event: subject.event }, subject.connection, null, subject.order);
      }
    });
  const keep = (form: LabForm, connection: string, patient: string | null, of: string | null) =>
    drafts.keep({ key, connection, patient, order: of, form: withRows(form), typed: false });

  // Asked once for each subject: a second asking would give the order another number.
  const asked = useRef(false);
  useEffect(() => {
    if (begun || asked.current) return;
    asked.current = true;
    void fetchForm();
  });

  const leave = () => {
    if (begun && !begun.typed) drafts.drop(key);
    onLeave();
  };
  if (begun) {
    return (
      <OrderForm
        begun={begun}
        onChange={(next: Begun) => drafts.keep(next)}
        onLeave={leave}
        onDrop={() => {
          drafts.drop(key);
          onLeave();
        }}
      />
    );
  }
  return (
    <section className="lab">
      <header className="lab__head">
        <h1>{t(TITLES[subject.kind])}</h1>
        <Button onPress={leave} hint="back">
          {t("back")}
        </Button>
      </header>
      {problem ? (
        <Notice tone="bad" live actions={<Button onPress={() => void fetchForm()}>{t("retry")}</Button>}>
          {error(problem)}
        </Notice>
      ) : (
        <div className="lab-list">
          <Skeleton rows={6} label={t("loading")} />
        </div>
      )}
    </section>
  );
}

/** Lists that a person is about to fill begin with a row to type in. */
function withRows(form: LabForm): LabForm {
  const parts = PARTS[form.event];
  const begins = (name: "procedures" | "samples") => parts.includes(name) && form[name].length === 0;
  return {
    ...form,
    procedures: begins("procedures") ? [{ ...BLANK.procedures }] : form.procedures,
    samples: begins("samples") ? [{ ...BLANK.samples }] : form.samples,
  };
}
