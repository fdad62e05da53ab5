import { useMemo } from "react";
import { useConnectionsThat, useZone } from "../../state/desk";
import { type Format, formatFor } from "../../text/format";
import { useText } from "../../text/text";

/** Writes instants by the clock that the visits beside them are told in, where all accounts share one. */
export function useVideoFormat(): Format {
  const { format, language } = useText();
  const desk = useZone();
  const [zone, ...others] = new Set(useConnectionsThat("video").map((account) => account.zone));
  const own = zone !== undefined && zone !== desk && others.length === 0 ? zone : null;
  return useMemo(() => (own ? formatFor(language, own) : format), [own, language, format]);
}
