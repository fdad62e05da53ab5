import type { Connection } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useZone } from "../../state/desk";
import { civilAt } from "../../text/format";

/** The civil date at the clinic of a connection. */
export function useTodayAt(connection: Connection | undefined): string {
  const zone = useZone();
  return civilAt(useNow(), connection?.zone ?? zone).date;
}
