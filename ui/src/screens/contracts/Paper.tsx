import { useRef } from "react";
import { Heading, Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { ChevronLeft, Refresh } from "../../components/icons";
import { Notice, Skeleton } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { Tag } from "../../components/Tag";
import { useKey } from "../../keys/keys";
import type { ContractPaper } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useAppState } from "../../state/desk";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { CopiedId } from "./Copied";
import { Documents } from "./Documents";
import { Problem } from "./Problem";
import { Sheet, anchorOf, sectionTitle } from "./Sheet";
import { periodOf, titleOf, toneOf, wordOf } from "./words";

/** A contract request as it was last fetched. */
export function Paper({ contract, onBack }: { contract: string; onBack: () => void }) {
  const { t } = useText();
  const { data: paper, error: problem, again } = useRead("contract", { id: contract });
  useKey("back", onBack);
  return (
    <article className="contract-paper" aria-label={t("contracts-request")}>
      <div className="contract-paper__back">
        <Button small look="quiet" icon={<ChevronLeft />} onPress={onBack}>
          {t("contracts-back")}
        </Button>
      </div>
      {paper ? <Read key={contract} paper={paper} /> : null}
      {!paper && problem ? <Problem error={problem} again={again} /> : null}
      {!paper && !problem ? <Skeleton rows={8} label={t("loading")} /> : null}
    </article>
  );
}

function Read({ paper }: { paper: ContractPaper }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const { connections } = useAppState();
  const fetchAgain = useAct("contract_fetch");
  const { busy, problem, run } = useTask();
  const top = useRef<HTMLDivElement>(null);
  const { brief, sections, documents } = paper;
  const connection = connections.find((each) => each.id === brief.connection);
  const offline = connection?.health === "offline";
  const { connection: by, contract_type, vendor_id } = brief;
  const again = () => {
    if (!busy) void run(() => fetchAgain({ connection: by, contract_type, id: vendor_id }));
  };
  useKey("refresh", again);
  const jump = (at: number) => {
    const section = top.current?.querySelector<HTMLElement>(`#${anchorOf(at)}`);
    section?.scrollIntoView?.({ block: "start" });
    section?.focus({ preventScroll: true });
  };
  const about = [t(`contracts-kind-${contract_type}`), periodOf(text, brief), brief.connection_name];
  return (
    <div className="contract-paper__read" ref={top}>
      <header className="contract-paper__head">
        <div className="contract-paper__names">
          <Heading level={2} className="contract-paper__title">
            {titleOf(text, brief)}
            {brief.status ? <Tag tone={toneOf(brief.status)}>{wordOf(text, brief.status)}</Tag> : null}
          </Heading>
          <p className="soft">{about.filter(Boolean).join(" · ")}</p>
          <CopiedId value={vendor_id} label={t("contracts-request-id")} />
        </div>
        <div className="contract-paper__fresh">
          <Button icon={busy ? <Spinner /> : <Refresh />} onPress={again} isDisabled={busy} hint="refresh">
            {busy ? t("contracts-fetching") : t("contracts-again")}
          </Button>
          {brief.fetched_at ? (
            <p className="soft small" data-testid="contract-as-of">
              {t("contracts-as-of", { when: format.instant(brief.fetched_at, now) })}
            </p>
          ) : null}
        </div>
      </header>
      {offline ? <Notice tone="warn">{t("contracts-offline", { name: connection.name })}</Notice> : null}
      {problem ? <Problem error={problem} again={again} /> : null}
      <Documents contract={brief.id ?? ""} documents={documents} offline={offline} />
      <nav className="contract-paper__contents" aria-label={t("contracts-contents")}>
        {sections.map((section, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Base key={`${section.key} ${at}`} className="contract-paper__jump" onPress={() => jump(at)}>
            {sectionTitle(text, section)}
            {section.parts.length > 1 && section.lines.length === 0 ? (
              <span className="faint"> {format.number(section.parts.length)}</span>
            ) : null}
          </Base>
        ))}
      </nav>
      <Sheet sections={sections} />
    </div>
  );
}
