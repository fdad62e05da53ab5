import { Tag } from "../../components/Tag";
import type { ClinicPart, ClinicPreview, PartState } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";

const TONES: Record<PartState, "green" | "amber" | "plain"> = {
  new: "green",
  changed: "amber",
  same: "plain",
  newer_here: "plain",
};

/** What a clinic file holds, part by part, and what each is to this desk. */
export function Parts({ preview }: { preview: ClinicPreview }) {
  const { t, format } = useText();
  const now = useNow();
  const when = format.instant(preview.made_at, now);
  return (
    <div className="stack">
      <p>
        {preview.from ? t("clinic-from", { name: preview.from, when }) : t("clinic-from-nobody", { when })}
      </p>
      <ul className="clinic-parts" aria-label={t("clinic-parts")}>
        {preview.parts.map((part) => (
          <li key={`${part.kind} ${"name" in part ? part.name : "document" in part ? part.document : ""}`}>
            <span className="clinic-parts__kind soft">{t(`clinic-part-${part.kind}`)}</span>
            <span className="clinic-parts__name">
              <Name part={part} />
            </span>
            <span className="line">
              {part.kind === "connection" && part.key_wanted ? (
                <Tag tone="amber">{t("clinic-key-wanted")}</Tag>
              ) : null}
              {part.kind === "template" && part.refused ? (
                <Tag tone="amber">{t("clinic-template-refused", { ...part.refused })}</Tag>
              ) : (
                <Tag tone={TONES[part.state]}>{t(`clinic-state-${part.state}`)}</Tag>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Name({ part }: { part: ClinicPart }) {
  const { t } = useText();
  if (part.kind === "settings") return t("clinic-settings-are");
  if (part.kind === "letterhead") return t("clinic-letterhead-is");
  if (part.kind === "template") return t(`letterhead-document-${part.document}`);
  const vendor = part.kind === "connection" ? VENDOR_NAMES[part.vendor] : null;
  return (
    <>
      {part.name}
      {vendor && vendor !== part.name ? <span className="soft"> · {vendor}</span> : null}
    </>
  );
}
