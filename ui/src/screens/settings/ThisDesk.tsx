import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { Choice, Segments, Switch } from "../../components/Fields";
import { Notice } from "../../components/Notice";
import { Check } from "../../components/icons";
import type { Preferences, Theme } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { useAppState, usePreferences } from "../../state/desk";
import { useIsManager } from "../../state/manager";
import { useTask } from "../../state/task";
import { useText } from "../../text/text";
import { DeskName } from "./DeskName";
import { LANGUAGE_NAMES } from "./languages";

const THEMES: readonly Theme[] = ["system", "light", "dark", "contrast"];
const HOLDS = [0, 3, 5, 10, 20, 30];

/** How the window behaves on this computer. */
export function ThisDesk() {
  const { t, error } = useText();
  const [preferences, change] = usePreferences();
  const { problem, run } = useTask();
  const { training } = useAppState();
  const named = useIsManager() && !training;
  const prefer = (changes: Partial<Preferences>) => void run(() => change(changes));
  const holds = [...new Set([...HOLDS, preferences.hold_seconds])].toSorted((one, other) => one - other);
  return (
    <div className="desk">
      {problem ? (
        <Notice tone="bad" live>
          {error(problem)}
        </Notice>
      ) : null}
      {named ? (
        <Part title={t("desk-name")}>
          <DeskName />
        </Part>
      ) : null}
      <Part title={t("desk-look")}>
        <Segments
          label={t("desk-language")}
          value={preferences.language || "system"}
          onChange={(language) => prefer({ language: language === "system" ? "" : language })}
          options={[{ key: "system", label: t("desk-as-computer") }, ...LANGUAGE_NAMES]}
        />
        <Segments
          label={t("desk-theme")}
          value={preferences.theme}
          onChange={(theme) => prefer({ theme })}
          options={THEMES.map((key) => ({ key, label: t(`desk-theme-${key}`) }))}
        />
        <Segments
          label={t("desk-density")}
          value={preferences.compact ? "compact" : "roomy"}
          onChange={(density) => prefer({ compact: density === "compact" })}
          options={[
            { key: "roomy", label: t("desk-roomy") },
            { key: "compact", label: t("desk-compact") },
          ]}
        />
      </Part>
      <Part title={t("desk-privacy")}>
        <Switch
          label={t("desk-purpose")}
          help={t("desk-purpose-help")}
          value={preferences.show_purpose}
          onChange={(show_purpose) => prefer({ show_purpose })}
        />
      </Part>
      <Part title={t("desk-work")}>
        <Switch
          label={t("desk-letters")}
          help={t("desk-letters-help")}
          value={preferences.letter_keys}
          onChange={(letter_keys) => prefer({ letter_keys })}
        />
        <div className="desk__narrow">
          <Choice
            label={t("desk-hold")}
            help={t("desk-hold-help")}
            value={String(preferences.hold_seconds)}
            onChange={(seconds) => prefer({ hold_seconds: Number(seconds) })}
            options={holds.map((seconds) => ({
              key: String(seconds),
              label: t("desk-hold-seconds", { seconds }),
            }))}
          />
        </div>
      </Part>
      <Part title={t("desk-places")}>
        <Places chosen={preferences.places} onChange={(places) => prefer({ places })} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card desk__part" aria-label={title}>
      <h2>{title}</h2>
      <div className="desk__fields">{children}</div>
    </section>
  );
}

function Places({ chosen, onChange }: { chosen: string[]; onChange: (places: string[]) => void }) {
  const { t } = useText();
  const { data: day } = useRead("day", {});
  // A place that was chosen once stays in the list, also when the clinic no longer names it.
  const all = [...new Set([...(day?.places ?? []), ...chosen])];
  if (all.length === 0) return <p className="soft">{t("desk-places-none")}</p>;
  return (
    <CheckboxGroup className="desk__places" value={chosen} onChange={onChange}>
      <Label className="soft">{t("desk-places-help")}</Label>
      {all.map((place) => (
        <Checkbox key={place} value={place} className="tick">
          <span className="tick__box" aria-hidden="true">
            <Check />
          </span>
          {place}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
