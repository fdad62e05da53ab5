import { IconButton } from "../../components/Button";
import { Copy } from "../../components/icons";
import { useToasts } from "../../components/Toasts";
import { useText } from "../../text/text";

/** An id, small, and the way to take it elsewhere whole. */
export function CopiedId({ value, label }: { value: string; label: string }) {
  const { t } = useText();
  const { show } = useToasts();
  const copy = () =>
    void navigator.clipboard.writeText(value).then(
      () => show({ id: "copied", text: t("contracts-copied", { what: label }), stays: 3000 }),
      () => show({ id: "copied", text: t("contracts-not-copied"), tone: "bad" }),
    );
  return (
    <span className="contract-sheet__id">
      <span>{value}</span>
      <IconButton label={t("contracts-copy", { what: label })} onPress={copy}>
        <Copy />
      </IconButton>
    </span>
  );
}
