import { useState } from "react";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Paper, Printer } from "../../components/icons";
import { useSearch } from "../../frame/search/state";
import { useKey } from "../../keys/keys";
import type { Invoice } from "../../platform/bindings";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { PaperPreview } from "../papers/PaperPreview";
import { usePaperActs } from "../papers/usePaperActs";

/** What was issued: its paper, and the way to whoever is next. */
export function Issued({ invoice, onNext }: { invoice: Invoice; onNext: () => void }) {
  const { t, format } = useText();
  const { back } = usePlace();
  const search = useSearch();
  const { by_hand, copy, issued_on, paper } = invoice;
  const next = () => {
    onNext();
    back();
    search.setText("");
    search.focus();
  };
  return (
    <>
      {issued_on ? <p className="soft">{t("invoice-issued-on", { date: format.date(issued_on) })}</p> : null}
      {by_hand ? <Notice tone="info">{t("invoice-by-hand")}</Notice> : null}
      {copy ? <Notice tone="info">{t("invoice-copy")}</Notice> : null}
      {paper ? <PaperOf paper={paper} /> : null}
      {!paper && !by_hand ? <Notice tone="warn">{t("invoice-no-paper")}</Notice> : null}
      <Button onPress={next} data-testid="invoice-next">
        {t("invoice-next")}
      </Button>
    </>
  );
}

function PaperOf({ paper }: { paper: string }) {
  const { t, error } = useText();
  const [shown, setShown] = useState(false);
  const { busy, problem, said, print } = usePaperActs(paper);
  useKey("print", print);
  return (
    <>
      <div className="invoice__pair">
        <Button
          look="primary"
          icon={<Printer />}
          hint="print"
          isDisabled={busy}
          onPress={print}
          data-testid="invoice-print"
        >
          {t("paper-print")}
        </Button>
        <Button icon={<Paper />} onPress={() => setShown(true)} data-testid="invoice-paper">
          {t("invoice-paper")}
        </Button>
      </div>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <p className="soft small" role="status">
        {said}
      </p>
      {shown ? <PaperPreview paper={paper} onClose={() => setShown(false)} /> : null}
    </>
  );
}
