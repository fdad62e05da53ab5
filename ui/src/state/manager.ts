import { useAppState } from "./desk";

/** Whether whoever sits here may change what belongs to the clinic; a desk without users asks nobody. */
export function useIsManager(): boolean {
  const { session } = useAppState();
  if (session.kind === "open" || session.kind === "first_manager") return true;
  return session.user?.role === "manager";
}
