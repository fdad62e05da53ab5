import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Printer } from "../../components/icons";
import { useKey } from "../../keys/keys";
import type { MoneyFormat, MoneyPaper } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { PdfPages } from "../papers/PdfPages";
import { Reading } from "./Reading";

/** Looks at a paper of the money desk, prints it, or saves it as a table or a PDF. Ctrl/⌘ P looks at it too. */
export function MoneyActs({ paper, keys = true }: { paper: MoneyPaper; keys?: boolean }) {
  const { t, error } = useText();
  const [looking, setLooking] = useState(false);
  const { busy, problem, said, save } = useMoneyActs(paper);
  useKey("print", () => setLooking(true), keys && !looking);
  return (
    <div className="stack">
      <div className="line">
        <Button
          small
          icon={<Printer />}
          {...(keys ? { hint: "print" as const } : {})}
          onPress={() => setLooking(true)}
          data-testid={`money-look-${paper.what}`}
        >
          {t("money-look")}
        </Button>
        <Button
          small
          look="quiet"
          isDisabled={busy}
          onPress={() => save("csv")}
          data-testid={`money-csv-${paper.what}`}
        >
          {t("money-csv")}
        </Button>
        <Button small look="quiet" isDisabled={busy} onPress={() => save("pdf")}>
          {t("money-pdf")}
        </Button>
        <span className="soft small" role="status">
          {said}
        </span>
      </div>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {looking ? <MoneyPreview paper={paper} onClose={() => setLooking(false)} /> : null}
    </div>
  );
}

function useMoneyActs(paper: MoneyPaper) {
  const { t } = useText();
  const { busy, problem, run } = useTask();
  const [said, setSaid] = useState("");
  const exportIt = useAct("money_export");
  const printIt = useAct("money_print");
  const act = (work: () => Promise<string>) => {
    if (busy) return;
    setSaid("");
    void run(async () => setSaid(await work()));
  };
  return {
    busy,
    problem,
    said,
    save: (format: MoneyFormat) =>
      act(async () => {
        const { name } = await exportIt({ paper, format });
        return name === null ? t("paper-not-saved") : t("paper-saved", { name });
      }),
    print: () => act(async () => t("paper-printed", { name: (await printIt(paper)).name })),
  };
}

function MoneyPreview({ paper, onClose }: { paper: MoneyPaper; onClose: () => void }) {
  const { t, error } = useText();
  const content = useRead("money_preview", paper);
  const { busy, problem, said, save, print } = useMoneyActs(paper);
  useKey("print", () => print());
  return (
    <Dialog
      title={content.data?.name ?? t("paper-title")}
      open
      wide="page"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("close")}</Button>
          <Button isDisabled={busy} onPress={() => save("pdf")}>
            {t("paper-save")}
          </Button>
          <Button
            look="primary"
            icon={<Printer />}
            hint="print"
            isDisabled={busy}
            onPress={print}
            data-testid="money-print"
          >
            {t("paper-print")}
          </Button>
        </>
      }
    >
      <Reading of={content}>{(data) => <PdfPages content={data} label={data.name} />}</Reading>
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <p className="soft small" role="status">
        {said}
      </p>
    </Dialog>
  );
}
