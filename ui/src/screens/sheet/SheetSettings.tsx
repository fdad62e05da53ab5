import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { Choice, Field, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Spinner } from "../../components/Spinner";
import { useToasts } from "../../components/Toasts";
import type { SheetState } from "../../platform/bindings";
import { useAct, useRead } from "../../platform/desk";
import { useNow } from "../../state/clock";
import { useAppState } from "../../state/desk";
import { useIsManager } from "../../state/manager";
import { useTask } from "../../state/task";
import { fieldOf } from "../../text/field";
import { type Say, useText } from "../../text/text";
import { LANGUAGES } from "../letterhead/letterhead";
import "./sheet.css";
import { useOpenSheet } from "./useOpenSheet";
import { isOld, madeWords } from "./words";

/** The sheet's language where none is chosen. */
const OF_COUNTRY = "of-country";

const DAYS = [1, 2, 3, 4, 5, 7, 10, 14];

/** The down-time sheet in Settings: how it stands, how much it shows, who may open it, and being there in the morning. */
export function SheetSettings() {
  const { t, error } = useText();
  const manager = useIsManager();
  const { training } = useAppState();
  const { data: state, error: unread } = useRead("sheet_state", {});
  return (
    <div className="desk">
      <section className="card desk__part" aria-label={t("downtime-title")}>
        <h2>{t("downtime-title")}</h2>
        <div className="desk__fields">
          <p className="soft">{t("downtime-settings-about")}</p>
          {unread ? <Notice tone="bad">{error(unread)}</Notice> : null}
          {state ? <Kept state={state} /> : null}
          {manager ? <Days /> : null}
          {manager && state ? <Pin isSet={state.pin_set} /> : null}
        </div>
      </section>
      {manager && !training ? <Starting /> : null}
    </div>
  );
}

function Kept({ state }: { state: SheetState }) {
  const text = useText();
  const { t, error } = text;
  const now = useNow();
  const open = useOpenSheet();
  const make = useAct("sheet_make");
  const save = useAct("sheet_save");
  const { show } = useToasts();
  const { busy, problem, run } = useTask();
  const keep = () =>
    run(async () => {
      const { name } = await save({});
      if (name) show({ id: "sheet-saved", text: t("file-saved", { name }) });
    });
  return (
    <div className="stack">
      <p className={isOld(state, now) ? "downtime__old" : ""} data-testid="sheet-made">
        {madeWords(text, state, now)}
      </p>
      {state.problem ? (
        <Notice tone="warn" title={t("downtime-problem")}>
          {error({ code: state.problem, params: {}, correlation: "" })}
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div className="line">
        <Button hint="sheet" onPress={() => void open()}>
          {t("downtime-open")}
        </Button>
        <Button
          isDisabled={busy}
          icon={busy ? <Spinner /> : undefined}
          onPress={() => void run(() => make({}))}
          data-testid="sheet-make"
        >
          {t("downtime-make")}
        </Button>
        <Button isDisabled={busy} onPress={() => void keep()}>
          {t("downtime-save")}
        </Button>
      </div>
      <p className="field__help">{t("downtime-paper-help")}</p>
    </div>
  );
}

function Days() {
  const { t, error } = useText();
  const { data: settings } = useRead("desk_settings", {});
  const set = useAct("desk_settings_set");
  const { problem, run } = useTask();
  if (!settings) return null;
  const days = [...new Set([...DAYS, settings.sheet_days])].toSorted((one, other) => one - other);
  return (
    <div className="desk__narrow">
      <Choice
        label={t("downtime-days")}
        value={String(settings.sheet_days)}
        onChange={(count) => void run(() => set({ ...settings, sheet_days: Number(count) }))}
        options={days.map((count) => ({ key: String(count), label: t("downtime-days-count", { count }) }))}
      />
      <Choice
        label={t("downtime-language")}
        value={settings.sheet_language ?? OF_COUNTRY}
        onChange={(key) =>
          void run(() => set({ ...settings, sheet_language: key === OF_COUNTRY ? null : key }))
        }
        options={[{ key: OF_COUNTRY, label: t("downtime-language-of-country") }, ...LANGUAGES]}
      />
      {problem ? <Notice tone="bad">{error(problem)}</Notice> : null}
    </div>
  );
}

/** What the desk has against a PIN: what it has to be made of, or that it would be among the first ones tried. */
function refusedWords(t: Say, reason: string): string {
  return t(reason === "too-simple" ? "downtime-pin-simple" : "downtime-pin-digits");
}

const EMPTY = { pin: "", again: "" };

function Pin({ isSet }: { isSet: boolean }) {
  const { t, error } = useText();
  const set = useAct("sheet_pin");
  const { show } = useToasts();
  const { busy, problem, run, clear } = useTask();
  const [typed, setTyped] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const short = !/^\d{6,10}$/.test(typed.pin);
  const differs = typed.pin !== typed.again;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || short || differs) return;
    const done = await run(() => set({ pin: typed.pin }));
    if (!done) return;
    setTyped(EMPTY);
    setTried(false);
    show({ id: "sheet-pin", text: t("downtime-pin-kept") });
  };
  const change = (changes: Partial<typeof EMPTY>) => {
    clear();
    setTyped({ ...typed, ...changes });
  };
  const refused = fieldOf(problem) === "pin" ? refusedWords(t, problem?.params["reason"] ?? "") : null;
  return (
    <form
      className="stack"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t("downtime-pin")}
      autoComplete="off"
    >
      <p>
        <b>{t("downtime-pin")}</b>{" "}
        <span className="soft">{isSet ? t("downtime-pin-is-set") : t("downtime-pin-is-not-set")}</span>
      </p>
      <div className="downtime__pair">
        <Field
          label={isSet ? t("downtime-pin-new") : t("downtime-pin-first")}
          type="password"
          value={typed.pin}
          onChange={(pin) => change({ pin })}
          problem={refused ?? (tried && short ? t("downtime-pin-digits") : null)}
          data-testid="sheet-pin-new"
        />
        <Field
          label={t("downtime-pin-again")}
          type="password"
          value={typed.again}
          onChange={(again) => change({ again })}
          problem={tried && differs ? t("typed-differs") : null}
          data-testid="sheet-pin-again"
        />
      </div>
      <p className="field__help">{t("downtime-pin-help")}</p>
      {problem && !refused ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" isDisabled={busy} data-testid="sheet-pin-save">
          {isSet ? t("downtime-pin-change") : t("downtime-pin-set")}
        </Button>
      </div>
    </form>
  );
}

/** Being started with the computer, so that the lists and the sheet are this morning's. */
function Starting() {
  const { t, error } = useText();
  const { data } = useRead("autostart", {});
  const set = useAct("autostart_set");
  const { problem, run } = useTask();
  if (!data?.possible) return null;
  return (
    <section className="card desk__part" aria-label={t("autostart-title")}>
      <h2>{t("autostart-title")}</h2>
      <div className="desk__fields">
        <Switch
          label={t("autostart")}
          help={t("autostart-help")}
          value={data.on}
          onChange={(on) => void run(() => set({ on }))}
        />
        {problem ? (
          <Notice tone="bad" live>
            {error(problem)}
          </Notice>
        ) : null}
      </div>
    </section>
  );
}
