import type { FoundPatients, PatientHit, WireError } from "../../platform/bindings";
import { useRead } from "../../platform/desk";
import { usePlace } from "../../state/place";
import { type Command, fold, useCommands } from "./commands";
import { type AtVendor, useSearch } from "./state";

/** One line of the results. */
export type Option =
  | { kind: "patient"; id: string; hit: PatientHit }
  | { kind: "vendor"; id: string }
  | { kind: "command"; id: string; command: Command };

/** What the box has found for the text in it. */
export interface Results {
  options: Option[];
  found: FoundPatients | undefined;
  problem: WireError | null;
  /** The lines still belong to an earlier text, or are not there yet. */
  stale: boolean;
  /** What came of asking the vendor for this very text. */
  atVendor: AtVendor | null;
  choose(option: Option): void;
}

const COMMANDS_BESIDE_PATIENTS = 4;
/** So many letters call a command by its name; fewer are the beginning of anything. */
const CALLS_A_COMMAND = 3;
/** How many patients hang under the box. */
export const UNDER_THE_BOX = 8;
/** How many patients the Patients screen lists. */
export const ON_THE_SCREEN = 100;

/** The id of an option's element. */
export function optionId(option: Option): string {
  return `found-${option.id}`;
}

/** Whether every word typed begins a word of the label. */
function beginsWords(label: string, typed: readonly string[]): boolean {
  const words = fold(label).split(/\s+/);
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}

function asOption(command: Command): Option {
  return { kind: "command", id: command.id, command };
}

/** Patients of the store and of the vendor, and commands, for the text in the box. */
export function useResults(limit: number): Results {
  const { text, open: boxOpen, atVendor, askVendor, setOpen, setText, input } = useSearch();
  const { open, screen } = usePlace();
  const onScreen = screen === "patients";
  const asked = text.trim();
  // Nobody asks while nobody looks.
  const enabled = onScreen || (boxOpen && asked !== "");
  const { data, earlier, error } = useRead("patients_find", { text: asked, limit }, { keep: true, enabled });
  const commands = useCommands();

  const answered = atVendor?.text === asked ? atVendor : null;
  const known = data?.hits ?? [];
  const fromVendor = answered?.kind === "answered" ? answered.hits : [];
  // A vendor's fresh answer replaces the line of the same person and adds the others below.
  const hits = [
    ...known.map((hit) => fromVendor.find((other) => other.id === hit.id) ?? hit),
    ...fromVendor.filter((hit) => !known.some((other) => other.id === hit.id)),
  ];
  const words = fold(asked).split(/\s+/).filter(Boolean);
  // Somebody who is not found may be new: the name typed goes into the form.
  const maybeNew = asked !== "" && hits.length === 0;
  const matching = commands.filter(
    ({ id, label }) =>
      (maybeNew && id === "new-patient") || words.every((word) => fold(label).includes(word)),
  );
  const isCalled = ({ label }: Command) => asked.length >= CALLS_A_COMMAND && beginsWords(label, words);
  const called = matching.filter(isCalled).slice(0, COMMANDS_BESIDE_PATIENTS).map(asOption);
  const others = matching
    .filter((command) => !isCalled(command))
    .slice(0, asked !== "" ? COMMANDS_BESIDE_PATIENTS - called.length : onScreen ? 0 : matching.length)
    .map(asOption);
  const patients =
    asked === "" && !onScreen ? [] : hits.map((hit): Option => ({ kind: "patient", id: hit.id, hit }));
  // Names that are only close stand below a command that was written.
  const onlyClose = data?.by_misspelling === true && fromVendor.length === 0;
  const options: Option[] = [
    ...(onlyClose ? [...called, ...patients] : [...patients, ...called]),
    ...(asked === "" ? [] : [{ kind: "vendor", id: "vendor" } as const]),
    ...others,
  ];

  return {
    options,
    found: earlier && asked === "" ? undefined : data,
    problem: error,
    stale: earlier || (enabled && asked !== "" && data === undefined && error === null),
    atVendor: answered,
    choose(option) {
      if (option.kind === "vendor") {
        askVendor();
        return;
      }
      setOpen(false);
      input.current?.blur();
      if (option.kind === "command") {
        setText("");
        if (option.command.id === "new-patient" && maybeNew && !isCalled(option.command))
          open({ kind: "new-patient", name: asked });
        else option.command.run();
      } else {
        // On the Patients screen the list is what was searched for; elsewhere it has done its work.
        if (!onScreen) setText("");
        open({ kind: "patient", patient: option.hit.id });
      }
    },
  };
}
