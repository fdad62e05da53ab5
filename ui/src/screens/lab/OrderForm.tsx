import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useKey } from "../../keys/keys";
import type { FieldProblem } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import type { Begun } from "./begun";
import { FilesPart } from "./FilesPart";
import { Folded } from "./Folded";
import { PARTS, type Part } from "./form";
import { FactsPart, PatientPart, type PartProps, ProceduresPart, RequesterPart, SamplesPart } from "./Parts";
import "./order-form.css";
import { Preview } from "./Preview";
import { useCheck } from "./useCheck";
import { useSendOrder } from "./useSendOrder";
import { whoOf } from "./words";

const SECTIONS: Record<Part, (props: PartProps) => ReactNode> = {
  patient: PatientPart,
  procedures: ProceduresPart,
  samples: SamplesPart,
  requester: RequesterPart,
  attachments: FilesPart,
  clinical_data: FactsPart,
};

// A whole order reads in two columns: who is ill and who asks, and what is asked for.
const COLUMNS: readonly (readonly Part[])[] = [
  ["patient", "requester"],
  ["procedures", "samples", "clinical_data", "attachments"],
];

interface Props {
  begun: Begun;
  onChange: (begun: Begun) => void;
  /** Leaves the form; what was typed stays. */
  onLeave: () => void;
  /** Drops what was typed. */
  onDrop: () => void;
}

/** An order as it is typed. */
export function OrderForm({ begun, onChange, onLeave, onDrop }: Props) {
  const text = useText();
  const { t, error } = text;
  const accounts = useConnectionsThat("laboratory");
  const { form, connection } = begun;
  const check = useCheck(connection, form);
  const sending = useSendOrder(begun);
  const { problem, words, left, show } = useProblems(sending.found ?? check.problems);
  const root = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useKey("back", onLeave);

  // After an attempt the cursor goes to what is wrong.
  useEffect(() => {
    if (attempts > 0) root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts]);
  // A form takes the cursor.
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("input:not([type=file])")?.focus();
  }, []);

  const change: PartProps["change"] = (changes) => {
    sending.clear();
    onChange({ ...begun, typed: true, form: { ...form, ...changes } });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending.busy) return;
    show();
    if ((await sending.send()) === "wrong") setAttempts((before) => before + 1);
  };

  const parts = PARTS[form.event];
  const section = (part: Part) => {
    const Section = SECTIONS[part];
    // Said at the first row where there is one.
    const wrong = part === "procedures" && form.procedures.length > 0 ? null : problem(part);
    return (
      <fieldset key={part} className="lab-part">
        <legend>{t(`lab-part-${part}`)}</legend>
        {wrong ? (
          <p className="field__problem" role="alert">
            {wrong}
          </p>
        ) : null}
        <Section form={form} change={change} problem={problem} left={left} />
      </fieldset>
    );
  };
  const rest =
    begun.order && form.event !== "created" ? COLUMNS.flat().filter((part) => !parts.includes(part)) : [];
  const account = accounts.find((each) => each.id === connection);

  return (
    <form
      className="lab-form"
      ref={root}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t(`lab-form-${form.event}`)}
    >
      <header className="lab-form__head">
        <div>
          <h1>{begun.entry ? t("unsent-edit-title") : t(`lab-form-${form.event}`)}</h1>
          <p className="soft">
            {begun.order ? `${whoOf(text, form.patient.name, form.patient.birth_date)} · ` : ""}
            {t("lab-number-is", { number: form.number })}
          </p>
        </div>
        <Button onPress={onLeave} hint="back">
          {t("back")}
        </Button>
      </header>
      {account?.health === "offline" ? (
        <Notice tone="warn">{t("lab-offline", { name: account.name })}</Notice>
      ) : null}
      {accounts.length > 1 && !begun.order && !begun.entry ? (
        <div className="lab-form__account">
          <Choice
            label={t("lab-account")}
            value={connection}
            onChange={(to) => onChange({ ...begun, connection: to })}
            options={accounts.map((each) => ({ key: each.id, label: each.name }))}
          />
        </div>
      ) : null}
      <div className="lab-form__columns">
        {COLUMNS.map((column) => (
          <div key={column[0]}>{column.filter((part) => parts.includes(part)).map(section)}</div>
        ))}
      </div>
      {rest.length > 0 ? (
        <Folded title={t("lab-rest")} wanting={sending.found !== null && words.some(isIn(rest))}>
          <p className="soft">{t("lab-rest-help")}</p>
          <div className="lab-form__columns">
            {COLUMNS.map((column) => (
              <div key={column[0]}>{column.filter((part) => rest.includes(part)).map(section)}</div>
            ))}
          </div>
        </Folded>
      ) : null}
      <Preview check={check} files={form.attachments.length > 0} />
      <div className="lab-form__end">
        {sending.problem && !fieldOf(sending.problem) ? (
          <Notice tone="bad" live>
            {error(sending.problem)}
          </Notice>
        ) : null}
        {words.length > 0 ? (
          <p className="field__problem" role="status" data-testid="lab-missing">
            {t("lab-missing", { count: words.length })}
          </p>
        ) : null}
        <div className="line">
          <Button
            look="primary"
            type="submit"
            isDisabled={sending.busy}
            icon={sending.busy ? <Spinner /> : undefined}
            data-testid="lab-send"
          >
            {begun.entry ? t("unsent-edit-save") : t(`lab-send-${form.event}`)}
          </Button>
          <Button look="quiet" onPress={onDrop}>
            {t("lab-drop")}
          </Button>
          <span className="faint small">{t("lab-kept")}</span>
        </div>
      </div>
    </form>
  );
}

function isIn(parts: readonly Part[]) {
  return ({ field }: FieldProblem) => parts.some((part) => field === part || field.startsWith(`${part}.`));
}

/** Which problems are said already: those of fields that were left, all of them once somebody wants to send. */
function useProblems(found: readonly FieldProblem[]) {
  const { t } = useText();
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const said = found.filter(({ field, reason }) => all || reason !== "required" || visited.has(field));
  return {
    words: all ? said : [],
    problem: (path: string) => {
      const one = said.find(({ field }) => field === path);
      return one ? fieldWords(t, one.reason) : null;
    },
    left: (path: string) => setVisited((before) => (before.has(path) ? before : new Set([...before, path]))),
    show: () => setAll(true),
  };
}
