import type { ContractKind } from "../../platform/bindings";

const ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;
const GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** What was pasted: the id in it, and the kind where an address names it. */
export interface Pasted {
  /** As the registry writes ids; `null`: there is none in it. */
  id: string | null;
  kind: ContractKind | null;
}

/** The id in what a person pasted: blanks, brackets, a whole address around it, or no hyphens at all. */
export function tidied(text: string): Pasted {
  const found = ID.exec(text.replace(/\s+/g, ""));
  const kind = /\b(capitation|reimbursement)\b/i.exec(text)?.[1]?.toLowerCase() ?? null;
  return {
    id: found ? found[0].toLowerCase().replaceAll("-", "").replace(GROUPS, "$1-$2-$3-$4-$5") : null,
    kind: kind as ContractKind | null,
  };
}
