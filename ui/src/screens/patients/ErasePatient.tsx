import { type FormEvent, useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { ChevronDown } from "../../components/icons";
import { useToasts } from "../../components/Toasts";
import { fold } from "../../frame/search/commands";
import { useSearch } from "../../frame/search/state";
import type { PatientPage } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { useErasing } from "./erasing";

/** What is seldom done about a patient; there is nothing in it for a receptionist. */
export function MoreForPatient({ page }: { page: PatientPage }) {
  const { t } = useText();
  const manager = useIsManager();
  const { id } = page.patient;
  const [erasing, setErasing] = useErasing();
  if (!manager) return null;
  return (
    <>
      <MenuTrigger>
        <Button icon={<ChevronDown />} data-testid="patient-more">
          {t("patient-more")}
        </Button>
        <Popover className="menu" offset={4}>
          <Menu className="menu__list" aria-label={t("patient-more")} onAction={() => setErasing(id)}>
            <MenuItem id="erase" className="menu__item">
              {t("erase-open")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {erasing === id ? <Ask page={page} onClose={() => setErasing(undefined)} /> : null}
    </>
  );
}

interface Typed {
  reason: string;
  name: string;
}
const NOTHING: Typed = { reason: "", name: "" };

/** One name whatever the case, the diacritics and the spaces. */
function plain(name: string): string {
  return fold(name).replaceAll(/\s+/g, " ").trim();
}

/** Says what goes and what stays, and wants the name typed: nothing here brings the patient back. */
function Ask({ page, onClose }: { page: PatientPage; onClose: () => void }) {
  const { t, error, format } = useText();
  const { id, birth_date } = page.patient;
  const { go, leave } = usePlace();
  const { setText } = useSearch();
  const { show } = useToasts();
  const erase = useAct("patient_erase");
  const { busy, problem, run } = useTask();
  const [kept, setKept] = useDraft<Typed>(`erase-${id}`);
  const typed = kept ?? NOTHING;
  const [tried, setTried] = useState(false);
  const name = format.person(page.patient.name) || t("unknown-patient");
  const same = plain(typed.name) === plain(name);
  const reason = typed.reason.trim();
  const close = () => {
    setKept(undefined);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || reason === "" || !same) return;
    if (!(await run(() => erase({ id, reason })))) return;
    close();
    // What the vendor answered to a search may still name them.
    setText("");
    leave(id);
    show({ id: "erased", text: t("erase-done") });
  };
  const unsent = problem?.code === "unsent-work";
  return (
    <Dialog
      title={t("erase-title", { name })}
      open
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button look="danger" type="submit" form="erase" isDisabled={busy} data-testid="erase-do">
            {t("erase-do")}
          </Button>
        </>
      }
    >
      <form
        id="erase"
        className="stack"
        onSubmit={(event) => void submit(event)}
        noValidate
        autoComplete="off"
      >
        {birth_date ? <p className="soft">{format.date(birth_date)}</p> : null}
        <p>{t("erase-goes")}</p>
        <div>
          <p>{t("erase-stays")}</p>
          <ul className="erase__stays">
            {page.records.length > 0 ? <li>{t("erase-stays-vendor")}</li> : null}
            <li>{t("erase-stays-desks")}</li>
            <li>{t("erase-stays-money")}</li>
            <li>{t("erase-stays-log")}</li>
          </ul>
        </div>
        <Field
          label={t("erase-why")}
          help={t("erase-why-help")}
          value={typed.reason}
          onChange={(text) => setKept({ ...typed, reason: text })}
          problem={tried && reason === "" ? fieldWords(t, "required") : null}
          autoFocus
          data-testid="erase-reason"
        />
        <Field
          label={t("wipe-type", { word: name })}
          value={typed.name}
          onChange={(text) => setKept({ ...typed, name: text })}
          problem={tried && !same ? t("typed-other", { word: name }) : null}
          data-testid="erase-name"
        />
        {problem ? (
          <Notice
            tone="bad"
            live
            actions={
              unsent ? (
                <Button
                  onPress={() => {
                    onClose();
                    go("unsent");
                  }}
                >
                  {t("erase-see-unsent")}
                </Button>
              ) : null
            }
          >
            {unsent ? t("erase-unsent", { count: Number(problem.params["count"] ?? 1) }) : error(problem)}
          </Notice>
        ) : null}
      </form>
    </Dialog>
  );
}
