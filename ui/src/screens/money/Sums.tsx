import type { MoneyDay, SumRow } from "../../platform/bindings";
import { useText } from "../../text/text";

/** The sums of a day by way of paying and by who took it, each currency for itself. */
export function Sums({ day }: { day: MoneyDay }) {
  const { t } = useText();
  return (
    <div className="money-sums">
      <Table title={t("money-by-method")} rows={day.by_method} name={(row) => nameOfMethod(t, row)} />
      <Table
        title={t("money-by-author")}
        rows={day.by_author}
        name={({ author }) => author ?? t("money-all")}
      />
    </div>
  );
}

const nameOfMethod = (t: ReturnType<typeof useText>["t"], { method }: SumRow) =>
  method ? t(`money-method-${method}`) : t("money-all");

function Table({
  title,
  rows,
  name,
}: {
  title: string;
  rows: readonly SumRow[];
  name: (row: SumRow) => string;
}) {
  const { t, format } = useText();
  return (
    <table className="money-table">
      <caption>{title}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t("money-count")}</th>
          <th scope="col">{t("money-sum")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.method} ${row.author} ${row.sum.currency}`}>
            <th scope="row">{name(row)}</th>
            <td>{t("money-takings-count", { count: row.count })}</td>
            <td className="money__sum">{format.money(row.sum)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
