import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice, Skeleton } from "../../components/Notice";
import { Printer } from "../../components/icons";
import { useKey } from "../../keys/keys";
import { useRead } from "../../platform/desk";
import { useText } from "../../text/text";
import { FilePaper } from "./FilePaper";
import { PdfPages } from "./PdfPages";
import { usePaperActs } from "./usePaperActs";

/** A paper kept here, in front of everything else: looked at, printed, opened or saved. */
export function PaperPreview({
  paper,
  patient,
  onClose,
}: {
  paper: string;
  /** Whose it is: it may be filed into their documents where a vendor keeps such. */
  patient?: string;
  onClose: () => void;
}) {
  const { t, error } = useText();
  const { data: content, error: unread, again } = useRead("paper_preview", { id: paper });
  const { busy, problem, said, print, open, save } = usePaperActs(paper);
  useKey("print", () => print());
  return (
    <Dialog
      title={content?.name ?? t("paper-title")}
      open
      wide="page"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("close")}</Button>
          <Button isDisabled={busy} onPress={save} data-testid="paper-save">
            {t("paper-save")}
          </Button>
          <Button isDisabled={busy} onPress={open} data-testid="paper-open">
            {t("paper-open")}
          </Button>
          <Button
            look="primary"
            icon={<Printer />}
            hint="print"
            isDisabled={busy}
            onPress={print}
            data-testid="paper-print"
          >
            {t("paper-print")}
          </Button>
        </>
      }
    >
      {content ? <PdfPages content={content} label={content.name} /> : null}
      {!content && unread ? (
        <Notice tone="bad" live actions={<Button onPress={again}>{t("retry")}</Button>}>
          {error(unread)}
        </Notice>
      ) : null}
      {!content && !unread ? <Skeleton rows={8} label={t("loading")} /> : null}
      {content && patient ? <FilePaper paper={paper} name={content.name} patient={patient} /> : null}
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
