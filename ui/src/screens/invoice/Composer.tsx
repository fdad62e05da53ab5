import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import type { Amount, InvoiceDesk } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { matches } from "../../keys/keys";
import { SHORTCUTS } from "../../keys/registry";
import { useText } from "../../text/text";
import { ConfirmInvoice } from "./ConfirmInvoice";
import { Deposit } from "./Deposit";
import { Elsewhere } from "./Elsewhere";
import { readSearch, withItem } from "./form";
import { Lines } from "./Lines";
import { Payment } from "./Payment";
import { PriceSearch } from "./PriceSearch";
import { Totals } from "./Totals";
import { useChecked } from "./useChecked";
import { useIssue } from "./useIssue";
import { useTyped } from "./useTyped";
import { Who } from "./Who";

const ISSUE = SHORTCUTS.find(({ id }) => id === "issue");

/** What is invoiced to whom, and how it is paid. */
export function Composer({ record, patient }: { record: string; patient: string }) {
  const { t, error } = useText();
  const { data: desk, error: unread, again } = useRead("invoice_desk", { id: record });
  if (desk) return <Form desk={desk} patient={patient} />;
  if (!unread) return <Skeleton rows={8} label={t("loading")} />;
  return (
    <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
      {error(unread)}
    </Notice>
  );
}

function Form({ desk, patient }: { desk: InvoiceDesk; patient: string }) {
  const { t, error, format } = useText();
  const { typed, change, drop } = useTyped(desk.record);
  const points = desk.work_points.filter(({ vendor_id, confirmed }) => vendor_id !== null && confirmed);
  const visited = points.some(({ vendor_id }) => vendor_id === desk.work_point) ? desk.work_point : null;
  const only = desk.work_points.length === 1 ? points[0]?.vendor_id : null;
  const workPoint = typed.workPoint ?? visited ?? only ?? "";
  const issue = useIssue(desk, patient, typed, workPoint, drop);
  const checked = useChecked(desk, typed, workPoint, issue.found);
  const [confirming, setConfirming] = useState<Amount | null>(null);
  const root = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  // After an attempt the cursor goes to what is wrong.
  useEffect(() => {
    if (attempts > 0) wrongIn(root.current)?.focus();
  }, [attempts]);
  // Whoever types fast wants it issued before the desk has counted what they typed last.
  const wanted = useRef(false);
  const submit = () => {
    issue.clear();
    if (checked.show()) setConfirming(checked.total);
    else if (checked.counting) wanted.current = true;
    else setAttempts((before) => before + 1);
  };
  useEffect(() => {
    if (!wanted.current || checked.counting) return;
    wanted.current = false;
    submit();
  });
  const touch: typeof change = (changes) => {
    issue.clear();
    wanted.current = false;
    change(changes);
  };
  return (
    <>
      <form
        className="invoice__form"
        ref={root}
        // A button or a choice keeps Enter to itself, so that it is taken here before it gets there.
        onKeyDownCapture={(event) => {
          if (!ISSUE || !matches(ISSUE, event.nativeEvent)) return;
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        noValidate
        aria-label={t("invoice-new")}
      >
        <Who person={desk} />
        <Before desk={desk} />
        <Deposit desk={desk} used={typed.depositUsed} onUsed={(depositUsed) => touch({ depositUsed })} />
        {points.length > 0 ? (
          <div data-invalid={checked.problem("work_point") ? true : undefined}>
            <Choice
              label={t("invoice-work-point")}
              value={workPoint || null}
              onChange={(next) => touch({ workPoint: next })}
              options={points.map(({ vendor_id, name }) => ({ key: vendor_id ?? "", label: name }))}
              placeholder={t("invoice-work-point-choose")}
              data-testid="invoice-work-point"
            />
            <Wrong words={checked.problem("work_point")} />
          </div>
        ) : (
          <NoWorkPoint connection={desk.connection} />
        )}
        <section className="invoice__part" aria-label={t("invoice-services")}>
          <PriceSearch
            connection={desk.connection}
            workPoint={workPoint}
            points={points}
            folded={typed.lines.length > 0}
            text={typed.search}
            onText={(search) => touch({ search })}
            onAdd={(item) => {
              const { quantity } = readSearch(typed.search);
              touch({ lines: withItem(typed.lines, item, quantity), search: "" });
            }}
            onDone={() => root.current?.querySelector<HTMLElement>(".invoice__payment input")?.focus()}
            problem={checked.problem("lines")}
          />
          <Lines
            lines={typed.lines}
            checked={checked}
            currency={desk.currency}
            onChange={(lines) => touch({ lines })}
          />
        </section>
        <Payment
          typed={typed}
          slips={desk.slips}
          total={checked.total}
          problem={checked.problem}
          onChange={touch}
        />
        <Elsewhere desk={desk} />
        <Totals
          desk={desk}
          checked={checked}
          busy={issue.busy}
          onDrop={typed.lines.length > 0 ? drop : null}
        />
        {issue.changed ? (
          <Notice tone="warn" title={t("invoice-changed")} live>
            {checked.total
              ? t("invoice-changed-now", { sum: format.money(checked.total) })
              : t("invoice-changed-counting")}
          </Notice>
        ) : null}
        {issue.problem && !issue.changed ? (
          <Notice tone="bad" live>
            {issue.used ? t("invoice-used") : error(issue.problem)}
          </Notice>
        ) : null}
      </form>
      {confirming ? (
        <ConfirmInvoice
          desk={desk}
          typed={typed}
          checked={checked}
          total={confirming}
          workPoint={points.find(({ vendor_id }) => vendor_id === workPoint)?.name ?? ""}
          busy={issue.busy}
          onClose={() => setConfirming(null)}
          onIssue={() => {
            void issue.issue(confirming).then((done) => {
              if (done) return;
              // What was refused may have another price by now.
              setConfirming(null);
              checked.again();
            });
          }}
        />
      ) : null}
    </>
  );
}

/** Where the first thing stands that is wrong. The end of the form lies over what is scrolled below it. */
function wrongIn(form: HTMLFormElement | null): HTMLElement | null {
  const wrong = form?.querySelector<HTMLElement>(
    "[aria-invalid=true], [data-invalid=true] :is(input, button)",
  );
  wrong?.scrollIntoView?.({ block: "center" });
  return wrong ?? null;
}

/** What is wrong with a part that says it by itself. */
function Wrong({ words }: { words: string | null }) {
  return words ? (
    <p className="field__problem" role="alert">
      {words}
    </p>
  ) : null;
}

/** What has to be known before anything is typed: no line, an invoice that is not finished. */
function Before({ desk }: { desk: InvoiceDesk }) {
  const { t, format } = useText();
  const { open } = usePlace();
  const name = format.person(desk.patient_name);
  return (
    <>
      {desk.online ? null : <Notice tone="warn">{t("invoice-offline")}</Notice>}
      {desk.unfinished.map((invoice) => (
        <Notice
          key={invoice.id}
          tone="warn"
          actions={
            <Button
              small
              onPress={() => open({ kind: "invoice", invoice: invoice.id, patient: invoice.patient })}
            >
              {t("invoice-look")}
            </Button>
          }
        >
          {t("invoice-unfinished-of", { name, sum: format.money(invoice.total) })}
        </Notice>
      ))}
    </>
  );
}

function NoWorkPoint({ connection }: { connection: string }) {
  const { t } = useText();
  const { go } = usePlace();
  const manager = useIsManager();
  return (
    <Notice
      tone="warn"
      actions={
        manager ? (
          <Button small onPress={() => go("settings", { places: connection })}>
            {t("invoice-work-points-confirm")}
          </Button>
        ) : undefined
      }
    >
      {t("invoice-no-work-point")} {manager ? null : t("invoice-work-points-manager")}
    </Notice>
  );
}
