import type { Vendor } from "../platform/bindings";

/** What the vendors call themselves, in every language. */
export const VENDOR_NAMES: Readonly<Record<Vendor, string>> = {
  medsoft: "MedSoft",
  alfadocs: "AlfaDocs",
  videodoktor: "VideoDoktor",
  gensoft: "Gensoft",
  ehealth: "eHealth",
};
