import type {
  AccountField,
  AccountForm,
  Connection,
  ConnectionDraft,
  ConnectionEdit,
  Vendor,
} from "../../platform/bindings";
import { fieldWords } from "../../text/field";
import type { Say } from "../../text/text";
import { VENDOR_NAMES } from "../../text/vendors";
import { wrongLine } from "./json";

/** An account as it stands on the screen. */
export interface AccountText {
  /** `null`: the vendor is still to be chosen. */
  vendor: Vendor | null;
  name: string;
  /** Address, details and keys, by the names of the vendor's form. */
  values: Record<string, string>;
  /** Other ways to operations. */
  paths: Record<string, string>;
}

/** Nothing chosen yet. */
export const EMPTY_ACCOUNT: AccountText = { vendor: null, name: "", values: {}, paths: {} };

/** The tick by which a clinic agrees to plain http. */
export const PLAIN_HTTP = "plain_http";
const ADDRESS = "base_url";

/** An account of a vendor that was just chosen, under a name that no other account has. */
export function begun(form: AccountForm, connections: readonly Connection[]): AccountText {
  const taken = new Set(connections.map(({ name }) => name.toLocaleLowerCase()));
  const vendor = VENDOR_NAMES[form.vendor];
  let name = vendor;
  for (let count = 2; taken.has(name.toLocaleLowerCase()); count += 1) name = `${vendor} ${count}`;
  return { vendor: form.vendor, name, values: valuesOf(form, {}), paths: {} };
}

/** A saved account as it stands in a form; keys are not known here. */
export function textOf(form: AccountForm, connection: Connection): AccountText {
  const { vendor, name, base_url, details, paths } = connection;
  return { vendor, name, values: valuesOf(form, { ...details, [ADDRESS]: base_url }), paths: { ...paths } };
}

function valuesOf(form: AccountForm, known: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    form.fields.map(({ name, default: usual }) => [name, known[name] ?? usual ?? ""]),
  );
}

/** What of an account is no key, as the desk takes it: what stands as usual is not said at all. */
function detailsOf(form: AccountForm, { values }: AccountText): Record<string, string> {
  const details: Record<string, string> = {};
  for (const { name, kind, default: usual } of form.fields) {
    const text = (values[name] ?? "").trim();
    if (kind === "secret" || name === ADDRESS || text === "" || text === usual) continue;
    if (name === PLAIN_HTTP && !travelsOpen(values[ADDRESS] ?? "")) continue;
    details[name] = text;
  }
  return details;
}

function pathsOf({ paths }: AccountText): Record<string, string> {
  return Object.fromEntries(
    Object.entries(paths)
      .map(([operation, way]) => [operation, way.trim()])
      .filter(([, way]) => way !== ""),
  );
}

/** The keys that were typed. */
export function secretsOf(form: AccountForm, values: Record<string, string>): Record<string, string> {
  const typed = form.fields
    .filter(({ kind }) => kind === "secret")
    .map(({ name }) => [name, (values[name] ?? "").trim()] as const)
    .filter(([, text]) => text !== "");
  return Object.fromEntries(typed);
}

/** An account as the desk takes it. */
export function draftOf(form: AccountForm, text: AccountText): ConnectionDraft {
  return {
    name: text.name,
    vendor: form.vendor,
    base_url: text.values[ADDRESS] ?? "",
    details: detailsOf(form, text),
    secrets: secretsOf(form, text.values),
    paths: pathsOf(text),
  };
}

/** A change of an account as the desk takes it, with its keys where it leads `elsewhere`. */
export function editOf(id: string, form: AccountForm, text: AccountText, elsewhere: boolean): ConnectionEdit {
  return {
    id,
    name: text.name,
    base_url: text.values[ADDRESS] ?? "",
    details: detailsOf(form, text),
    paths: pathsOf(text),
    // Keys that are not asked do not go along, even if they were typed before.
    secrets: elsewhere ? secretsOf(form, text.values) : {},
  };
}

/** The server of an address: scheme, host and port. */
function originOf(address: string): string {
  const text = address.trim();
  return URL.canParse(text) ? new URL(text).origin : text;
}

/** Whether an address of an account leads to another server than before; one not given is the account's own. */
export function leadsElsewhere(form: AccountForm, before: AccountText, after: AccountText): boolean {
  return form.fields
    .filter(({ kind }) => kind === "address")
    .some(({ name }) => {
      const server = ({ values }: AccountText) => originOf(values[name]?.trim() || (values[ADDRESS] ?? ""));
      return server(before) !== server(after);
    });
}

const LOCAL = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i;

/** Whether what is sent to an address can be read by others on its way. */
export function travelsOpen(address: string): boolean {
  const text = address.trim();
  return /^http:\/\//i.test(text) && !LOCAL.test(text);
}

/** Whether a field is asked at all: the tick for plain http only where the address needs it. */
export function isAsked({ name }: AccountField, values: Record<string, string>): boolean {
  return name !== PLAIN_HTTP || travelsOpen(values[ADDRESS] ?? "");
}

/** What can be seen to be wrong before anybody is asked, in words, by field. */
export function wrongIn(
  t: Say,
  form: AccountForm,
  text: AccountText,
  options: { keys: boolean },
): Partial<Record<string, string>> {
  const words: Partial<Record<string, string>> = {};
  if (text.name.trim() === "") words["name"] = fieldWords(t, "required");
  for (const field of form.fields) {
    const value = (text.values[field.name] ?? "").trim();
    if (!isAsked(field, text.values) || (field.kind === "secret" && !options.keys)) continue;
    if (field.kind === "agreement") {
      if (value !== "yes") words[field.name] = t("field-agree");
    } else if (field.required && value === "") words[field.name] = fieldWords(t, "required");
    else if (field.kind === "json" && value !== "") {
      const line = wrongLine(value);
      if (line !== null) words[field.name] = t("field-json-line", { line });
    }
  }
  return words;
}

/** What is still wrong after a change: what was changed is no longer spoken of. */
export function stillWrong(
  words: Partial<Record<string, string>>,
  before: AccountText,
  after: AccountText,
): Partial<Record<string, string>> {
  const same = (field: string) =>
    field === "name" ? before.name === after.name : before.values[field] === after.values[field];
  return Object.fromEntries(
    Object.entries(words).filter(([field]) => same(field) && (field !== PLAIN_HTTP || same(ADDRESS))),
  );
}

/** What a field of a vendor's form is called. */
export function labelOf(t: Say, vendor: Vendor, field: string): string {
  return t(`account-${vendor}-${field}`);
}

/** A line of help under a field, where there is one: the vendor's own, else one that holds for all. */
export function helpOf(t: Say, vendor: Vendor, field: string): string | null {
  for (const id of [`account-${vendor}-${field}-help`, `account-any-${field}-help`]) {
    const words = t(id);
    if (words !== id) return words;
  }
  return null;
}
