import { useConnectionsThat } from "../../state/desk";
import { usePlace } from "../../state/place";
import { useBillsOfPerson } from "../bills/useBillsFilter";
import type { Chosen } from "../money/PersonField";

/** How a person of these connections pays: by an invoice made here, by bills that their account makes, or by both. */
export function usePayWays(person: Chosen, accounts: readonly string[]) {
  const { open, go } = usePlace();
  const { show } = useBillsOfPerson();
  const invoices = useConnectionsThat("invoices").some(({ id }) => accounts.includes(id));
  const billing = useConnectionsThat("bills").find(({ id }) => accounts.includes(id));
  return {
    /** Begins an invoice. */
    invoice: invoices ? () => open({ kind: "new-invoice", patient: person.id }) : null,
    /** Goes to the bills of the person. */
    bills: billing
      ? () => {
          show(billing.id, person);
          go("money");
        }
      : null,
  };
}
