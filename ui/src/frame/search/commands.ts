import type { ActionId } from "../../keys/registry";
import type { Ability, Preferences } from "../../platform/bindings";
import { useAct } from "../../platform/desk";
import { useErasing } from "../../screens/patients/erasing";
import { useHasMoney } from "../../screens/money/useHasMoney";
import { useOpenSheet } from "../../screens/sheet/useOpenSheet";
import { useCatchUp } from "../../screens/today/catchUp";
import { useAppState, usePreferences } from "../../state/desk";
import { useIsManager } from "../../state/manager";
import { usePlace } from "../../state/place";
import { useSitting } from "../../state/session";
import { useText } from "../../text/text";
import { useHelp } from "../help";

/** Something the box can do besides finding patients. */
export interface Command {
  id: string;
  label: string;
  hint?: ActionId;
  run(): void;
}

/** Lower case, without diacritics. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Everything the box can do, in the order of use. */
export function useCommands(): Command[] {
  const { t } = useText();
  const { go, open, patient } = usePlace();
  const { connections } = useAppState();
  const can = (ability: Ability) => connections.some((connection) => connection.can.includes(ability));
  const money = useHasMoney();
  const help = useHelp();
  const openSheet = useOpenSheet();
  const catchUp = useCatchUp();
  const manager = useIsManager();
  const [, setErasing] = useErasing();
  const { people, lock } = useSitting();
  const [preferences, change] = usePreferences();
  const syncNow = useAct("sync_now");
  const prefer = (changes: Partial<Preferences>) => void change(changes);
  const { compact, show_purpose } = preferences;
  return [
    {
      id: "new-patient",
      label: t("command-new-patient"),
      hint: "new-patient",
      run: () => open({ kind: "new-patient" }),
    },
    { id: "today", label: t("command-today"), hint: "go-today", run: () => go("today") },
    { id: "patients", label: t("command-patients"), hint: "go-patients", run: () => go("patients") },
    ...(can("video")
      ? [
          {
            id: "new-video",
            label: t("command-new-video"),
            hint: "new-video" as const,
            run: () => go("video", { book: patient }),
          },
          { id: "video", label: t("command-video"), hint: "go-video" as const, run: () => go("video") },
        ]
      : []),
    ...(can("laboratory")
      ? [{ id: "lab", label: t("command-lab"), hint: "go-lab" as const, run: () => go("lab") }]
      : []),
    ...(can("contracts")
      ? [
          {
            id: "contracts",
            label: t("command-contracts"),
            hint: "go-contracts" as const,
            run: () => go("contracts"),
          },
        ]
      : []),
    ...(can("bookings") && patient
      ? [
          {
            id: "new-appointment",
            label: t("booking-open"),
            hint: "new-appointment" as const,
            run: () => open({ kind: "book-appointment", patient }),
          },
        ]
      : []),
    ...((can("invoices") || can("bills")) && patient
      ? [
          {
            id: "new-invoice",
            label: t(can("invoices") ? "command-new-invoice" : "command-open-bills"),
            hint: can("invoices") ? ("new-invoice" as const) : ("open-bills" as const),
            run: () => open({ kind: "new-invoice", patient }),
          },
        ]
      : []),
    ...(money
      ? [
          { id: "money", label: t("command-money"), hint: "go-money" as const, run: () => go("money") },
          {
            id: "record-taking",
            label: t("money-record"),
            run: () => open({ kind: "record-taking", patient }),
          },
        ]
      : []),
    { id: "unsent", label: t("command-unsent"), hint: "go-unsent", run: () => go("unsent") },
    { id: "settings", label: t("command-settings"), hint: "go-settings", run: () => go("settings") },
    { id: "sheet", label: t("command-sheet"), hint: "sheet", run: () => void openSheet() },
    {
      id: "catch-up",
      label: catchUp.on ? t("catch-up-stop") : t("catch-up"),
      run: () => {
        catchUp.set(!catchUp.on);
        go("today");
      },
    },
    ...(manager ? [{ id: "access-log", label: t("command-access-log"), run: () => go("access-log") }] : []),
    ...(manager && patient
      ? [
          {
            id: "erase-patient",
            label: t("command-erase-patient"),
            run: () => {
              open({ kind: "patient", patient });
              setErasing(patient);
            },
          },
        ]
      : []),
    {
      id: "refresh",
      label: t("command-refresh"),
      run: () => {
        for (const { id, can: abilities } of connections)
          if (abilities.includes("appointments")) void syncNow({ id });
      },
    },
    ...(people
      ? [
          { id: "lock", label: t("user-lock"), hint: "lock" as const, run: () => lock() },
          { id: "change-user", label: t("user-change"), run: () => lock(true) },
        ]
      : []),
    { id: "help", label: t("command-help"), hint: "help", run: help.show },
    { id: "theme-light", label: t("command-theme-light"), run: () => prefer({ theme: "light" }) },
    { id: "theme-dark", label: t("command-theme-dark"), run: () => prefer({ theme: "dark" }) },
    { id: "theme-contrast", label: t("command-theme-contrast"), run: () => prefer({ theme: "contrast" }) },
    { id: "theme-system", label: t("command-theme-system"), run: () => prefer({ theme: "system" }) },
    {
      id: "density",
      label: compact ? t("command-roomy") : t("command-compact"),
      run: () => prefer({ compact: !compact }),
    },
    {
      id: "purpose",
      label: show_purpose ? t("command-purpose-hide") : t("command-purpose-show"),
      run: () => prefer({ show_purpose: !show_purpose }),
    },
  ];
}
