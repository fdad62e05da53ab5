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
  /** The lines still belong to an earlier text. */
  stale: boolean;
  /** What came of asking the vendor for this very text. */
  atVendor: AtVendor | null;
  choose(option: Option): void;
}

const COMMANDS_BESIDE_PATIENTS = 4;
/** How many patients hang under the box. */
export const UNDER_THE_BOX = 8;
/** How many patients the Patients screen lists. */
export const ON_THE_SCREEN = 100;

/** The id of an option's element. */
export function optionId(option: Option): string {
  return `found-${option.id}`;
}

/** Patients of the store and of the vendor, and commands, for the text in the box. */
export function useResults(limit: number): Results {
  const { text, open: boxOpen, atVendor, askVendor, setOpen, setText, input } = useSearch();
  const { open, screen } = usePlace();
  const onScreen = screen === "patients";
  const asked = text.trim();
  const { data, earlier, error } = useRead(
    "patients_find",
    { text: asked, limit },
    // Nobody asks while nobody looks.
    { keep: true, enabled: onScreen || (boxOpen && asked !== "") },
  );
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
  const options: Option[] = [
    ...(asked === "" && !onScreen ? [] : hits.map((hit): Option => ({ kind: "patient", id: hit.id, hit }))),
    ...(asked === "" ? [] : [{ kind: "vendor", id: "vendor" } as const]),
    ...matching
      .slice(0, asked !== "" ? COMMANDS_BESIDE_PATIENTS : onScreen ? 0 : matching.length)
      .map((command): Option => ({ kind: "command", id: command.id, command })),
  ];

  return {
    options,
    found: earlier && asked === "" ? undefined : data,
    problem: error,
    stale: earlier,
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
        if (option.command.id === "new-patient" && maybeNew) open({ kind: "new-patient", name: asked });
        else option.command.run();
      } else {
        open({ kind: "patient", patient: option.hit.id });
      }
    },
  };
}
