import { useState } from "react";
import { Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Paper } from "../../components/icons";
import { isLive } from "../../frame/search/visit";
import type { DocumentRow, PatientPage, WireError } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { toWireError } from "../../platform/platform";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { FilePdf } from "../papers/FilePdf";

/** The patient's documents at the vendor; each opens in the computer's own application. */
export function Documents({ page, asking }: { page: PatientPage; asking: boolean }) {
  const { t, format } = useText();
  const now = useNow();
  const { rows, checked_at } = page.documents;
  const asked = checked_at ? format.instant(checked_at, now) : null;
  return (
    <section className="stack" aria-label={t("patient-documents")}>
      <h3>{t("patient-documents")}</h3>
      {rows.length > 0 ? (
        <ul className="documents">
          {rows.map((row) => (
            <Document key={row.id} row={row} />
          ))}
        </ul>
      ) : (
        <p className="patient__none">
          {isLive(checked_at, now) ? t("patient-live-documents") : t("patient-none-documents")}
          <span className="soft small">
            {asked
              ? t("patient-none-help-old", { when: asked })
              : t(asking ? "patient-none-asking" : "patient-none-help")}
          </span>
        </p>
      )}
      {asked && rows.length > 0 ? (
        <p className="faint small">{t("patient-list-as-of", { when: asked })}</p>
      ) : null}
      <FilePdf page={page} />
    </section>
  );
}

type State =
  | { kind: "still" | "opening" | "saving" | "not-saved" }
  | { kind: "opened" | "saved"; name: string }
  | { kind: "failed"; why: WireError };

function Document({ row }: { row: DocumentRow }) {
  const { t, format, error } = useText();
  const open = useAct("patient_document_open");
  const save = useAct("patient_document_save");
  const [state, setState] = useState<State>({ kind: "still" });
  const busy = state.kind === "opening" || state.kind === "saving";
  const failed = (thrown: unknown) => setState({ kind: "failed", why: toWireError(thrown) });
  const begin = () => {
    if (busy) return;
    setState({ kind: "opening" });
    open({ id: row.id }).then(({ name }) => setState({ kind: "opened", name }), failed);
  };
  const keep = () => {
    if (busy) return;
    setState({ kind: "saving" });
    save({ id: row.id }).then(
      ({ name }) => setState(name === null ? { kind: "not-saved" } : { kind: "saved", name }),
      failed,
    );
  };
  const made = row.made_at
    ? [format.date(row.made_at), row.made_at.length > 10 ? format.time(row.made_at.slice(11)) : null]
    : [];
  const more = [row.kind, ...made].filter(Boolean).join(", ");
  return (
    <li>
      <Base
        className="entry entry--press documents__one"
        onPress={begin}
        data-testid="document"
        data-document={row.id}
      >
        <span className="entry__title documents__name">
          {busy ? <Spinner /> : <Paper />}
          {row.name}
        </span>
        <span className="entry__right soft small" role="status">
          {state.kind === "opening" ? t("document-opening") : null}
          {state.kind === "opened" ? t("document-opened") : null}
          {state.kind === "saving" ? t("document-saving") : null}
          {state.kind === "saved" ? t("paper-saved", { name: state.name }) : null}
          {state.kind === "not-saved" ? t("paper-not-saved") : null}
        </span>
        <span className="entry__more soft small">{more}</span>
        <span className="unseen">{t("document-open")}</span>
      </Base>
      <Button
        small
        look="quiet"
        isDisabled={busy}
        aria-label={t("document-save-of", { name: row.name })}
        onPress={keep}
        data-testid="document-save"
      >
        {t("paper-save")}
      </Button>
      {state.kind === "failed" ? (
        <Notice tone="bad" live>
          {state.why.code === "offline" ? t("document-offline") : error(state.why)}
        </Notice>
      ) : null}
    </li>
  );
}
