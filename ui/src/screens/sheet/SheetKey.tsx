import { useKey } from "../../keys/keys";
import { useOpenSheet } from "./useOpenSheet";

/** F8 for whoever is signed in: the sheet opens at once. */
export function SheetKey() {
  const open = useOpenSheet();
  useKey("sheet", () => void open());
  return null;
}
