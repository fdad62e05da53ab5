//! The table of operations. The document shows no path at all; each row says where its path is known from.

use OperationEffect::{Read, Write};
use PathSource::{Guess, Public};

use crate::input::CUSTOM;
use crate::operation::{Operation, OperationEffect, Parameter, PathSource};
use crate::paths::ways;

const fn path(name: &'static str) -> Parameter {
    Parameter::path(name)
}

const fn query(name: &'static str) -> Parameter {
    Parameter::query(name)
}

const fn wanted(name: &'static str) -> Parameter {
    Parameter {
        required: true,
        ..Parameter::query(name)
    }
}

const fn needed(name: &'static str) -> Parameter {
    Parameter::needed(name)
}

const fn optional(name: &'static str) -> Parameter {
    Parameter::optional(name)
}

/// What the paths about one archive have in common.
#[cfg(test)]
pub(super) const ARCHIVE: &str = "/v1/practices/{practiceId}/archives/{archiveId}";

macro_rules! archive {
    ($rest:literal) => {
        concat!("/v1/practices/{practiceId}/archives/{archiveId}", $rest)
    };
}

macro_rules! operations {
    ($( $ident:ident: $name:literal $method:literal $path:expr, $section:literal, $source:expr, $effect:expr, $parameters:expr; )+) => {
        $( pub(super) const $ident: Operation = Operation {
            name: $name, method: $method, path: $path, section: $section, source: $source, effect: $effect,
            parameters: $parameters,
        }; )+
        /// All 39 operations. Practice and archive are the account's and no parameters.
        pub const OPERATIONS: &[Operation] = &[$($ident),+];
    };
}

const CREATE_APPOINTMENT_FIELDS: &[Parameter] = &[
    needed("date"),
    optional("patientId"),
    optional("emailReminder"),
    optional("smsReminder"),
    optional("description"),
    optional("allDay"),
    optional("type"),
    optional("duration"),
    optional("state"),
    needed("colorId"),
    optional("chairId"),
    optional("operatorId"),
];

const UPDATE_APPOINTMENT_FIELDS: &[Parameter] = &[
    path("appointmentId"),
    needed("date"),
    optional("patientId"),
    optional("emailReminder"),
    optional("smsReminder"),
    optional("description"),
    optional("allDay"),
    optional("type"),
    optional("duration"),
    optional("state"),
    needed("colorId"),
    optional("chairId"),
    optional("operatorId"),
];

macro_rules! patient_fields {
    ($($first:expr),*) => {
        &[
            $($first,)* needed("firstName"), needed("lastName"), optional("email"), optional("emailEnabled"),
            optional("gender"), optional("street"), optional("city"), optional("postcode"), optional("province"),
            optional("dateOfBirth"), optional("placeOfBirth"), optional("italianFiscalCode"), optional("job"),
            optional("yearlyNumberingYear"), optional("yearlyNumberingNumber"), optional("defaultDiscount"),
            optional("sourceId"), optional("priceListId"), optional("emailReminderPossible"),
            optional("smsReminderPossible"), optional("createdAt"), optional("documentSignatureEmailPossible"),
            optional("lastModifiedAt"), optional(CUSTOM),
        ]
    };
}

macro_rules! phone_fields {
    ($($first:expr),*) => {
        &[$($first,)* optional("prefix"), optional("number"), optional("label"), optional("smsEnabled")]
    };
}

operations! {
    ACCOUNTS: "accounts" "GET" archive!("/accounts"), "Get accounts", Guess, Read, &[];
    BOOKING_REASONS: "booking-reasons" "GET" archive!("/appointment-booking-reasons"),
        "Get appointment booking reasons", Guess, Read, &[];
    APPOINTMENTS: "appointments" "GET" archive!("/appointments"), "Get appointments", Public, Read,
        &[query("dateStart"), query("dateEnd"), query("state"), query("patientId")];
    CREATE_APPOINTMENT: "create-appointment" "POST" archive!("/appointments"), "Create an appointment", Guess, Write,
        CREATE_APPOINTMENT_FIELDS;
    APPOINTMENT: "appointment" "GET" archive!("/appointments/{appointmentId}"), "Get an appointment", Public, Read,
        &[path("appointmentId")];
    UPDATE_APPOINTMENT: "update-appointment" "PATCH" archive!("/appointments/{appointmentId}"),
        "Update an appointment", Public, Write, UPDATE_APPOINTMENT_FIELDS;
    APPOINTMENT_CARE_PLAN_ENTRIES: "appointment-care-plan-entries" "GET"
        archive!("/appointments/{appointmentId}/care-plan-entries"), "Get the Care Plan Entries", Guess, Read,
        &[path("appointmentId")];
    BILL: "bill" "GET" archive!("/bills/{billId}"), "Get a Bill", Guess, Read, &[path("billId")];
    BILLS: "bills" "GET" archive!("/bills"), "Get a filtered list of Bills", Guess, Read,
        &[query("dateStart"), query("dateEnd"), query("type"), query("direction"), query("carePlanId")];
    BILL_LIABILITIES: "bill-liabilities" "GET" archive!("/bills/{billId}/liabilities"), "Get bill liabilities", Guess,
        Read, &[path("billId")];
    DELETE_BILL_LIABILITY: "delete-bill-liability" "DELETE" archive!("/bills/{billId}/liabilities/{liabilityId}"),
        "Delete a bill liability", Guess, Write, &[path("billId"), path("liabilityId")];
    CARE_PLAN: "care-plan" "GET" archive!("/care-plans/{carePlanId}"), "Get a Care Plan", Public, Read,
        &[path("carePlanId")];
    CARE_PLAN_SIGNATURE_STATUS: "care-plan-signature-status" "GET"
        archive!("/care-plans/{carePlanId}/signature-status"), "Get signature status", Public, Read,
        &[path("carePlanId")];
    CHAIRS: "chairs" "GET" archive!("/chairs"), "Get chairs", Public, Read, &[];
    COLORS: "colors" "GET" archive!("/colors"), "Get colors", Guess, Read, &[];
    CONTEXT: "context" "GET" "/v1/me", "Get context", Public, Read, &[];
    CUSTOM_FIELDS: "custom-fields" "GET" archive!("/custom-object-fields"), "Get Custom Object Fields", Guess, Read,
        &[query("objectType")];
    CREATE_CUSTOM_FIELD: "create-custom-field" "POST" archive!("/custom-object-fields"),
        "Create Custom Object Field", Guess, Write,
        &[optional("id"), optional("objectType"), optional("label"), optional("technicalName"), optional("type"),
          optional("choices")];
    DOCUMENTS: "documents" "GET" archive!("/patients/{patientId}/documents"), "Get documents", Public, Read,
        &[path("patientId")];
    CREATE_DOCUMENT: "create-document" "POST" archive!("/patients/{patientId}/documents"), "Create a document", Guess,
        Write, &[path("patientId"), needed("base64Data"), needed("type"), needed("name"), needed("folderName")];
    DOCUMENT: "document" "GET" archive!("/patients/{patientId}/documents/{documentId}"),
        "Get document's information", Guess, Read, &[path("patientId"), path("documentId")];
    DOWNLOAD_DOCUMENT: "download-document" "GET" archive!("/patients/{patientId}/documents/{documentId}/download"),
        "Download a document's content", Guess, Read, &[path("patientId"), path("documentId")];
    FREE_SLOTS: "free-slots" "GET" archive!("/free-slots/{startDate}"), "Get free slots", Guess, Read,
        &[path("startDate"), query("endDate"), wanted("duration"), query("operatorIds")];
    OPERATORS: "operators" "GET" archive!("/operators"), "Get operators", Public, Read,
        &[query("ignoreDeleted"), query("italianFiscalCode")];
    PATIENTS: "patients" "GET" archive!("/patients"), "Get patients", Public, Read,
        &[query("phoneNumberPrefix"), query("phoneNumber"), query("italianFiscalCode"), query("offset"),
          query("limit"), query("lastName"), query("firstName"), query("email")];
    CREATE_PATIENT: "create-patient" "POST" archive!("/patients"), "Create a patient", Guess, Write,
        patient_fields!();
    PATIENT: "patient" "GET" archive!("/patients/{patientId}"), "Get a patient", Public, Read, &[path("patientId")];
    DELETE_PATIENT: "delete-patient" "DELETE" archive!("/patients/{patientId}"), "Delete a patient", Guess, Write,
        &[path("patientId")];
    UPDATE_PATIENT: "update-patient" "PATCH" archive!("/patients/{patientId}"), "Update a patient", Guess, Write,
        patient_fields!(path("patientId"));
    PAYMENT_TYPES: "payment-types" "GET" archive!("/payment-types"), "Get payment types", Guess, Read, &[];
    PRACTICE: "practice" "GET" "/v1/practices/current", "Get practice", Guess, Read, &[];
    SPECIALTIES: "specialties" "GET" archive!("/specialties"), "Get specialties", Public, Read, &[];
    TRANSACTIONS: "transactions" "GET" archive!("/transactions"), "Get a filtered list of undeleted transactions",
        Guess, Read, &[query("dateStart"), query("dateEnd"), query("direction"), query("billId")];
    CREATE_TRANSACTION: "create-transaction" "POST" archive!("/transactions"), "Create a Transaction", Guess, Write,
        &[needed("amount"), needed("date"), needed("direction"), optional("billId"), needed("accountId"),
          optional("paymentTypeId"), optional("relatedToInsurance"), optional("sistemaTsExpenseType")];
    CARE_PLAN_ENTRY: "care-plan-entry" "GET"
        archive!("/care-plans/{carePlanId}/care-plan-entries/{carePlanEntryId}"), "Get a care plan entry", Guess, Read,
        &[path("carePlanId"), path("carePlanEntryId")];
    PHONE_NUMBERS: "phone-numbers" "GET" archive!("/patients/{patientId}/phone-numbers"),
        "Get patient's phone numbers", Guess, Read, &[path("patientId")];
    CREATE_PHONE_NUMBER: "create-phone-number" "POST" archive!("/patients/{patientId}/phone-numbers"),
        "Create a patient's phone number", Guess, Write, phone_fields!(path("patientId"));
    PHONE_NUMBER: "phone-number" "GET" archive!("/patients/{patientId}/phone-numbers/{phoneNumberId}"),
        "Get specific patient's phone number", Guess, Read, &[path("patientId"), path("phoneNumberId")];
    UPDATE_PHONE_NUMBER: "update-phone-number" "PATCH"
        archive!("/patients/{patientId}/phone-numbers/{phoneNumberId}"), "Update an specific patient's phone number",
        Guess, Write, phone_fields!(path("patientId"), path("phoneNumberId"));
}

ways!(OPERATIONS, "practiceId", "archiveId");

/// The operation of a name in kebab-case.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Place;

    #[test]
    fn the_readme_lists_the_same_operations() {
        let readme = include_str!("../../README.md");
        for entry in OPERATIONS {
            let row = format!(
                "| {} | {} | `{}` | {}, {} | `alfadocs::",
                entry.name,
                entry.method,
                entry.path.replace(ARCHIVE, "A"),
                entry.source.as_str(),
                entry.section
            );
            assert!(readme.contains(&row), "{row}");
        }
    }

    #[test]
    fn the_table_is_whole_and_agrees_with_its_paths() {
        assert_eq!(OPERATIONS.len(), 39);
        for entry in OPERATIONS {
            assert_eq!(operation(entry.name), Some(entry));
            let own = entry.path.replace(ARCHIVE, "");
            let in_path = entry.parameters.iter().filter(|p| p.place == Place::Path);
            assert_eq!(
                own.matches('{').count(),
                in_path.clone().count(),
                "{}",
                entry.name
            );
            for parameter in in_path {
                assert!(own.contains(&format!("{{{}}}", parameter.name)), "{}", entry.name);
            }
            assert_eq!(entry.method != "GET", entry.effect == Write, "{}", entry.name);
        }
    }
}
