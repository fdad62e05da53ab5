import type { ReactNode } from "react";
import { Button as Base, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { isLive } from "../../frame/search/visit";
import type { Ability, AppointmentRow, PatientPage } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useConnectionsThat, useZone } from "../../state/desk";
import { usePlace } from "../../state/place";
import { civilAt } from "../../text/format";
import { useText } from "../../text/text";
import { MadeElsewhere } from "../invoice/MadeElsewhere";
import "../today/status.css";

const LISTS = ["appointments", "services", "payments", "contracts"] as const;
type ListName = (typeof LISTS)[number];

const NEEDS: Record<ListName, Ability> = {
  appointments: "appointments",
  services: "facets",
  payments: "facets",
  contracts: "facets",
};

/** Appointments, services, payments and contracts, each with when it was asked; rows of other patients apart. */
export function PatientLists({ page }: { page: PatientPage }) {
  const { t, format } = useText();
  const accounts = useConnectionsThat("invoices");
  const invoiced = page.records.find(({ source }) => accounts.some(({ id }) => id === source.connection))
    ?.source.record;
  const lines: Record<ListName, (foreign: boolean) => ReactNode[]> = {
    appointments: (foreign) => [
      <Appointments key="all" rows={page.appointments.rows.filter((row) => row.foreign === foreign)} />,
    ],
    services: (foreign) =>
      page.services.rows
        .filter((row) => row.foreign === foreign)
        .map((row, index) => (
          <Line
            key={index}
            title={row.quantity === 1 ? row.name : `${row.quantity} × ${row.name}`}
            right={row.price ? format.money(row.price) : ""}
          >
            {[row.date ? format.date(row.date) : null, row.doctor && format.person(row.doctor)]
              .filter(Boolean)
              .join(", ")}
            {invoiced ? <MadeElsewhere record={invoiced} row={row} /> : null}
          </Line>
        )),
    payments: (foreign) =>
      page.payments.rows
        .filter((row) => row.foreign === foreign)
        .map((row, index) => {
          const refund = row.total?.amount.startsWith("-") ? t("patient-refund") : null;
          return (
            <Line
              key={index}
              title={row.date ? format.date(row.date) : (row.note ?? "")}
              right={row.total ? format.money(row.total) : ""}
            >
              {[refund, row.method, row.payer, row.place].filter(Boolean).join(", ")}
              {invoiced ? <MadeElsewhere record={invoiced} row={row} /> : null}
            </Line>
          );
        }),
    contracts: (foreign) =>
      page.contracts.rows
        .filter((row) => row.foreign === foreign)
        .map((row, index) => (
          <Line key={index} title={row.name} right="">
            {[
              row.start ? t("patient-from", { date: format.date(row.start) }) : null,
              row.end ? t("patient-until", { date: format.date(row.end) }) : null,
            ]
              .filter(Boolean)
              .join(" ")}
          </Line>
        )),
  };
  const shown = LISTS.filter((name) => page.can.includes(NEEDS[name]));
  if (shown.length === 0) return null;
  return (
    <Tabs className="tabs">
      <TabList className="tabs__list" aria-label={t("patient-lists")}>
        {shown.map((name) => (
          <Tab key={name} id={name} className="tabs__one">
            {t(`patient-tab-${name}`)}
            <Count of={page[name]} />
          </Tab>
        ))}
      </TabList>
      {shown.map((name) => (
        <TabPanel key={name} id={name} className="tabs__panel">
          <List name={name} page={page} own={lines[name](false)} foreign={lines[name](true)} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** How many are known; nothing where nobody has asked yet, because a 0 would be read as "none". */
function Count({ of: { rows, checked_at } }: { of: PatientPage[ListName] }) {
  const own = rows.filter((row) => !row.foreign).length;
  return own > 0 || checked_at ? <span className="tabs__count">{own}</span> : null;
}

function List({
  name,
  page,
  own,
  foreign,
}: {
  name: ListName;
  page: PatientPage;
  own: ReactNode[];
  foreign: ReactNode[];
}) {
  const { t, format } = useText();
  const now = useNow();
  const { checked_at, rows } = page[name];
  const ownCount = rows.filter((row) => !row.foreign).length;
  return (
    <>
      {ownCount > 0 ? (
        own
      ) : (
        <p className="patient__none">
          {isLive(checked_at, now) ? t(`patient-live-${name}`) : t(`patient-none-${name}`)}
          <span className="soft small">
            {checked_at
              ? t("patient-none-help-old", { when: format.instant(checked_at, now) })
              : t("patient-none-help")}
          </span>
        </p>
      )}
      {rows.length > ownCount ? (
        <section className="patient__foreign">
          <h3>{t("patient-foreign")}</h3>
          <p className="small">{t("patient-foreign-help")}</p>
          {foreign}
        </section>
      ) : null}
      {checked_at && ownCount > 0 ? (
        <p className="faint small">{t("patient-list-as-of", { when: format.instant(checked_at, now) })}</p>
      ) : null}
    </>
  );
}

function Line({ title, right, children }: { title: string; right: string; children: ReactNode }) {
  return (
    <div className="entry">
      <span className="entry__title">{title}</span>
      <span className="entry__right">{right}</span>
      <span className="entry__more soft small">{children}</span>
    </div>
  );
}

function begin(row: AppointmentRow): string {
  return `${row.date} ${row.start ?? ""}`;
}

function Appointments({ rows }: { rows: readonly AppointmentRow[] }) {
  const { t } = useText();
  const zone = useZone();
  const today = civilAt(useNow(), zone).date;
  const coming = rows
    .filter((row) => row.date >= today)
    .toSorted((left, right) => begin(left).localeCompare(begin(right)));
  const past = rows
    .filter((row) => row.date < today)
    .toSorted((left, right) => begin(right).localeCompare(begin(left)));
  return (
    <>
      {coming.length > 0 && past.length > 0 ? <h3 className="soft">{t("patient-upcoming")}</h3> : null}
      {coming.map((row) => (
        <Appointment key={row.id} row={row} />
      ))}
      {coming.length > 0 && past.length > 0 ? <h3 className="soft">{t("patient-past")}</h3> : null}
      {past.map((row) => (
        <Appointment key={row.id} row={row} />
      ))}
    </>
  );
}

/** One appointment in a list of a patient; opens its panel. */
export function Appointment({ row }: { row: AppointmentRow }) {
  const { t, format } = useText();
  const { open } = usePlace();
  const when = [format.date(row.date), row.start ? format.time(row.start) : null].filter(Boolean).join(", ");
  return (
    <Base
      className="entry entry--press"
      onPress={() =>
        open({ kind: "appointment", appointment: row.id, patient: row.patient.id, date: row.date })
      }
    >
      <span className="entry__title">{when}</span>
      <span className={`entry__right status status--${row.stage} ${row.pending ? "status--pending" : ""}`}>
        {row.stage_name ?? t(`stage-${row.stage}`)}
      </span>
      <span className="entry__more soft small">
        {[row.doctor && format.person(row.doctor), row.place, row.room].filter(Boolean).join(", ")}
      </span>
      <span className="unseen">{t("patient-open-appointment")}</span>
    </Base>
  );
}
