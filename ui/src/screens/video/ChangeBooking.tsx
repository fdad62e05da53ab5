import { Button } from "../../components/Button";
import type { UnsentEntry } from "../../platform/bindings";
import { useText } from "../../text/text";
import { useRebook } from "./useRebook";

/** The way from a refused booking back to its form. */
export function ChangeBooking({ entry }: { entry: UnsentEntry }) {
  const { t } = useText();
  const rebook = useRebook(entry);
  if (!rebook) return null;
  return (
    <Button small look="primary" onPress={() => void rebook()} data-testid="video-rebook">
      {t("video-rebook")}
    </Button>
  );
}
