import type { UnsentEntry } from "../../platform/bindings";
import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useOpenForm } from "../lab/begun";

/** Opens what would be sent in the form it came from; `null` where it cannot be changed. */
export function useEditEntry(entry: UnsentEntry | undefined): (() => void) | null {
  const { go, open } = usePlace();
  const [, openOrder] = useOpenForm();
  const laboratories = useConnectionsThat("laboratory");
  if (!entry?.form || !entry.may.includes("edit")) return null;
  const { id, connection_id: connection, form } = entry;
  // An order fills the screen of the laboratory; the other forms stand beside the list.
  if (form.kind !== "lab") return () => open({ kind: "edit-unsent", entry: id });
  if (!laboratories.some((each) => each.id === connection)) return null;
  return () => {
    openOrder({ kind: "entry", entry: id, connection });
    go("lab");
  };
}
