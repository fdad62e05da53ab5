import { Choice, Field } from "../../components/Fields";
import type { BillDirection, BillKind } from "../../platform/bindings";
import { useText } from "../../text/text";
import { DayField } from "../lab/DateFields";
import "../lab/order-form.css";
import { PersonField } from "../money/PersonField";
import { useBillsFilter } from "./useBillsFilter";

const KINDS = ["full", "partial", "credit", "proforma", "other"] as const;
const DIRECTIONS = ["outgoing", "incoming"] as const;
const ALL = "all";

/** Which bills are listed. */
export function BillFilters() {
  const { t } = useText();
  const { filter, change } = useBillsFilter();
  return (
    <div className="money-filters" role="group" aria-label={t("bill-filters")}>
      <DayField label={t("money-from")} value={filter.from} onChange={(from) => from && change({ from })} />
      <DayField
        label={t("money-to")}
        value={filter.to}
        onChange={(to) => to && change({ to })}
        problem={filter.from <= filter.to ? null : t("money-period-turned")}
      />
      <Choice
        label={t("bill-kind")}
        value={filter.kind ?? ALL}
        onChange={(key) => change({ kind: key === ALL ? null : (key as BillKind) })}
        options={[
          { key: ALL, label: t("bill-all") },
          ...KINDS.map((key) => ({ key, label: t(`bill-kind-${key}`) })),
        ]}
        data-testid="bills-kind"
      />
      <Choice
        label={t("bill-direction")}
        value={filter.direction ?? ALL}
        onChange={(key) => change({ direction: key === ALL ? null : (key as BillDirection) })}
        options={[
          { key: ALL, label: t("bill-all") },
          ...DIRECTIONS.map((key) => ({ key, label: t(`bill-direction-${key}`) })),
        ]}
      />
      <PersonField
        label={t("money-patient")}
        chosen={filter.person}
        onChoose={(person) => change({ person })}
      />
      <Field
        label={t("bill-care-plan")}
        value={filter.carePlan}
        onChange={(carePlan) => change({ carePlan })}
      />
      {filter.person ? <p className="soft small money-filters__all">{t("bill-by-patient-help")}</p> : null}
    </div>
  );
}
