import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { Invoice } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useZone } from "../../state/desk";
import { useTask } from "../../state/task";
import { civilAt } from "../../text/format";
import { signOf } from "../../text/decimal";
import { useText } from "../../text/text";
import { NoLetterhead } from "../letterhead/NoLetterhead";
import { PaperPreview } from "../papers/PaperPreview";

/** Money was taken and there is no invoice yet: a numbered slip for the patient, which is no invoice. */
export function TakingSlip({ invoice }: { invoice: Invoice }) {
  const { t, error } = useText();
  const zone = useZone();
  const { date } = civilAt(new Date(invoice.created_at), zone);
  const { data: day } = useRead("money_day", { date });
  const slip = useAct("taking_slip");
  const { busy, problem, run } = useTask();
  const [paper, setPaper] = useState<string | null>(null);
  const taking = day?.takings.find(
    (each) =>
      each.invoice === invoice.id &&
      each.takes_back === null &&
      !each.at_vendor &&
      signOf(each.left.amount) !== 0,
  );
  if (!taking) return null;
  return (
    <div className="stack">
      <p className="soft small">
        {invoice.state === "not_issued" ? t("invoice-taken-closed") : t("invoice-taken-help")}
      </p>
      <NoLetterhead />
      <div className="line">
        <Button
          isDisabled={busy}
          onPress={() => void run(async () => setPaper((await slip({ id: taking.id })).id))}
          data-testid="invoice-slip"
        >
          {taking.slip ? t("invoice-slip-again", { slip: taking.slip }) : t("invoice-slip")}
        </Button>
      </div>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {paper ? <PaperPreview paper={paper} onClose={() => setPaper(null)} /> : null}
    </div>
  );
}
