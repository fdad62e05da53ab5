import { useState } from "react";
import { Button, IconButton } from "../../components/Button";
import { Field } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import { Close, Plus } from "../../components/icons";
import type { DeskSettings } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { fieldWords } from "../../text/field";
import { useText } from "../../text/text";
import { type Row, WHOLE, desksOf, evenly, nameProblem, percentOf, rowsOf, sumOf } from "./shares";

/** The desks of the clinic and what each may take of the vendors' patience, together not more than all. */
export function Shares({ settings }: { settings: DeskSettings }) {
  const { t, format, error } = useText();
  const set = useAct("desk_settings_set");
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useDraft<Row[]>("desk-shares");
  const [tried, setTried] = useState(false);
  const rows = typed ?? rowsOf(settings.desks);
  const sum = sumOf(rows);
  const over = sum > WHOLE;
  const named = rows.some(({ name }) => name.trim() === settings.name);

  const edit = (next: Row[]) => {
    clear();
    setTyped(next);
  };
  const change = (key: number, changes: Partial<Row>) =>
    edit(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    // The first desk of the table is the one somebody sits at.
    edit(evenly([...rows, { key, name: rows.length === 0 ? settings.name : "", percent: "" }]));
  };
  const save = async () => {
    setTried(true);
    const desks = desksOf(rows);
    if (!desks || !(await run(() => set({ ...settings, desks })))) return;
    setTyped(undefined);
    setTried(false);
  };
  const words = (row: Row, field: "name" | "percent") => {
    if (!tried) return null;
    const reason =
      field === "name" ? nameProblem(row, rows) : percentOf(row) === null ? "not-a-number" : null;
    return reason ? fieldWords(t, reason) : null;
  };

  return (
    <div className="stack">
      {rows.length === 0 ? <p>{t("desks-one")}</p> : null}
      {rows.length > 0 ? (
        <table className="desks">
          <caption className="unseen">{t("desks-title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("desks-name")}</th>
              <th scope="col">{t("desks-share")}</th>
              <th scope="col">
                <span className="unseen">{t("desks-remove")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td>
                  <Field
                    label={t("desks-name")}
                    hideLabel
                    value={row.name}
                    onChange={(name) => change(row.key, { name })}
                    problem={words(row, "name")}
                    help={
                      row.name.trim() === settings.name && settings.name ? (
                        <Tag tone="green">{t("desks-this")}</Tag>
                      ) : undefined
                    }
                  />
                </td>
                <td>
                  <Field
                    label={t("desks-share-of", { name: row.name || t("desks-name") })}
                    hideLabel
                    value={row.percent}
                    onChange={(percent) => change(row.key, { percent })}
                    problem={words(row, "percent")}
                  />
                </td>
                <td>
                  <IconButton
                    label={t("desks-remove-one", { name: row.name })}
                    onPress={() => edit(rows.filter((other) => other.key !== row.key))}
                  >
                    <Close />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {rows.length > 0 ? (
        <p className={`desks__sum ${over ? "desks__sum--over" : ""}`} role="status" data-testid="desks-sum">
          {over
            ? t("desks-sum-over", { sum: format.number(sum) })
            : t("desks-sum", { sum: format.number(sum), left: format.number(WHOLE - sum) })}
        </p>
      ) : null}
      {rows.length > 0 && settings.name && !named ? (
        <Notice tone="warn">{t("desks-not-this", { name: settings.name })}</Notice>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        {typed ? (
          <Button look="primary" isDisabled={busy} onPress={() => void save()} data-testid="desks-save">
            {t("save")}
          </Button>
        ) : null}
        <Button icon={<Plus />} onPress={add}>
          {t("desks-add")}
        </Button>
        {rows.length > 1 ? <Button onPress={() => edit(evenly(rows))}>{t("desks-evenly")}</Button> : null}
        {typed ? (
          <Button look="quiet" onPress={() => setTyped(undefined)}>
            {t("settings-reset")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
