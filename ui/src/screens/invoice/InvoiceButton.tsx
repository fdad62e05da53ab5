import { Button } from "../../components/Button";
import { Coins, Paper } from "../../components/icons";
import { useText } from "../../text/text";
import type { Chosen } from "../money/PersonField";
import { usePayWays } from "./usePayWays";

interface Props {
  person: Chosen;
  /** The connections that have the person. */
  accounts: readonly string[];
  wide?: boolean;
}

/** Begins an invoice for a person, or goes to their bills: whatever the accounts that have them can do. */
export function InvoiceButton({ person, accounts, wide = false }: Props) {
  const { t } = useText();
  const { invoice, bills } = usePayWays(person, accounts);
  return (
    <>
      {invoice ? (
        <Button
          wide={wide}
          icon={<Paper />}
          hint="new-invoice"
          onPress={invoice}
          data-testid="patient-invoice"
        >
          {t("patient-invoice")}
        </Button>
      ) : null}
      {bills ? (
        <Button
          wide={wide}
          icon={<Coins />}
          onPress={bills}
          data-testid="patient-bills"
          {...(invoice ? {} : { hint: "open-bills" as const })}
        >
          {t("patient-bills")}
        </Button>
      ) : null}
    </>
  );
}

/** The same at the end of a row of a list. */
export function RowPay({ person, accounts }: Props) {
  const { t, format } = useText();
  const name = format.person(person.name) || t("unknown-patient");
  const { invoice, bills } = usePayWays({ ...person, name }, accounts);
  return (
    <>
      {invoice ? (
        <Button small aria-label={t("money-invoice-of", { name })} onPress={invoice}>
          {t("money-invoice")}
        </Button>
      ) : null}
      {bills ? (
        <Button small aria-label={t("money-bills-of", { name })} onPress={bills}>
          {t("patient-bills")}
        </Button>
      ) : null}
    </>
  );
}
