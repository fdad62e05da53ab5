import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice, Skeleton } from "../../components/Notice";
import { useToasts } from "../../components/Toasts";
import type { PatientPage, PatientRecord } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { WordsAbout, useText } from "../../text/text";
import { EditForm } from "./EditForm";
import { type Keeping, type PatientText, differs, editOf, textOf } from "./form";
import { newIntent } from "../../state/intent";

/** Changes one vendor's record of a patient. */
export function EditPatient({ patient, record: id }: { patient: string; record: string }) {
  const { t, error } = useText();
  const { data: page, error: problem, again } = useRead("patient_open", { id: patient });
  const record = page?.records.find((each) => each.source.record === id);
  if (page && record) {
    return (
      <WordsAbout name={record.source.connection_name}>
        <Edit page={page} record={record} />
      </WordsAbout>
    );
  }
  if (page) return <Notice tone="warn">{t("form-record-gone")}</Notice>;
  if (!problem) return <Skeleton rows={8} label={t("loading")} />;
  return (
    <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
      {error(problem)}
    </Notice>
  );
}

interface Draft {
  /** The record when editing began: later answers of the vendor do not change what the edit means. */
  before: PatientText;
  after: PatientText;
}

function Edit({ page, record }: { page: PatientPage; record: PatientRecord }) {
  const { t, format, error } = useText();
  const { back } = usePlace();
  const toasts = useToasts();
  const edit = useAct("patient_edit");
  const undo = useAct("action_undo");
  const id = record.source.record;
  const [draft, setDraft] = useDraft<Draft>(`edit-patient-${id}`);
  const connection = useAppState().connections.find((each) => each.id === record.source.connection);
  const { busy, problem, run, clear } = useTask();
  const begun = textOf(record);
  const { before, after } = draft ?? { before: begun, after: begun };
  const leave = () => {
    setDraft(undefined);
    back();
  };
  const save = async (keeping: Keeping) => {
    if (!differs(before, after, keeping)) return leave();
    await run(async () => {
      const intent = newIntent();
      await edit({ record: id, ...editOf(before, after, keeping), intent });
      leave();
      const done = t("form-changed", {
        name: format.person(`${after.last_name.trim()} ${after.first_name.trim()}`),
      });
      toasts.show({
        id: intent,
        text:
          connection?.health === "offline" ? t("status-done-kept", { done, name: connection.name }) : done,
        undo: () =>
          void undo({ id: intent }).then(
            () =>
              toasts.show({
                id: intent,
                text: t("form-change-undone", { name: format.person(page.patient.name) }),
              }),
            (thrown) => toasts.show({ id: intent, text: error(thrown), tone: "bad" }),
          ),
      });
    });
  };

  const { patient } = page;
  return (
    <EditForm
      label={t("form-edit")}
      head={
        <header>
          <Heading level={2} className="patient-form__title">
            {t("form-edit")}
          </Heading>
          <p className="patient-form__who">
            <b>{format.person(patient.name) || t("unknown-patient")}</b>{" "}
            <span className="soft">
              {patient.birth_date ? format.date(patient.birth_date) : t("no-birth-date")}
            </span>
          </p>
        </header>
      }
      before={before}
      after={after}
      changing
      connection={connection}
      busy={busy}
      problem={problem}
      onType={(text) => {
        clear();
        setDraft({ before, after: text });
      }}
      onSave={(keeping) => void save(keeping)}
      onLeave={leave}
      save={{ words: t("save"), testid: "patient-save" }}
    />
  );
}
