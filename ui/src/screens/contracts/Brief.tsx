import { Spinner } from "../../components/Spinner";
import { Tag } from "../../components/Tag";
import type { ContractBrief } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { periodOf, titleOf, toneOf, wordOf } from "./words";

/** A request in a list: number, status, kind, period, and when it was fetched. */
export function Brief({ brief, busy, several }: { brief: ContractBrief; busy?: boolean; several: boolean }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const about = [
    t(`contracts-kind-${brief.contract_type}`),
    periodOf(text, brief),
    several ? brief.connection_name : null,
  ];
  return (
    <span className="contract-brief">
      <span className="contract-brief__title">{titleOf(text, brief)}</span>
      {brief.status ? <Tag tone={toneOf(brief.status)}>{wordOf(text, brief.status)}</Tag> : null}
      <span className="contract-brief__about soft small">{about.filter(Boolean).join(" · ")}</span>
      {brief.number ? null : (
        <span className="contract-brief__about faint small contract-brief__id">{brief.vendor_id}</span>
      )}
      {busy ? (
        <span className="contract-brief__about small contract-brief__busy">
          <Spinner /> {t("contracts-fetching")}
        </span>
      ) : (
        <span className="contract-brief__about faint small">
          {brief.fetched_at
            ? t("contracts-fetched", { when: format.instant(brief.fetched_at, now) })
            : t("contracts-not-fetched")}
        </span>
      )}
    </span>
  );
}
