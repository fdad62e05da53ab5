import { Button } from "../../components/Button";
import { Choice } from "../../components/Fields";
import { Notice, Skeleton } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import type { Connection, Stage, StatusLabel } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useDraft } from "../../state/drafts";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { Folded } from "./Folded";

const STAGES: readonly Stage[] = [
  "expected",
  "confirmed",
  "arrived",
  "with_doctor",
  "done",
  "missed",
  "cancelled",
];
// Without these Today cannot say who waits and who is with the doctor.
const WANTED: readonly Stage[] = ["arrived", "with_doctor", "done"];

type Meaning = Stage | "mark";

/** What each status of the clinic means at this desk: proposed until a person confirms it. */
export function Statuses({ connection }: { connection: Connection }) {
  const { t, format, error } = useText();
  const now = useNow();
  const { data: table, error: unread } = useRead("connection_statuses", { id: connection.id });
  const confirm = useAct("connection_stages_confirm");
  const [chosen, setChosen] = useDraft<Record<string, Meaning>>(`stages-${connection.id}`);
  const { busy, problem, run } = useTask();
  const { stages_confirmed: confirmed } = connection;

  const meaningOf = (label: StatusLabel): Meaning => chosen?.[label.key] ?? label.stage ?? "mark";
  const labels = table?.labels ?? [];
  const changed = labels.some((label) => meaningOf(label) !== (label.stage ?? "mark"));
  // Where statuses are words already, their keys say nothing more.
  const numbered = labels.some(({ key }) => /^\d+$/.test(key));
  const used = labels.filter((label) => label.active);
  const lacking = WANTED.filter((stage) => !used.some((label) => meaningOf(label) === stage));
  const options = [
    ...STAGES.map((key) => ({ key: key as Meaning, label: t(`stage-${key}`) })),
    { key: "mark" as const, label: t("statuses-mark") },
  ];
  const save = async () => {
    const stages = labels.map((label) => {
      const meaning = meaningOf(label);
      return { key: label.key, stage: meaning === "mark" ? null : meaning };
    });
    if (await run(() => confirm({ id: connection.id, stages }))) setChosen(undefined);
  };

  return (
    <Folded title={t("statuses-title")} about={t("statuses-help")} confirmed={confirmed}>
      {!table && !unread ? <Skeleton rows={4} label={t("loading")} /> : null}
      {unread ? <Notice tone="bad">{error(unread)}</Notice> : null}
      {table && labels.length === 0 ? <p className="soft">{t("statuses-none")}</p> : null}
      {labels.length > 0 ? (
        <table className="grid">
          <caption className="unseen">{t("statuses-title")}</caption>
          <thead>
            <tr>
              {numbered ? <th scope="col">{t("statuses-number")}</th> : null}
              <th scope="col">{t("statuses-name")}</th>
              <th scope="col">{t("statuses-marks")}</th>
              <th scope="col">{t("statuses-meaning")}</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label) => (
              <tr key={label.key} className={label.active ? "" : "grid__unused"}>
                {numbered ? <td className="faint">{label.key}</td> : null}
                <th scope="row">
                  <span className="grid__name">
                    <span
                      className="grid__colour"
                      aria-hidden="true"
                      style={label.color ? { background: label.color } : {}}
                    />
                    {label.name}
                  </span>
                </th>
                <td>
                  <span className="line">
                    {label.active ? null : <Tag>{t("statuses-unused")}</Tag>}
                    {label.displayed === false ? <Tag>{t("statuses-hidden")}</Tag> : null}
                    {label.success ? <Tag>{t("statuses-success")}</Tag> : null}
                  </span>
                </td>
                <td>
                  <Choice
                    label={t("statuses-meaning-of", { name: label.name })}
                    hideLabel
                    value={meaningOf(label)}
                    onChange={(meaning) => setChosen({ ...chosen, [label.key]: meaning })}
                    options={options}
                    data-testid={`stage-${label.key}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {labels.length > 0 && lacking.length > 0 ? (
        <Notice tone="warn">
          {t("statuses-lacking", {
            stages: lacking.map((stage) => t(`stage-${stage}`).toLocaleLowerCase()).join(", "),
          })}
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {labels.length > 0 ? (
        <div className="line">
          <Button
            look={confirmed && !changed ? "plain" : "primary"}
            isDisabled={busy || (confirmed && !changed)}
            onPress={() => void save()}
          >
            {confirmed && !changed ? t("statuses-confirmed") : t("statuses-confirm")}
          </Button>
          {changed ? (
            <Button look="quiet" onPress={() => setChosen(undefined)}>
              {t("settings-reset")}
            </Button>
          ) : null}
          {table?.checked_at ? (
            <span className="faint small">
              {t("statuses-checked", { when: format.instant(table.checked_at, now) })}
            </span>
          ) : null}
        </div>
      ) : null}
    </Folded>
  );
}
