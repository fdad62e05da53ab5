import { type KeyboardEvent, useRef } from "react";
import { fold } from "../../frame/search/commands";
import type { PersonAtDesk } from "../../platform/bindings";
import { useText } from "../../text/text";

/** How long letters count as one word, in milliseconds. */
const ONE_WORD = 800;
const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => part?.slice(0, 1) ?? "").join("");
}

/** Everybody who may sign in, as large buttons: arrows and letters go to a name, Enter takes it. */
export function People({
  people,
  chosen,
  onChoose,
  autoFocus,
}: {
  people: readonly PersonAtDesk[];
  chosen: string | null;
  onChoose: (id: string) => void;
  autoFocus: boolean;
}) {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const reached = people.some(({ id }) => id === chosen) ? chosen : (people[0]?.id ?? null);

  const byLetter = (event: KeyboardEvent, here: number): number => {
    const fresh = event.timeStamp - typed.current.at > ONE_WORD;
    const text = (fresh ? "" : typed.current.text) + fold(event.key);
    typed.current = { text, at: event.timeStamp };
    const order = people.map((_, index) => (index + here + (fresh ? 1 : 0)) % people.length);
    const starts = ({ name }: PersonAtDesk) =>
      fold(name)
        .split(/\s+/)
        .some((part) => part.startsWith(text));
    return order.find((index) => people[index] && starts(people[index])) ?? -1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    let to = -1;
    if (step) to = (here + step + buttons.length) % buttons.length;
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = buttons.length - 1;
    else if (/^\p{L}$/u.test(event.key)) to = byLetter(event, Math.max(here, 0));
    if (to < 0) return;
    event.preventDefault();
    buttons[to]?.focus();
  };

  return (
    <ul className="people" ref={list} aria-label={t("lock-people")}>
      {people.map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            className="people__one"
            aria-pressed={id === chosen}
            // One stop for Tab, arrows within.
            tabIndex={id === reached ? 0 : -1}
            autoFocus={autoFocus && id === reached}
            onClick={() => onChoose(id)}
            onKeyDown={onKeyDown}
            data-testid="lock-person"
            data-person={id}
          >
            <span className="people__mark" aria-hidden="true">
              {initials(name)}
            </span>
            <span className="people__name">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
