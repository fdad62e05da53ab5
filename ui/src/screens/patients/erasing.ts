import { useDraft } from "../../state/drafts";

/** Whom somebody is about to erase, also over a lock: the page of that patient asks about it. */
export function useErasing(): [string | undefined, (patient: string | undefined) => void] {
  return useDraft<string>("erasing");
}
