import type { ErrorCode, WireError } from "../../platform/bindings";
import { fieldOf } from "../../text/field";

/** What a vendor answered instead of what it was asked: the line is not at fault. */
const ODD = [
  "vendor-unreadable",
  "vendor-too-large",
  "vendor-refused",
  "vendor-forbidden",
] as const satisfies readonly ErrorCode[];
type Odd = (typeof ODD)[number];

/** Whether something waits because of what the vendor answered, and not for a line. */
export function answeredOddly(reason: ErrorCode | null): reason is Odd {
  return ODD.some((each) => each === reason);
}

/** Whether an answer was refused because what it was given to is no longer what is asked. */
export function hasMoved(problem: WireError | null): boolean {
  const field = fieldOf(problem);
  if (field === "question" || field === "attempts") return true;
  return problem?.code === "not-allowed" || problem?.code === "not-found";
}
