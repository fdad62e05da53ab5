import { useRead } from "../../platform/desk";
import { useAppState } from "../../state/desk";

/** Whether there is a money desk: something is invoiced or billed here, or money was taken. */
export function useHasMoney(): boolean {
  const { connections } = useAppState();
  const sells = connections.some(({ can }) => can.includes("invoices") || can.includes("bills"));
  const { data } = useRead("money_day", {}, { enabled: !sells });
  return sells || (data !== undefined && (data.takings.length > 0 || data.shift.expected.length > 0));
}
