import type { DocumentName, Letterhead } from "../../platform/bindings";

/** A letterhead as it is typed: several lines in one field stand as such. */
export interface Typed {
  name: string;
  address: string;
  taxNumbers: string;
  bank: string;
  contact: string;
  footer: string;
  exemption: string;
  country: Letterhead["country"];
  logo: string | null;
}

/** The documents the desk makes, in the order of use. */
export const DOCUMENTS: readonly DocumentName[] = ["invoice", "receipt", "slip", "statement", "cash_up"];

/** The languages of documents, each in its own words. */
export const LANGUAGES: readonly { key: string; label: string }[] = [
  { key: "ro", label: "Română" },
  { key: "en", label: "English" },
  { key: "it", label: "Italiano" },
  { key: "cs", label: "Čeština" },
  { key: "pt-BR", label: "Português (Brasil)" },
  { key: "uk", label: "Українська" },
];

/** The most bytes a logo may have (the desk's own limit). */
export const LOGO_BYTES = 512 * 1024;

/** A letterhead, to be typed on. */
export function typedOf(letterhead: Letterhead): Typed {
  const { name, footer, exemption, country, logo } = letterhead;
  return {
    name,
    address: letterhead.address.join("\n"),
    taxNumbers: letterhead.tax_numbers.join("\n"),
    bank: letterhead.bank.join("\n"),
    contact: letterhead.contact.join("\n"),
    footer,
    exemption,
    country,
    logo,
  };
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What is given to the desk. */
export function letterheadOf(typed: Typed): Letterhead {
  return {
    name: typed.name.trim(),
    address: lines(typed.address),
    tax_numbers: lines(typed.taxNumbers),
    bank: lines(typed.bank),
    contact: lines(typed.contact),
    footer: typed.footer.trim(),
    exemption: typed.exemption.trim(),
    country: typed.country,
    logo: typed.logo,
  };
}

/** What kind of picture it is by its first letters in base64; `null`: none that a paper can carry. */
export function pictureType(base64: string): string | null {
  if (base64.startsWith("iVBORw0KGgo")) return "image/png";
  if (base64.startsWith("/9j/")) return "image/jpeg";
  const head = new TextDecoder().decode(
    Uint8Array.from(
      atob(base64.slice(0, 1024).replace(/=+$/, "").slice(0, 1020)),
      (letter) => letter.codePointAt(0) ?? 0,
    ),
  );
  return /<svg[\s>]/i.test(head) ? "image/svg+xml" : null;
}

/** Why a picture cannot be the logo; `null`: it can. */
export function logoProblem(bytes: number, base64: string): "too-large" | "no-picture" | null {
  if (bytes > LOGO_BYTES) return "too-large";
  return pictureType(base64) === null ? "no-picture" : null;
}
