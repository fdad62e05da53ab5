import { useState } from "react";
import type { EntryState, LabReport, UploadProgress } from "../../platform/bindings";
import { useDeskEvents } from "../../platform/desk";

// In these a report's bytes are leaving as soon as some are told to have left.
const LEAVING: readonly EntryState[] = ["held", "queued", "sending"];
const NONE: readonly LabReport[] = [];

/** How far each report on its way got, by its entry, in whole percent. */
export function useProgress(reports: readonly LabReport[] = NONE): ReadonlyMap<string, number> {
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map());
  const [known, setKnown] = useState(reports);
  useDeskEvents((event) => {
    if (event.event !== "upload") return;
    const { entry } = event.progress;
    const percent = percentOf(event.progress);
    setProgress((before) =>
      before.get(entry) === percent ? before : new Map([...before, [entry, percent]]),
    );
  });
  // What left before the line broke counts for nothing: a report that waits begins anew.
  if (known !== reports) {
    setKnown(reports);
    const leaving = new Set(reports.filter(({ state }) => LEAVING.includes(state)).map(({ entry }) => entry));
    setProgress(new Map([...progress].filter(([entry]) => leaving.has(entry))));
  }
  return progress;
}

function percentOf({ sent, total }: UploadProgress): number {
  return total > 0 ? Math.min(100, Math.floor((sent / total) * 100)) : 0;
}
