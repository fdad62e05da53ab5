import type { UnsentEntry } from "../../platform/bindings";
import { useNow } from "../../state/clock";
import { useText } from "../../text/text";
import { actionWords, personOf, sourceWords, visitOf } from "./words";

/** What an entry is about, in front of a decision: what, whose, when, where, by whom. */
export function About({ entry }: { entry: UnsentEntry }) {
  const text = useText();
  const visit = visitOf(text, entry);
  return (
    <div className="question__about">
      <p className="question__what">{actionWords(text, entry)}</p>
      <p>{personOf(text, entry)}</p>
      {visit ? <p className="soft">{visit}</p> : null}
      <p className="faint small">{sourceWords(text, entry, useNow())}</p>
    </div>
  );
}
