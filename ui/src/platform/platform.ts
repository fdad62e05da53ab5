import type { Commands, Event, WireError } from "./bindings";

/** The name of a command. */
export type CommandName = keyof Commands;
/** What a command takes. */
export type RequestOf<Name extends CommandName> = Commands[Name]["request"];
/** What a command answers. */
export type AnswerOf<Name extends CommandName> = Commands[Name]["answer"];

/** The one door to the desk. Failures are rejections with a {@link WireError}. */
export interface Platform {
  /** Asks the desk. */
  call<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<AnswerOf<Name>>;
  /** Listens to what the desk tells unasked; answers the way to stop. */
  events(listener: (event: Event) => void): () => void;
}

/** Whether something thrown is an error of the desk. */
export function isWireError(thrown: unknown): thrown is WireError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "params" in thrown;
}

/** Anything thrown, as an error the window has words for. */
export function toWireError(thrown: unknown): WireError {
  return isWireError(thrown) ? thrown : { code: "internal", params: {}, correlation: "" };
}
