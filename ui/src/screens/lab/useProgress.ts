import { useState } from "react";
import type { UploadProgress } from "../../platform/bindings";
import { useDeskEvents } from "../../platform/desk";

/** How far each report on its way got, by its entry, in whole percent. */
export function useProgress(): ReadonlyMap<string, number> {
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map());
  useDeskEvents((event) => {
    if (event.event !== "upload") return;
    const { entry } = event.progress;
    const percent = percentOf(event.progress);
    setProgress((before) =>
      before.get(entry) === percent ? before : new Map([...before, [entry, percent]]),
    );
  });
  return progress;
}

function percentOf({ sent, total }: UploadProgress): number {
  return total > 0 ? Math.min(100, Math.floor((sent / total) * 100)) : 0;
}
