import { type FormEvent, useEffect, useRef, useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import { Field, Segments } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Printer } from "../../components/icons";
import type { PaymentMethod, Taking } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { newIntent } from "../../state/intent";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { signOf, typedAmount } from "../../text/decimal";
import { fieldOf, fieldProblems, fieldWords } from "../../text/field";
import { civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { NoLetterhead } from "../letterhead/NoLetterhead";
import { PaperPreview } from "../papers/PaperPreview";
import { AboutAccount } from "./AboutAccount";
import { AmountField } from "./AmountField";
import { CurrencyField } from "./CurrencyField";
import { methodOptions } from "./methods";
import { type Chosen, PersonField } from "./PersonField";

interface Typed {
  /** Made with the form: whatever happens on the way, the money is taken once. */
  intent: string;
  person: Chosen | null;
  amount: string;
  /** Chosen by hand; null: the proposed one. */
  currency: string | null;
  method: PaymentMethod | null;
  fiscalReceipt: string;
  cardSlip: string;
  note: string;
}

const blank = (person: Chosen | null): Typed => ({
  intent: newIntent(),
  person,
  amount: "",
  currency: null,
  method: null,
  fiscalReceipt: "",
  cardSlip: "",
  note: "",
});

const NAMES = ["patient", "amount", "method", "note", "fiscal_receipt", "card_slip"] as const;
type Name = (typeof NAMES)[number];

/** Records money taken on a numbered slip: no invoice, and it says so. */
export function RecordTaking({ patient }: { patient: string | null }) {
  const { t } = useText();
  const { data: page } = useRead("patient_open", { id: patient ?? "" }, { enabled: patient !== null });
  const [taken, setTaken] = useState<Taking | null>(null);
  return (
    <article className="money-form">
      <Heading level={2} className="money-form__title">
        {t("money-record")}
      </Heading>
      <NoLetterhead />
      {taken ? (
        <Taken taking={taken} />
      ) : (
        <Form
          key={patient}
          draft={`record-taking-${patient ?? ""}`}
          person={
            page ? { id: page.patient.id, name: page.patient.name, birthDate: page.patient.birth_date } : null
          }
          onTaken={setTaken}
        />
      )}
    </article>
  );
}

function NoInvoice() {
  const { t } = useText();
  return <Notice title={t("money-record-no-invoice")}>{t("money-record-about")}</Notice>;
}

/** Money is in the drawer: its slip is made and shown, and where that fails nothing here takes the money once more. */
function Taken({ taking }: { taking: Taking }) {
  const { t, format, error } = useText();
  const { back, open } = usePlace();
  const zone = useZone();
  const makeSlip = useAct("taking_slip");
  const { busy, problem, run } = useTask();
  const [slip, setSlip] = useState<string | null>(null);
  const make = () => run(async () => setSlip((await makeSlip({ id: taking.id })).id));
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void make();
  });
  const { id, patient } = taking;
  const { date } = civilAt(new Date(taking.at), zone);
  return (
    <>
      <Notice tone="good" title={t("money-recorded")} live>
        {t("money-recorded-what", {
          amount: format.money(taking.amount),
          name: format.person(taking.patient_name) || t("unknown-patient"),
        })}
      </Notice>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button
          look="primary"
          icon={<Printer />}
          isDisabled={busy}
          onPress={() => void make()}
          data-testid="taken-slip"
        >
          {t("money-slip-look")}
        </Button>
        <Button onPress={() => open({ kind: "taking", taking: id, date, patient })} data-testid="taken-show">
          {t("money-recorded-show")}
        </Button>
      </div>
      {slip ? (
        <PaperPreview
          paper={slip}
          onClose={() => {
            setSlip(null);
            back();
          }}
        />
      ) : null}
    </>
  );
}

function Form({
  draft,
  person,
  onTaken,
}: {
  draft: string;
  person: Chosen | null;
  /** The money is recorded: from now on it is not typed in again. */
  onTaken: (taking: Taking) => void;
}) {
  const { t, error } = useText();
  const { back } = usePlace();
  const [kept, setKept] = useDraft<Typed>(draft);
  const [fresh] = useState(() => blank(null));
  const typed = kept ?? fresh;
  const who = typed.person ?? person;
  const { data: day } = useRead("money_day", who ? { patient: who.id } : {});
  const currency = typed.currency ?? day?.currency ?? null;
  const change = (changes: Partial<Typed>) => setKept({ ...typed, ...changes });
  const record = useAct("taking_record");
  const { busy, problem, run } = useTask();
  const [tried, setTried] = useState(false);
  const amount = typedAmount(typed.amount);
  const missing: Name[] = tried
    ? [
        ...(who ? [] : (["patient"] as const)),
        ...(typed.amount.trim() === "" || (amount && signOf(amount) !== 1) ? (["amount"] as const) : []),
        ...(typed.method ? [] : (["method"] as const)),
      ]
    : [];
  const wrong = fieldProblems<Name>(t, missing, problem);
  const { method } = typed;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !who || !amount || signOf(amount) !== 1 || !method || currency === null) return;
    // The intent is the draft's own, so that a second try after a cut line takes nothing twice.
    if (!kept) setKept(typed);
    const note = typed.note.trim();
    const receipt = typed.fiscalReceipt.trim();
    const card = typed.cardSlip.trim();
    await run(async () => {
      const taking = await record({
        patient: who.id,
        amount,
        currency,
        method,
        ...(note ? { note } : {}),
        ...(receipt && method !== "transfer" ? { fiscal_receipt: receipt } : {}),
        ...(card && method === "card" ? { card_slip: card } : {}),
        intent: typed.intent,
      });
      setKept(undefined);
      onTaken(taking);
    });
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <AboutAccount account={who ? (day?.account ?? null) : null}>
        <NoInvoice />
      </AboutAccount>
      <PersonField
        label={t("money-patient")}
        chosen={who}
        onChoose={(chosen) => change({ person: chosen, currency: null })}
        problem={wrong.patient ?? null}
      />
      {day && currency !== null ? (
        <CurrencyField
          currencies={day.currencies}
          value={currency}
          onChange={(chosen) => change({ currency: chosen })}
        />
      ) : null}
      <AmountField
        label={t("money-amount-in", { currency: currency ?? "" })}
        value={typed.amount}
        onChange={(value) => change({ amount: value })}
        problem={wrong.amount ?? null}
        required
        data-testid="taking-amount"
      />
      <Segments
        label={t("money-method")}
        value={method}
        onChange={(key) => change({ method: key })}
        options={methodOptions(t)}
      />
      {wrong.method ? <p className="field__problem">{wrong.method}</p> : null}
      {method === "cash" || method === "card" ? (
        <Field
          label={t("money-fiscal-receipt")}
          value={typed.fiscalReceipt}
          onChange={(value) => change({ fiscalReceipt: value })}
          problem={wrong.fiscal_receipt ?? null}
        />
      ) : null}
      {method === "card" ? (
        <Field
          label={t("money-card-slip")}
          value={typed.cardSlip}
          onChange={(value) => change({ cardSlip: value })}
          problem={wrong.card_slip ?? null}
        />
      ) : null}
      <Field
        label={t("money-note")}
        value={typed.note}
        onChange={(value) => change({ note: value })}
        problem={wrong.note ?? null}
        help={t("money-note-help")}
      />
      {problem && !NAMES.some((name) => name === fieldOf(problem)) ? (
        <Notice tone="bad" live>
          {fieldOf(problem) === "intent" ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button look="primary" type="submit" isDisabled={busy || currency === null} data-testid="taking-save">
          {t("money-record-do")}
        </Button>
        <Button
          onPress={() => {
            setKept(undefined);
            back();
          }}
        >
          {t("money-leave")}
        </Button>
      </div>
    </form>
  );
}
