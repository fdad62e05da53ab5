import { useEffect, useRef, useState } from "react";
import { Button, IconButton } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import { Close, Plus } from "../../components/icons";
import type { Connection, WorkPoint } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { fieldOf, fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { Folded } from "./Folded";

interface Row {
  /** Stays with the row while its text changes. */
  key: number;
  vendor_id: string;
  name: string;
  /** Seen in appointments: its name is the vendor's and stays. */
  seen: boolean;
}

function rowsOf(points: readonly WorkPoint[]): Row[] {
  return points.map(({ vendor_id, name }, key) => ({ key, vendor_id: vendor_id ?? "", name, seen: true }));
}

/** The clinic's places: which id belongs to which name, confirmed by a person. */
export function WorkPoints({ connection, wanted }: { connection: Connection; wanted: boolean }) {
  const { t, error } = useText();
  const { data: points, error: unread } = useRead("connection_work_points", { id: connection.id });
  const confirm = useAct("connection_work_points_confirm");
  const [typed, setTyped] = useDraft<Row[]>(`work-points-${connection.id}`);
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useTask();
  const confirmed = connection.work_points_confirmed;
  // What stands above is as high as it will be once the statuses are there.
  const above = useRead("connection_statuses", { id: connection.id }, { enabled: wanted });
  const { begun } = usePlace();
  const part = useRef<HTMLDivElement>(null);
  const there = wanted && points !== undefined && (above.data ?? above.error) !== undefined;
  useEffect(() => {
    if (!there) return;
    part.current?.scrollIntoView?.({ block: "start" });
    const first = (what: string) => part.current?.querySelector<HTMLElement>(what);
    (first("input") ?? first("button"))?.focus({ preventScroll: true });
    begun();
  }, [there, begun]);

  const rows = typed ?? rowsOf(points ?? []);
  const names = rows.map((row) => row.name.trim());
  const wrong = (row: Row): string | null => {
    const name = row.name.trim();
    if (name === "") return fieldWords(t, "required");
    return names.filter((other) => other === name).length > 1 ? fieldWords(t, "repeated") : null;
  };
  const change = (key: number, changes: Partial<Row>) =>
    setTyped(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  const add = () =>
    setTyped([
      ...rows,
      { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, vendor_id: "", name: "", seen: false },
    ]);
  const save = async () => {
    setTried(true);
    if (rows.some((row) => wrong(row))) return;
    const work_points = rows.map((row) => ({
      vendor_id: row.vendor_id.trim() || null,
      name: row.name.trim(),
      confirmed: true,
    }));
    if (!(await run(() => confirm({ id: connection.id, work_points })))) return;
    setTyped(undefined);
    setTried(false);
  };

  // A vendor that names places by nothing but their names has none to be matched, until one is seen or added.
  const asked = connection.can.includes("facets") || rows.length > 0;
  if (!asked) return null;
  return (
    <div ref={part}>
      <Folded title={t("places-title")} about={t("places-help")} confirmed={confirmed}>
        {!points && !unread ? <Skeleton rows={2} label={t("loading")} /> : null}
        {unread ? <Notice tone="bad">{error(unread)}</Notice> : null}
        {points && rows.length === 0 ? <p className="soft">{t("places-none")}</p> : null}
        {rows.length > 0 ? (
          <table className="grid grid--places">
            <caption className="unseen">{t("places-title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("places-id")}</th>
                <th scope="col">{t("places-name")}</th>
                <th scope="col">
                  <span className="unseen">{t("places-remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <td>
                    <Field
                      label={t("places-id-of", { name: row.name || t("places-new") })}
                      hideLabel
                      value={row.vendor_id}
                      onChange={(vendor_id) => change(row.key, { vendor_id })}
                    />
                  </td>
                  <td>
                    {row.seen ? (
                      row.name
                    ) : (
                      <Field
                        label={t("places-name")}
                        hideLabel
                        value={row.name}
                        onChange={(name) => change(row.key, { name })}
                        problem={tried ? wrong(row) : null}
                        autoFocus
                      />
                    )}
                  </td>
                  <td>
                    {row.seen ? null : (
                      <IconButton
                        label={t("places-remove")}
                        onPress={() => setTyped(rows.filter((other) => other.key !== row.key))}
                      >
                        <Close />
                      </IconButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {problem ? (
          <Notice tone="bad" live>
            {fieldOf(problem) ? fieldWords(t, problem.params["reason"] ?? "") : error(problem)}
          </Notice>
        ) : null}
        {points ? (
          <div className="line">
            <Button
              look={confirmed && !typed ? "plain" : "primary"}
              isDisabled={busy || rows.length === 0 || (confirmed && !typed)}
              onPress={() => void save()}
            >
              {confirmed && !typed ? t("places-confirmed") : t("places-confirm")}
            </Button>
            <Button icon={<Plus />} onPress={add}>
              {t("places-add")}
            </Button>
            {typed ? (
              <Button look="quiet" onPress={() => setTyped(undefined)}>
                {t("settings-reset")}
              </Button>
            ) : null}
          </div>
        ) : null}
      </Folded>
    </div>
  );
}
