import { useState } from "react";
import { Button } from "../../components/Button";
import { Spinner } from "../../components/Spinner";
import { useAct } from "../../platform/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Problem } from "./Problem";
import { wordOf } from "./words";

interface Props {
  contract: string;
  documents: readonly string[];
  offline: boolean;
}

/** The documents of a request. Their links live for minutes, so each is asked for anew when it is opened. */
export function Documents({ contract, documents, offline }: Props) {
  const text = useText();
  const { t } = text;
  const open = useAct("contract_document_open");
  const { busy, problem, run } = useTask();
  const [at, setAt] = useState<number | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const show = (document: number) => {
    if (busy) return;
    setAt(document);
    setOpened(null);
    void run(async () => setOpened((await open({ contract, document })).name));
  };
  return (
    <section className="contract-papers" aria-label={t("contracts-documents")}>
      <h3>{t("contracts-documents")}</h3>
      {documents.length === 0 ? <p className="soft">{t("contracts-no-documents")}</p> : null}
      <div className="line">
        {documents.map((word, place) => (
          <Button
            // One kind of document may stand there twice.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${word} ${place}`}
            isDisabled={busy}
            icon={busy && at === place ? <Spinner /> : undefined}
            onPress={() => show(place)}
            data-testid={`contract-document-${place}`}
          >
            {busy && at === place ? t("contracts-opening", { name: wordOf(text, word) }) : wordOf(text, word)}
          </Button>
        ))}
      </div>
      {documents.length > 0 && offline ? (
        <p className="faint small">{t("contracts-documents-offline")}</p>
      ) : null}
      <p className="soft small contract-papers__opened" role="status">
        {opened === null ? "" : t("contracts-opened", { name: opened })}
      </p>
      {problem ? <Problem error={problem} {...(at === null ? {} : { again: () => show(at) })} /> : null}
    </section>
  );
}
