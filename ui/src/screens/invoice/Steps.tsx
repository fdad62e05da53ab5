import { Spinner } from "../../components/Spinner";
import { Check } from "../../components/icons";
import type { Invoice, InvoiceStep } from "../../platform/bindings";
import { useText } from "../../text/text";

const STEPS: readonly InvoiceStep[] = ["services", "payment", "invoice"];
type Standing = "done" | "now" | "stopped" | "later";

function standingOf({ reached, step, state }: Invoice, each: InvoiceStep): Standing {
  const last = reached ? STEPS.indexOf(reached) : -1;
  if (STEPS.indexOf(each) <= last) return "done";
  if (each !== step) return "later";
  if (state === "needs_person") return "stopped";
  return state === "on_the_way" ? "now" : "later";
}

/** The three steps of an invoice at the vendor: what stands there already, what is on its way, what is still to come. */
export function Steps({ invoice }: { invoice: Invoice }) {
  const { t } = useText();
  return (
    <ol className="invoice-steps" aria-label={t("invoice-steps")}>
      {STEPS.map((step, index) => {
        const standing = standingOf(invoice, step);
        return (
          <li
            key={step}
            className={`invoice-steps__one invoice-steps__one--${standing}`}
            data-standing={standing}
          >
            <span className="invoice-steps__mark" aria-hidden="true">
              {standing === "done" ? <Check /> : standing === "now" ? <Spinner /> : index + 1}
            </span>
            <span className="invoice-steps__name">{t(`invoice-step-${step}`)}</span>
            <span className="invoice-steps__standing small">{t(`invoice-standing-${standing}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
