import type {
  Ability,
  AccountField,
  AccountForm,
  AccountWay,
  Connection,
  PatientRules,
  Vendor,
} from "../bindings";
import { CONNECTION, CONNECTION_NAME, uuid } from "./people";

/** What a connection to each vendor is good for. */
export const ABILITIES: Record<Vendor, readonly Ability[]> = {
  medsoft: ["patients", "appointments", "consent_forms", "facets", "invoices"],
  alfadocs: ["patients", "appointments", "phones", "documents", "bills", "file_documents", "bookings"],
  videodoktor: ["video"],
  gensoft: ["laboratory"],
  ehealth: ["contracts"],
};

const ZONES: Record<Vendor, string> = {
  medsoft: "Europe/Bucharest",
  alfadocs: "Europe/Rome",
  videodoktor: "Europe/Prague",
  gensoft: "America/Sao_Paulo",
  ehealth: "Europe/Kyiv",
};

/** The account of each vendor where the invented clinic has all of them. */
export const ACCOUNTS: Record<Vendor, string> = {
  medsoft: CONNECTION,
  alfadocs: uuid(9, 2),
  videodoktor: uuid(9, 3),
  gensoft: uuid(9, 4),
  ehealth: uuid(9, 5),
};

const ARCHIVE = "/v1/practices/{practiceId}/archives/{archiveId}";

const WAYS: readonly [operation: string, method: string, path: string, source: string][] = [
  ["accounts", "GET", "A/accounts", "guess"],
  ["booking-reasons", "GET", "A/appointment-booking-reasons", "guess"],
  ["appointments", "GET", "A/appointments", "public"],
  ["create-appointment", "POST", "A/appointments", "guess"],
  ["appointment", "GET", "A/appointments/{appointmentId}", "public"],
  ["update-appointment", "PATCH", "A/appointments/{appointmentId}", "public"],
  ["appointment-care-plan-entries", "GET", "A/appointments/{appointmentId}/care-plan-entries", "guess"],
  ["bill", "GET", "A/bills/{billId}", "guess"],
  ["bills", "GET", "A/bills", "guess"],
  ["bill-liabilities", "GET", "A/bills/{billId}/liabilities", "guess"],
  ["delete-bill-liability", "DELETE", "A/bills/{billId}/liabilities/{liabilityId}", "guess"],
  ["care-plan", "GET", "A/care-plans/{carePlanId}", "public"],
  ["care-plan-signature-status", "GET", "A/care-plans/{carePlanId}/signature-status", "public"],
  ["chairs", "GET", "A/chairs", "public"],
  ["colors", "GET", "A/colors", "guess"],
  ["context", "GET", "/v1/me", "public"],
  ["custom-fields", "GET", "A/custom-object-fields", "guess"],
  ["create-custom-field", "POST", "A/custom-object-fields", "guess"],
  ["documents", "GET", "A/patients/{patientId}/documents", "public"],
  ["create-document", "POST", "A/patients/{patientId}/documents", "guess"],
  ["document", "GET", "A/patients/{patientId}/documents/{documentId}", "guess"],
  ["download-document", "GET", "A/patients/{patientId}/documents/{documentId}/download", "guess"],
  ["free-slots", "GET", "A/free-slots/{startDate}", "guess"],
  ["operators", "GET", "A/operators", "public"],
  ["patients", "GET", "A/patients", "public"],
  ["create-patient", "POST", "A/patients", "guess"],
  ["patient", "GET", "A/patients/{patientId}", "public"],
  ["delete-patient", "DELETE", "A/patients/{patientId}", "guess"],
  ["update-patient", "PATCH", "A/patients/{patientId}", "guess"],
  ["payment-types", "GET", "A/payment-types", "guess"],
  ["practice", "GET", "/v1/practices/current", "guess"],
  ["specialties", "GET", "A/specialties", "public"],
  ["transactions", "GET", "A/transactions", "guess"],
  ["create-transaction", "POST", "A/transactions", "guess"],
  ["care-plan-entry", "GET", "A/care-plans/{carePlanId}/care-plan-entries/{carePlanEntryId}", "guess"],
  ["phone-numbers", "GET", "A/patients/{patientId}/phone-numbers", "guess"],
  ["create-phone-number", "POST", "A/patients/{patientId}/phone-numbers", "guess"],
  ["phone-number", "GET", "A/patients/{patientId}/phone-numbers/{phoneNumberId}", "guess"],
  ["update-phone-number", "PATCH", "A/patients/{patientId}/phone-numbers/{phoneNumberId}", "guess"],
];

function field(
  name: string,
  kind: AccountField["kind"],
  required = false,
  more: Partial<AccountField> = {},
): AccountField {
  return { name, kind, required, advanced: false, choices: [], default: null, ...more };
}

const way = ([operation, method, path, source]: (typeof WAYS)[number]): AccountWay => ({
  operation,
  method,
  path: path.startsWith("A") ? ARCHIVE + path.slice(1) : path,
  source,
});

const zone = (vendor: Vendor) => field("zone", "text", false, { advanced: true, default: ZONES[vendor] });

/** What is asked to connect an account of each vendor. */
export const FORMS: readonly AccountForm[] = [
  {
    vendor: "medsoft",
    fields: [
      field("base_url", "address", true),
      field("client_path", "text", true),
      field("key", "secret", true),
      zone("medsoft"),
    ],
    ways: [],
    testable: true,
  },
  {
    vendor: "alfadocs",
    fields: [
      field("base_url", "address", true, { default: "https://app.alfadocs.com/api" }),
      field("key", "secret", true),
      field("practice", "number"),
      field("archive", "number"),
      zone("alfadocs"),
    ],
    ways: WAYS.map(way),
    testable: true,
  },
  {
    vendor: "videodoktor",
    fields: [
      field("base_url", "address", true),
      field("app_key", "secret", true),
      field("key", "secret", true),
      field("start_format", "text", false, { advanced: true, default: "dotted" }),
      zone("videodoktor"),
    ],
    ways: [],
    testable: true,
  },
  {
    vendor: "gensoft",
    fields: [
      field("base_url", "address", true),
      field("plain_http", "agreement"),
      field("key", "secret", true),
      field("upload", "choice", false, {
        advanced: true,
        choices: ["raw", "multipart", "base64"],
        default: "raw",
      }),
      field("mapping", "json", false, { advanced: true }),
      zone("gensoft"),
    ],
    ways: [],
    testable: false,
  },
  {
    vendor: "ehealth",
    fields: [
      field("base_url", "address", true, { default: "https://api.ehealth.gov.ua" }),
      field("token", "secret", true),
      field("psk", "secret"),
      field("refresh_token", "secret"),
      field("client_id", "text"),
      field("client_secret", "secret"),
      field("auth_url", "address", false, { advanced: true }),
      zone("ehealth"),
    ],
    ways: [],
    testable: true,
  },
];

const DETAILS: Record<Vendor, Connection["details"]> = {
  medsoft: { client_path: "clinica-exemplu" },
  alfadocs: { practice: "118", archive: "204" },
  videodoktor: {},
  gensoft: { upload: "multipart" },
  ehealth: { client_id: "frontdesk-demo" },
};

const NAMES: Record<Vendor, string> = {
  medsoft: CONNECTION_NAME,
  alfadocs: "AlfaDocs",
  videodoktor: "VideoDoktor",
  gensoft: "Gensoft",
  ehealth: "eHealth",
};

const RULES: Partial<Record<Vendor, PatientRules>> = {
  medsoft: {
    phone_required: true,
    phone2: true,
    birth_date: false,
    national_id: true,
    sex: true,
    preferences: true,
  },
  alfadocs: {
    phone_required: false,
    phone2: true,
    birth_date: true,
    national_id: true,
    sex: true,
    preferences: false,
  },
};

/** An account of a vendor as it was answered a moment ago. */
export function connectionTo(vendor: Vendor, now: Date): Connection {
  const answers = vendor !== "gensoft";
  return {
    id: ACCOUNTS[vendor],
    name: NAMES[vendor],
    vendor,
    base_url: `https://api.${vendor}.example`,
    details: { ...DETAILS[vendor] },
    paths: {},
    zone: ZONES[vendor],
    can: [...ABILITIES[vendor]],
    patient: RULES[vendor] ?? null,
    health: answers ? "online" : "untested",
    last_contact_at: answers ? new Date(now.getTime() - 40_000).toISOString() : null,
    offline_since: null,
    stages_confirmed: false,
    work_points_confirmed: false,
  };
}

/** A new account as the desk keeps it: details of the form, no key. */
export function kept(
  draft: Pick<Connection, "name" | "vendor" | "base_url" | "details" | "paths">,
  now: Date,
  first: boolean,
): Connection {
  const { name, vendor, base_url, details, paths } = draft;
  return {
    ...connectionTo(vendor, now),
    // A second account of a vendor is one of its own.
    id: first ? ACCOUNTS[vendor] : crypto.randomUUID(),
    name,
    base_url,
    details: Object.fromEntries(Object.entries(details).filter(([, text]) => text !== "")),
    paths,
    ...(details["zone"] ? { zone: details["zone"] } : {}),
  };
}
