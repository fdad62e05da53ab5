import { useEffect, useRef } from "react";
import { fold } from "../../frame/search/commands";
import type { PersonAtDesk } from "../../platform/bindings";
import { useText } from "../../text/text";

/** How long letters count as one word, in milliseconds. */
const ONE_WORD = 800;
const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** What of a key is looked at, from the page or from the window. */
type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "timeStamp" | "preventDefault">;

/** The one stop for Tab. */
function isReached(button: HTMLButtonElement): boolean {
  return button.tabIndex === 0;
}

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

  const byLetter = (event: Pressed, here: number): number => {
    const fresh = event.timeStamp - typed.current.at > ONE_WORD;
    const text = (fresh ? "" : typed.current.text) + fold(event.key);
    typed.current = { text, at: event.timeStamp };
    const from = here < 0 ? 0 : here + (fresh ? 1 : 0);
    const order = people.map((_, index) => (index + from) % people.length);
    const starts = ({ name }: PersonAtDesk) =>
      fold(name)
        .split(/\s+/)
        .some((part) => part.startsWith(text));
    return order.find((index) => people[index] && starts(people[index])) ?? -1;
  };
  const onKey = (event: Pressed) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    let to = -1;
    if (step) to = here < 0 ? buttons.findIndex(isReached) : (here + step + buttons.length) % buttons.length;
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = buttons.length - 1;
    else if (/^\p{L}$/u.test(event.key)) to = byLetter(event, here);
    if (to < 0) return;
    event.preventDefault();
    buttons[to]?.focus();
  };

  // Whoever comes here by a menu, whose closing takes the cursor, or has clicked beside the names, means the names.
  const loose = useRef(onKey);
  useEffect(() => {
    loose.current = onKey;
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => {
      if (event.target === document.body) loose.current(event);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  useEffect(() => {
    if (!autoFocus) return undefined;
    const take = () => {
      if (document.activeElement === document.body)
        [...(list.current?.querySelectorAll("button") ?? [])].find(isReached)?.focus();
    };
    // A menu that has just closed gives the cursor back in the next frame, to a button that is gone.
    let frame = requestAnimationFrame(() => {
      take();
      frame = requestAnimationFrame(take);
    });
    return () => cancelAnimationFrame(frame);
  }, [autoFocus]);

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
            onKeyDown={onKey}
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
