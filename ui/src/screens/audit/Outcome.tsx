import { Tag } from "../../components/Tag";
import type { AuditOutcome } from "../../platform/bindings";
import { useText } from "../../text/text";
import { outcomeTone } from "./words";

/** How an act that goes to a vendor ended, in a word. */
export function Outcome({ outcome }: { outcome: AuditOutcome }) {
  const { t } = useText();
  return <Tag tone={outcomeTone(outcome)}>{t(`audit-outcome-${outcome.state}`)}</Tag>;
}
