import { Button as Base } from "react-aria-components";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Tag } from "../../components/Tag";
import { Spinner } from "../../components/Spinner";
import type { EntryState, UnsentEntry } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { usePlace } from "../../state/place";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { hasMoved } from "./answer";
import { useEditEntry } from "./useEditEntry";
import {
  actionWords,
  needsPerson,
  personOf,
  sourceWords,
  visitOf,
  wayOut,
  whyWords,
  isPrepared,
} from "./words";

const TONES: Partial<Record<EntryState, "amber" | "red" | "blue">> = {
  asks: "amber",
  refused: "red",
  unknown: "blue",
};

interface Props {
  entry: UnsentEntry;
  /** What has to reach the vendor before it. */
  first: UnsentEntry | undefined;
  onAsk: (id: string) => void;
  onGiveUp: (id: string) => void;
  onShow: (id: string) => void;
}

/** One thing that is not at the vendor, in words, and what may be done about it. */
export function Entry({ entry, first, onAsk, onGiveUp, onShow }: Props) {
  const text = useText();
  const { t, format, error } = text;
  const now = useNow();
  const { open } = usePlace();
  const resolve = useAct("unsent_resolve");
  const { busy, problem, run } = useTask();
  const edit = useEditEntry(entry);
  const { id, patient, state, question } = entry;
  const name = format.person(entry.patient_name) || t("unknown-patient");
  const visit = visitOf(text, entry);
  const out = wayOut(text, entry);
  const moved = hasMoved(problem);
  const may = (decision: "send" | "discard") => !question && entry.may.includes(decision);
  return (
    <li
      className={`unsent__one ${needsPerson(entry) ? "unsent__one--wants" : ""}`}
      data-entry={id}
      data-state={state}
      tabIndex={-1}
    >
      <div className="unsent__what">
        <p className="unsent__title">
          {actionWords(text, entry)}
          {isPrepared(entry) ? (
            <Tag>{t("unsent-tag-prepared")}</Tag>
          ) : TONES[state] ? (
            <Tag tone={TONES[state]}>{t(`unsent-tag-${state}`)}</Tag>
          ) : null}
        </p>
        <p className="unsent__who">
          {patient ? (
            <Base className="unsent__name" onPress={() => open({ kind: "patient", patient })}>
              {name}
            </Base>
          ) : (
            <span className="unsent__name">{name}</span>
          )}
          <span className="soft">
            {entry.patient_birth_date ? format.date(entry.patient_birth_date) : t("no-birth-date")}
          </span>
        </p>
        {visit ? <p className="soft small">{visit}</p> : null}
      </div>
      <div className="unsent__why">
        <p className={state === "refused" ? "unsent__refused" : ""}>{whyWords(text, entry, now)}</p>
        {out ? <p>{out}</p> : null}
        {first ? (
          <p>
            {t("unsent-first", { what: actionWords(text, first), who: personOf(text, first) })}{" "}
            <Base className="unsent__name" onPress={() => onShow(first.id)}>
              {t("unsent-show-first")}
            </Base>
          </p>
        ) : null}
        <p className="faint small">
          {sourceWords(text, entry, now)}
          {entry.attempts > 0 ? ` · ${t("unsent-attempts", { count: entry.attempts })}` : ""}
        </p>
      </div>
      <div className="unsent__acts">
        {question ? (
          <Button small look="primary" onPress={() => onAsk(id)} hint="open">
            {t("unsent-decide")}
          </Button>
        ) : null}
        {edit && !question ? (
          <Button
            small
            look={state === "refused" ? "primary" : "plain"}
            onPress={edit}
            hint="edit-entry"
            data-testid="unsent-edit"
          >
            {t("unsent-edit")}
          </Button>
        ) : null}
        {may("send") ? (
          <Button
            small
            isDisabled={busy}
            icon={busy ? <Spinner /> : undefined}
            onPress={() => void run(() => resolve({ id, decision: "send" }))}
          >
            {state === "refused" ? t("unsent-send-again") : t("unsent-send-now")}
          </Button>
        ) : null}
        {may("discard") ? (
          <Button small look="danger" onPress={() => onGiveUp(id)} hint="give-up">
            {t("unsent-give-up")}
          </Button>
        ) : null}
      </div>
      {problem ? (
        <div className="unsent__problem">
          <Notice tone="bad" live>
            {moved ? t("unsent-moved") : error(problem)}
          </Notice>
        </div>
      ) : null}
    </li>
  );
}
