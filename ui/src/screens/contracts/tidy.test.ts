import { describe, expect, it } from "vitest";
import { tidied } from "./tidy";

const ID = "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11";

describe("what was pasted", () => {
  it.each([
    [ID, null],
    [`  ${ID.toUpperCase()}\n`, null],
    [`{${ID}}`, null],
    [`"${ID}",`, null],
    [`urn:uuid:${ID}`, null],
    [ID.replaceAll("-", ""), null],
    [ID.replaceAll("-", " - "), null],
    [`https://api.example/api/contract_requests/capitation/${ID}?page=1`, "capitation"],
    [`GET /api/contract_requests/REIMBURSEMENT/${ID}`, "reimbursement"],
  ])("%s holds the id", (text, kind) => {
    expect(tidied(text)).toEqual({ id: ID, kind });
  });

  it.each(["", "0000-9EAX-XT7X-3115", ID.slice(1), "not an id at all"])("%s holds none", (text) => {
    expect(tidied(text).id).toBeNull();
  });
});
