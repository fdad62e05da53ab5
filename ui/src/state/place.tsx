import { type ReactNode, createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useDrafts } from "./drafts";

/** The screens there are. */
export type Screen =
  | "today"
  | "patients"
  | "video"
  | "lab"
  | "contracts"
  | "money"
  | "unsent"
  | "access-log"
  | "settings";

/** What a screen was gone to for: something is to be begun there. */
export type Errand =
  /** The person to book or order for; `null`: nobody yet. */
  | { book: string | null }
  /** The connection whose key is to be entered. */
  | { key: string }
  /** The connection whose work points are to be confirmed. */
  | { places: string };

/** What the right panel shows. */
export type Panel =
  | { kind: "appointment"; appointment: string; patient: string; date: string }
  | { kind: "patient"; patient: string }
  | { kind: "new-patient"; name?: string }
  | { kind: "edit-patient"; patient: string; record: string }
  | { kind: "edit-unsent"; entry: string }
  | { kind: "video-visit"; visit: string; patient: string | null }
  | { kind: "book-video"; patient: string | null }
  | { kind: "lab-order"; order: string; patient: string | null }
  | { kind: "record-taking"; patient: string | null }
  | { kind: "taking"; taking: string; date: string; patient: string | null }
  | { kind: "statement"; patient: string }
  | { kind: "bill"; bill: string; patient: string | null }
  | { kind: "pay-bill"; bill: string; patient: string | null }
  | { kind: "book-appointment"; patient: string }
  | { kind: "new-invoice"; patient: string }
  | { kind: "invoice"; invoice: string; patient: string | null };

const FORMS: ReadonlySet<Panel["kind"]> = new Set([
  "new-patient",
  "edit-patient",
  "edit-unsent",
  "book-video",
  "book-appointment",
  "new-invoice",
  "record-taking",
  "statement",
  "pay-bill",
]);

/** Whether a panel is a form: it stands over what was selected and takes the cursor. */
export function isForm({ kind }: Panel): boolean {
  return FORMS.has(kind);
}

/** The screen a panel belongs to; patients and appointments belong to all. */
const OWNER: Partial<Record<Panel["kind"], Screen>> = {
  "video-visit": "video",
  "book-video": "video",
  "lab-order": "lab",
  taking: "money",
};

const isAt = (screen: Screen, { kind }: Panel) => (OWNER[kind] ?? screen) === screen;

/** Where the person is: a screen, and what is selected beside it. */
export interface Place {
  screen: Screen;
  panel: Panel | null;
  /** The appointment that is selected in the list, also while its patient's page stands in the panel. */
  selected: string | null;
  /** What the screen was gone to for, until it says that it has begun it. */
  errand: Errand | null;
  /** The patient whose panel stands open. */
  patient: string | null;
  go(screen: Screen, errand?: Errand): void;
  /** The screen has begun what it was gone to for. */
  begun(): void;
  /** Opens a panel, in the place of another if so said; one that belongs to another screen stays away. */
  open(panel: Panel, instead?: Panel): void;
  /** Closes the panel, or goes back to what it showed before a form. */
  back(): void;
  /** Closes whatever stands open of a patient who is no more, on the other screens too. */
  leave(patient: string): void;
}

interface Standing {
  screen: Screen;
  panels: Panel[];
  /** Forms that were left with their screen, and come back with it. */
  away: Panel[];
}

/** On another screen stand only the panels that belong to it or to all. */
function moved({ screen, panels, away }: Standing, to: Screen): Standing {
  if (screen === to) return { screen, panels, away };
  const left = panels.filter((panel) => isForm(panel) && !isAt(to, panel));
  return {
    screen: to,
    panels: [...panels, ...away].filter((panel) => isAt(to, panel)),
    away: [...away.filter((panel) => !isAt(to, panel)), ...left],
  };
}

function withPanel(before: Panel[], panel: Panel): Panel[] {
  const top = before.at(-1);
  // A form stands over what was selected, a patient's page over the visit it was opened from.
  if (isForm(panel)) return top && isForm(top) ? [...before.slice(0, -1), panel] : [...before, panel];
  const isVisit =
    top?.kind === "appointment" ||
    top?.kind === "video-visit" ||
    top?.kind === "lab-order" ||
    top?.kind === "taking" ||
    top?.kind === "bill";
  if (panel.kind === "patient" && isVisit && top.patient === panel.patient) return [top, panel];
  // An invoice stands over whose it is.
  if (panel.kind === "invoice" && panel.patient !== null) {
    const under = before.filter((each) => each.kind !== "invoice" && !isForm(each));
    const last = under.at(-1);
    if (last && "patient" in last && last.patient === panel.patient) return [...under, panel];
  }
  return [panel];
}

const PlaceContext = createContext<Place | null>(null);

const KEPT = "place";

/** Keeps where the person is; whoever comes back to the desk stands where they stood. */
export function PlaceProvider({ start = "today", children }: { start?: Screen; children: ReactNode }) {
  const drafts = useDrafts();
  const [standing, setAt] = useState<Standing>(
    () => (drafts.get(KEPT) as Standing | undefined) ?? { screen: start, panels: [], away: [] },
  );
  useEffect(() => drafts.set(KEPT, standing), [drafts, standing]);
  const { screen, panels } = standing;
  const [errand, setErrand] = useState<Errand | null>(null);
  const go = useCallback((to: Screen, what?: Errand) => {
    setAt((before) => moved(before, to));
    setErrand(what ?? null);
  }, []);
  const begun = useCallback(() => setErrand(null), []);
  const open = useCallback((panel: Panel, instead?: Panel) => {
    setAt((before) => {
      if (!isAt(before.screen, panel)) return before;
      const gone = instead ? JSON.stringify(instead) : null;
      const kept = before.panels.filter((each) => JSON.stringify(each) !== gone);
      return { ...before, panels: withPanel(kept, panel) };
    });
  }, []);
  const back = useCallback(() => setAt((before) => ({ ...before, panels: before.panels.slice(0, -1) })), []);
  const leave = useCallback((of: string) => {
    const stays = (panel: Panel) => !("patient" in panel && panel.patient === of);
    setAt((before) => ({
      ...before,
      panels: before.panels.filter(stays),
      away: before.away.filter(stays),
    }));
  }, []);

  const panel = panels.at(-1) ?? null;
  const chosen = panels.findLast((each) => each.kind === "appointment");
  const selected = chosen?.kind === "appointment" ? chosen.appointment : null;
  const patient = panel && "patient" in panel ? panel.patient : null;
  const place = useMemo(
    () => ({ screen, panel, selected, errand, patient, go, begun, open, back, leave }),
    [screen, panel, selected, errand, patient, go, begun, open, back, leave],
  );
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

/** Where the person is. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error("no PlaceProvider");
  return place;
}
