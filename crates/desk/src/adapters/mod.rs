//! One adapter a vendor: vendor types become desk types behind small capability traits. A vendor's words
//! stay inside its folder.

mod account;
mod alfadocs;
mod bill_rows;
mod capabilities;
mod check;
mod ehealth;
mod gensoft;
mod medsoft;
mod money_rows;
mod rows;
mod videodoktor;

use std::sync::Arc;

pub use account::VendorAccount;
pub use bill_rows::{
    BillRow, BillRows, LiabilityRow, NamedRow, NewDocument, NewTransaction, TransactionRow, TransactionRows,
};
pub use capabilities::{
    AccountCheck, AppointmentBook, Bills, Bookings, Capabilities, ConsentForms, ContractRegistry, DayBook,
    Doctors, DocumentFiling, Invoicing, Laboratory, PatientDirectory, PatientDocuments, PatientFacets,
    PatientPages, PatientPhones, RenewedSecrets, StatusCatalogue, VideoVisits,
};
pub use ehealth::renewed_tokens;
pub use money_rows::{IssuedInvoice, IssuedLine, NoteRow, NoteToMake, PriceRow, ServiceToAdd, VendorPdf};
pub use rows::{
    BookAppointment, BookingOffer, BookingReason, Choice, ConsentForm, ContractQuery, ContractSheet,
    ContractSheetRow, ContractSheets, DayRows, DirectoryPage, DirectoryPatient, DirectoryQuery, DoctorEntry,
    FetchedFile, FieldsToSend, NewAppointment, NewVideoVisit, PatientContract, PatientDocument,
    PatientPayment, PatientPhone, PatientService, SheetDocument, Taken, VideoVisitRow,
};

use crate::billing::PaymentMethod;
use crate::connections::{Ability, AccountForm, Material, PatientRules, Secrets, Vendor};
use crate::error::DeskError;
use crate::ports::{PlainHttp, Ports};

/// Makes the capabilities of an account. Nothing is sent.
///
/// # Errors
/// `InvalidField` with the field of the vendor's form that no account can be made of.
pub fn connect(material: &Material, secrets: &Secrets, ports: &Ports) -> Result<Capabilities, DeskError> {
    let account = VendorAccount::of(material, secrets)?;
    let plain = if material.plain_http() {
        PlainHttp::Always
    } else {
        PlainHttp::Loopback
    };
    let line = ports.lines.line_to(&material.base_url, plain)?;
    let clock = Arc::clone(&ports.clock);
    match account {
        VendorAccount::Medsoft(account) => medsoft::connect(account, line),
        VendorAccount::Alfadocs(account) => alfadocs::connect(account, line, clock),
        VendorAccount::Videodoktor(account) => videodoktor::connect(account, line, clock),
        VendorAccount::Gensoft(account) => gensoft::connect(account, line),
        VendorAccount::Ehealth(account) => ehealth::connect(account, line, clock),
    }
}

/// What a person fills in to connect an account of a vendor.
#[must_use]
pub fn form_of(vendor: Vendor) -> AccountForm {
    match vendor {
        Vendor::Medsoft => medsoft::form(),
        Vendor::Alfadocs => alfadocs::form(),
        Vendor::Videodoktor => videodoktor::form(),
        Vendor::Gensoft => gensoft::form(),
        Vendor::Ehealth => ehealth::form(),
    }
}

/// The zone of a vendor's civil times, until the clinic says otherwise.
#[must_use]
pub fn zone_of(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Medsoft => medsoft::ZONE,
        Vendor::Alfadocs => alfadocs::ZONE,
        Vendor::Videodoktor => videodoktor::ZONE,
        Vendor::Gensoft => gensoft::ZONE,
        Vendor::Ehealth => ehealth::ZONE,
    }
}

/// The currency that payments of a vendor's clinics are in where nothing else is said; `None`: it takes none.
#[must_use]
pub fn currency_of(vendor: Vendor) -> Option<&'static str> {
    match vendor {
        Vendor::Medsoft => Some("RON"),
        Vendor::Alfadocs => Some("EUR"),
        Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => None,
    }
}

/// What a connection to a vendor is good for. Known without its keys, so that a screen does not vanish with a
/// keyring.
#[must_use]
pub fn abilities_of(vendor: Vendor) -> Vec<Ability> {
    match vendor {
        Vendor::Medsoft => vec![
            Ability::Patients,
            Ability::Appointments,
            Ability::ConsentForms,
            Ability::Facets,
            Ability::Invoices,
        ],
        Vendor::Alfadocs => vec![
            Ability::Patients,
            Ability::Appointments,
            Ability::Phones,
            Ability::Documents,
            Ability::Bills,
            Ability::FileDocuments,
            Ability::Bookings,
        ],
        Vendor::Videodoktor => vec![Ability::Video],
        Vendor::Gensoft => vec![Ability::Laboratory],
        Vendor::Ehealth => vec![Ability::Contracts],
    }
}

/// Whether an appointment at a vendor has at most one status, so that setting one takes the other away.
#[must_use]
pub fn exclusive_statuses(vendor: Vendor) -> bool {
    vendor == Vendor::Alfadocs
}

/// Whether each phone is a call of its own at a vendor, so that an edit of several fields is several acts. Such a
/// vendor takes no phone away.
#[must_use]
pub fn phones_apart(vendor: Vendor) -> bool {
    vendor == Vendor::Alfadocs
}

/// The currency that a vendor's invoices are made in here; `None`: it makes none.
#[must_use]
pub fn invoice_currency(vendor: Vendor) -> Option<&'static str> {
    (vendor == Vendor::Medsoft).then_some(medsoft::CURRENCY)
}

/// Whether a service of a patient, by its name, is money paid ahead.
#[must_use]
pub fn is_deposit(vendor: Vendor, service: &str) -> bool {
    vendor == Vendor::Medsoft && medsoft::is_deposit(service)
}

/// What a vendor's word for a way of paying means; `None`: nothing is known of it.
#[must_use]
pub fn payment_method(vendor: Vendor, word: &str) -> Option<PaymentMethod> {
    (vendor == Vendor::Medsoft)
        .then(|| medsoft::payment_method(word))
        .flatten()
}

/// The country of a vendor's clinics (ISO 3166) and the language of papers there.
#[must_use]
pub fn country_and_language(vendor: Vendor) -> (&'static str, &'static str) {
    match vendor {
        Vendor::Medsoft => ("RO", "ro"),
        Vendor::Alfadocs => ("IT", "it"),
        Vendor::Videodoktor => ("CZ", "cs"),
        Vendor::Gensoft => ("BR", "pt-BR"),
        Vendor::Ehealth => ("UA", "uk"),
    }
}

/// What a vendor takes of a patient; `None`: it has no patients.
#[must_use]
pub fn patient_rules(vendor: Vendor) -> Option<PatientRules> {
    match vendor {
        Vendor::Medsoft => Some(medsoft::PATIENT_RULES),
        Vendor::Alfadocs => Some(alfadocs::PATIENT_RULES),
        Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => None,
    }
}

/// The expense types of the tax register that a payment at a vendor may bear, the vendor's words.
#[must_use]
pub fn expense_types(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::Alfadocs => alfadocs::EXPENSE_TYPES,
        Vendor::Medsoft | Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => &[],
    }
}

/// What a file among a patient's documents at a vendor may be, the vendor's words.
#[must_use]
pub fn document_kinds(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::Alfadocs => alfadocs::DOCUMENT_KINDS,
        Vendor::Medsoft | Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => &[],
    }
}

/// The country (ISO 3166) whose rules the bills of a vendor follow, and the language they are written in; `None`: the
/// vendor has none.
#[must_use]
pub fn bill_country(vendor: Vendor) -> Option<(&'static str, &'static str)> {
    match vendor {
        Vendor::Alfadocs => Some(alfadocs::BILL_COUNTRY),
        Vendor::Medsoft | Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => None,
    }
}

/// The currency of the amounts of a vendor that names none, ISO code.
#[must_use]
pub fn bill_currency(vendor: Vendor) -> Option<&'static str> {
    match vendor {
        Vendor::Alfadocs => Some(alfadocs::CURRENCY),
        Vendor::Medsoft | Vendor::Videodoktor | Vendor::Gensoft | Vendor::Ehealth => None,
    }
}

/// What all operations of a vendor have in common after the account's address: a pasted whole address is
/// cut back before it.
#[must_use]
pub fn shared_path(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Medsoft => "/integrations/",
        Vendor::Alfadocs => "/v1/",
        Vendor::Videodoktor => "/api_",
        Vendor::Gensoft => "/api/v1/",
        Vendor::Ehealth => "/api/",
    }
}

/// Whether a secret is kept in the encrypted store instead of the keyring: tokens that are renewed, which may
/// be longer than a keyring takes.
#[must_use]
pub fn kept_in_store(vendor: Vendor, secret: &str) -> bool {
    match vendor {
        Vendor::Ehealth => ehealth::KEPT_IN_STORE.contains(&secret),
        Vendor::Medsoft | Vendor::Alfadocs | Vendor::Videodoktor | Vendor::Gensoft => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use async_trait::async_trait;
    use bytes::Bytes;
    use http::{Request, Response};
    use zeroize::Zeroizing;

    use super::*;
    use crate::ports::{Line, Lines};
    use crate::store::testing::ports;
    use frontdesk_vendors::{Transport, TransportError};

    struct Dead;

    #[async_trait]
    impl Transport for Dead {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
            Err(TransportError::NotSent {
                reason: "nobody is there".into(),
            })
        }
    }

    impl Lines for Dead {
        fn line_to(&self, _: &str, _: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
            Ok(Arc::new(Self))
        }
    }

    #[test]
    fn an_account_can_do_what_is_promised_for_its_vendor() {
        let (mut ports, _) = ports();
        ports.lines = Arc::new(Dead);
        let mut secrets = Secrets::default();
        for name in ["key", "app_key", "token"] {
            secrets.put(name, Zeroizing::new("key".to_owned()));
        }
        for vendor in Vendor::ALL {
            let material = Material {
                vendor,
                base_url: "https://vendor.example/api".to_owned(),
                details: BTreeMap::from([("client_path".to_owned(), "clinic".to_owned())]),
                paths: BTreeMap::new(),
            };
            let can = connect(&material, &secrets, &ports).unwrap();
            assert_eq!(can.abilities(), abilities_of(vendor), "{vendor:?}");
            assert_eq!(can.pages.is_some(), can.days.is_some(), "{vendor:?}");
            assert_eq!(
                patient_rules(vendor).is_some(),
                can.directory.is_some(),
                "{vendor:?}"
            );
        }
    }
}
