import type { PaymentMethod } from "../../platform/bindings";
import type { Say } from "../../text/text";

/** How money can be taken, in the order of use. */
export const METHODS: readonly PaymentMethod[] = ["cash", "card", "transfer", "other"];

/** The ways of paying, to choose from. */
export function methodOptions(t: Say): { key: PaymentMethod; label: string }[] {
  return METHODS.map((method) => ({ key: method, label: t(`money-method-${method}`) }));
}
