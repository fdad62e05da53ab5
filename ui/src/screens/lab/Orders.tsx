import { GridListItem } from "react-aria-components";
import { PanelList } from "../../components/PanelList";
import { Tag } from "../../components/Tag";
import type { LabOrder } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useConnectionsThat, usePreferences } from "../../state/desk";
import { useHidden } from "../../state/hidden";
import { usePlace } from "../../state/place";
import { useText } from "../../text/text";
import { isPending, nameOf, standingOf } from "./words";

/** The orders sent from here, newest first. Arrows or J and K move. */
export function Orders({ orders }: { orders: readonly LabOrder[] }) {
  const { t } = useText();
  const { panel, open } = usePlace();
  return (
    <PanelList
      label={t("lab-orders")}
      className="lab-list"
      rows={orders}
      selected={panel?.kind === "lab-order" ? panel.order : null}
      onSelect={({ id, patient }) => open({ kind: "lab-order", order: id, patient: patient?.id ?? null })}
    >
      {(order) => <Row key={order.id} order={order} />}
    </PanelList>
  );
}

function Row({ order }: { order: LabOrder }) {
  const text = useText();
  const { t, format } = text;
  const now = useNow();
  const { shown } = useHidden();
  const [{ show_purpose }] = usePreferences();
  const several = useConnectionsThat("laboratory").length > 1;
  const name = nameOf(text, order);
  const birth = order.patient?.birth_date ? format.date(order.patient.birth_date) : t("no-birth-date");
  const exams =
    shown || show_purpose ? order.exams.join(", ") : t("lab-exams-count", { count: order.exams.length });
  return (
    <GridListItem
      id={order.id}
      textValue={`${name} ${order.number}`}
      className="lab-row"
      data-testid="lab-order"
      data-number={order.number}
    >
      <time className="lab-row__when" dateTime={order.created_at}>
        {format.instant(order.created_at, now)}
      </time>
      <span className="lab-row__who">
        <span className="lab-row__name">{name}</span> <span className="soft">{birth}</span>
      </span>
      <span className="lab-row__what">
        <span className="lab-row__number">{order.number}</span>
        <span className="soft small cut">
          {several ? `${order.connection_name} · ` : ""}
          {exams}
        </span>
      </span>
      <Standing order={order} />
    </GridListItem>
  );
}

/** How far an order got, in words: what was told last, and whether it has arrived. */
export function Standing({ order }: { order: LabOrder }) {
  const { t } = useText();
  const standing = standingOf(order);
  if (!standing) return null;
  const { event, state } = standing;
  if (state === "done") {
    return (
      <span className={`lab-chip lab-chip--${event}`} data-testid="lab-standing" data-state={state}>
        {t(`lab-standing-${event}`)}
      </span>
    );
  }
  return (
    <span className="lab-standing" data-testid="lab-standing" data-state={state}>
      {state === "asks" || state === "refused" ? (
        <Tag tone={state === "asks" ? "amber" : "red"}>{t(`lab-short-${state}`)}</Tag>
      ) : (
        <span className={`lab-chip ${isPending(state) ? "lab-chip--pending" : ""}`}>
          {t(`lab-short-${state}`)}
        </span>
      )}
      <span className="soft small">{t(`lab-event-${event}`)}</span>
    </span>
  );
}
