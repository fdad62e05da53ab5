import { Button } from "../../components/Button";
import { Coins, Paper } from "../../components/icons";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { useHasMoney } from "./useHasMoney";

/** What the money desk does for a patient: a payment on a slip, the statement. */
export function PatientMoney({ patient }: { patient: string }) {
  const { t } = useText();
  const { open } = usePlace();
  if (!useHasMoney()) return null;
  return (
    <>
      <Button
        icon={<Coins />}
        onPress={() => open({ kind: "record-taking", patient })}
        data-testid="patient-taking"
      >
        {t("money-record")}
      </Button>
      <Button
        icon={<Paper />}
        onPress={() => open({ kind: "statement", patient })}
        data-testid="patient-statement"
      >
        {t("money-statement")}
      </Button>
    </>
  );
}
