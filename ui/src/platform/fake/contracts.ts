import type { ContractBrief, ContractKind, ContractPaper, WireError } from "../bindings";
import papers from "./contract-papers.json";
import type { Answers, World } from "./fake";
import { uuid } from "./people";

function fail(code: WireError["code"], params: Record<string, string> = {}): never {
  throw { code, params, correlation: "0123456789abcdef" } satisfies WireError;
}

/** What the invented registry holds and what was fetched of it; tests may change it. */
export interface ContractsWorld {
  /** Everything the registry has, by its id there. */
  registry: Map<string, ContractPaper>;
  /** What was fetched here, newest first. */
  fetched: ContractPaper[];
}

const worlds = new WeakMap<World, ContractsWorld>();
const PAGE = 5;
const STATUSES = ["SIGNED", "NEW", "APPROVED", "PENDING_NHS_SIGN", "NHS_SIGNED", "DECLINED", "TERMINATED"];

const paperOf = (kind: ContractKind) => papers[kind] as ContractPaper;

function made(world: World): ContractsWorld {
  const registry = new Map<string, ContractPaper>();
  const account = world.state.connections.find((each) => each.can.includes("contracts"));
  if (!account) return { registry, fetched: [] };
  const add = (at: number, kind: ContractKind, own: Partial<ContractBrief>) => {
    const paper = structuredClone(paperOf(kind));
    Object.assign(paper.brief, {
      id: null,
      connection: account.id,
      connection_name: account.name,
      vendor_id: uuid(30, at),
      fetched_at: null,
      ...own,
    });
    registry.set(paper.brief.vendor_id, paper);
    return paper;
  };
  for (let at = 1; at <= 12; at += 1) {
    const status = STATUSES[at % STATUSES.length] ?? "NEW";
    const number = status === "NEW" ? null : `0000-${1000 + at * 37}-${2000 + at * 91}-${3000 + at}`;
    add(at, at % 3 === 0 ? "reimbursement" : "capitation", { status, number });
  }
  const whole = add(90, "capitation", paperOf("capitation").brief);
  const other = add(91, "reimbursement", paperOf("reimbursement").brief);
  const keep = (paper: ContractPaper, at: number, minutes: number) => {
    Object.assign(paper.brief, {
      id: uuid(31, at),
      connection: account.id,
      connection_name: account.name,
      fetched_at: new Date(world.now.getTime() - minutes * 60_000).toISOString(),
    });
    return paper;
  };
  return { registry, fetched: [keep(whole, 1, 12), keep(other, 2, 1600)] };
}

/** The contract requests of a world. */
export function contractsOf(world: World): ContractsWorld {
  const known = worlds.get(world);
  if (known) return known;
  const fresh = made(world);
  worlds.set(world, fresh);
  return fresh;
}

/** What the registry's commands of the invented clinic do. */
export const contractAnswers: Partial<Answers> = {
  contracts: (world) => contractsOf(world).fetched.map(({ brief }) => brief),
  contract_list: (world, { contract_type, status, number, page }) => {
    const { registry } = contractsOf(world);
    const rows = [...registry.values()]
      .map(({ brief }) => brief)
      .filter((brief) => brief.contract_type === contract_type)
      .filter((brief) => status === "" || brief.status === status)
      .filter((brief) => number === "" || brief.number === number);
    return {
      rows: rows.slice((page - 1) * PAGE, page * PAGE),
      page,
      pages: Math.max(1, Math.ceil(rows.length / PAGE)),
      total: rows.length,
    };
  },
  contract_fetch: (world, { contract_type, id }) => {
    const contracts = contractsOf(world);
    const paper = contracts.registry.get(id);
    if (!paper || paper.brief.contract_type !== contract_type) fail("not-found");
    paper.brief.id ??= crypto.randomUUID();
    paper.brief.fetched_at = world.now.toISOString();
    contracts.fetched = [paper, ...contracts.fetched.filter((each) => each !== paper)];
    return paper;
  },
  contract: (world, { id }) =>
    contractsOf(world).fetched.find(({ brief }) => brief.id === id) ?? fail("not-found"),
  contract_document_open: (world, { contract, document }) => {
    const paper = contractsOf(world).fetched.find(({ brief }) => brief.id === contract) ?? fail("not-found");
    // As the desk does: links live for minutes, so the request is fetched anew first.
    paper.brief.fetched_at = world.now.toISOString();
    world.tell({ event: "changed", tags: ["contracts"] });
    return { name: `${(paper.documents[document] ?? fail("not-found")).toLowerCase()}.pdf` };
  },
};
