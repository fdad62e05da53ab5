import type { Invoice, UnsentEntry } from "../../platform/bindings";
import { useRead } from "../../platform/desk";

/** The unsent entry of an invoice's step, which knows whether the vendor was looked at. */
export function useLooked({ entry }: Invoice): UnsentEntry | undefined {
  const { data } = useRead("unsent", {}, { enabled: entry !== null });
  return data?.entries.find(({ id }) => id === entry);
}
