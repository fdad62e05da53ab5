import { type FormEvent, useState } from "react";
import { Heading } from "react-aria-components";
import { Button } from "../../components/Button";
import type { BillPage } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useAppState, useZone } from "../../state/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { fieldProblems, fieldWords } from "../../text/field";
import { WordsAbout, useText } from "../../text/text";
import "../money/money.css";
import { Reading } from "../money/Reading";
import { ConfirmPayment } from "./ConfirmPayment";
import { PaymentFields } from "./PaymentFields";
import { slipProblem } from "../money/slips";
import { useGiven } from "./useGiven";
import {
  type Last,
  type Needed,
  type Payment,
  amountOf,
  blankPayment,
  missingIn,
  overpaid,
  slipsFor,
} from "./payment";
import { billName, whoseName } from "./words";

/** Takes a payment for a bill. At the vendor it cannot be taken back, so it is asked about before it is sent. */
export function PayBill({ bill: id }: { bill: string }) {
  const { connections } = useAppState();
  const read = useRead("bill", { id });
  const name = connections.find((each) => each.id === read.data?.bill.connection)?.name;
  const body = <Reading of={read}>{(page) => <Form page={page} />}</Reading>;
  return name ? <WordsAbout name={name}>{body}</WordsAbout> : body;
}

function Form({ page }: { page: BillPage }) {
  const text = useText();
  const { t, format } = text;
  const { back } = usePlace();
  const now = useNow();
  const today = civilAt(now, useZone()).date;
  const { bill } = page;
  const [kept, setKept] = useDraft<Payment>(`pay-bill-${bill.id}`);
  const [last, setLast] = useDraft<Last>(`pay-bill-last-${bill.connection}`);
  const [fresh] = useState(() => blankPayment(page, today, last));
  const payment = kept ?? fresh;
  const change = (changes: Partial<Payment>) => setKept({ ...payment, ...changes });
  const [, setGiven] = useGiven(bill.id);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const missing = missingIn(payment, today);
  const slip = slipProblem(payment.taking, slipsFor(page), amountOf(page, payment));
  const over = overpaid(page, payment);
  const wrong = {
    ...fieldProblems<Needed>(t, tried ? missing : [], null),
    ...(over ? { amount: t("bill-pay-over", { amount: format.money(over) }) } : {}),
    ...(slip && (tried || slip.reason !== "required") ? { taking: fieldWords(t, slip.reason) } : {}),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0 && !slip && !over) {
      if (!kept) setKept(payment);
      setAsking(true);
    }
  };
  const leave = () => {
    setKept(undefined);
    back();
  };
  return (
    <article className="money-form">
      <header>
        <Heading level={2} className="money-form__title">
          {t("bill-pay-title", { bill: billName(text, bill) })}
        </Heading>
        <p>
          <strong>{whoseName(text, bill)}</strong>{" "}
          <span className="soft">{bill.birth_date ? format.date(bill.birth_date) : t("no-birth-date")}</span>
        </p>
        <p className="soft">
          {bill.open ? t("bill-open-sum", { amount: format.money(bill.open) }) : t("bill-open-not-asked")}
        </p>
      </header>
      <form className="stack" onSubmit={submit} noValidate>
        <PaymentFields page={page} payment={payment} onChange={change} wrong={wrong} />
        <div className="line">
          <Button look="primary" type="submit" data-testid="pay-next">
            {t("bill-pay-next")}
          </Button>
          <Button onPress={leave}>{t("money-leave")}</Button>
        </div>
      </form>
      {asking ? (
        <ConfirmPayment
          page={page}
          payment={payment}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            const { account, paymentType, method } = payment;
            setLast({ account, paymentType, method });
            setGiven({ paid: page.paid.amount, at: now.toISOString() });
            leave();
          }}
        />
      ) : null}
    </article>
  );
}
