//! What the MedSoft server keeps: the clinic's books.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use crate::shelf::Shelf;
use crate::text::{digits, fold};

/// The clinic's walls show this time; the document's dates and hours carry no zone.
pub(crate) const ZONE: Tz = chrono_tz::Europe::Bucharest;

/// A work point (`Punct lucru`).
pub(crate) struct Place {
    pub(crate) code: u32,
    pub(crate) name: &'static str,
    /// Series of the invoices issued here.
    pub(crate) series: &'static str,
}

/// A doctor as §19 lists them.
pub(crate) struct Doctor {
    pub(crate) code: u32,
    pub(crate) place: u32,
    pub(crate) last: &'static str,
    pub(crate) first: &'static str,
    pub(crate) specialty: Option<(u32, &'static str)>,
    /// Length of an appointment, in minutes.
    pub(crate) interval: u32,
    pub(crate) room: &'static str,
    pub(crate) phone: Option<&'static str>,
    pub(crate) email: Option<&'static str>,
    /// "Afișează în programări online" of §19.
    pub(crate) online: bool,
    pub(crate) enabled: bool,
}

impl Doctor {
    /// Whether all four conditions of §19 hold.
    pub(crate) fn is_listed(&self) -> bool {
        self.enabled && self.online && self.specialty.is_some()
    }
}

/// One of the ten statuses as the clinic has configured it (§7).
#[derive(Clone, serde::Serialize)]
pub(crate) struct Status {
    pub(crate) active: bool,
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) displayed: bool,
    pub(crate) success: bool,
}

/// What can be sold; §14 and §15 name the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Service,
    Product,
    Contract,
}

impl Kind {
    /// As the rows of §14 and the requests of §15 spell it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Service => "servicii",
            Self::Product => "produse",
            Self::Contract => "contracte",
        }
    }

    /// The kind a request means: `contract`, `serviciul` (the filter's spelling) and `contracte`, `servicii`, `produse`.
    pub(crate) fn meant(text: &str) -> Option<Self> {
        let text = fold(text);
        [
            (Self::Service, "servici"),
            (Self::Product, "produs"),
            (Self::Contract, "contract"),
        ]
        .into_iter()
        .find_map(|(kind, stem)| text.starts_with(stem).then_some(kind))
    }

    /// `_tip_servicii` of an invoice's row; only `c_proceduri` is documented.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Service => "c_proceduri",
            Self::Product => "c_produse",
            Self::Contract => "c_contracte",
        }
    }
}

/// A line of the price list.
pub(crate) struct Priced {
    pub(crate) code: u32,
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) price: Decimal,
    pub(crate) currency: &'static str,
    pub(crate) places: &'static [u32],
    /// Added or last changed.
    pub(crate) changed: NaiveDateTime,
}

/// A product in stock.
pub(crate) struct Product {
    pub(crate) code: u32,
    pub(crate) name: &'static str,
    pub(crate) store: &'static str,
    pub(crate) sort: &'static str,
    pub(crate) quantity: Decimal,
    pub(crate) unit: &'static str,
}

/// A patient; names stand in capitals, with diacritics.
#[derive(Clone)]
pub(crate) struct Patient {
    pub(crate) last: String,
    pub(crate) first: String,
    pub(crate) birth: Option<NaiveDate>,
    pub(crate) cnp: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) second_phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) preferences: Option<String>,
    pub(crate) enabled: bool,
    /// Everything that `search` looks at, folded.
    pub(crate) haystack: String,
}

impl Patient {
    /// Must follow every change of a name, phone, e-mail or CNP.
    pub(crate) fn index(&mut self) {
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        let phones = [known(&self.phone), known(&self.second_phone)];
        self.haystack = fold(&format!(
            "{} {} {} {} {} {} {} {}",
            self.last,
            self.first,
            phones[0],
            phones[1],
            digits(&phones[0]),
            digits(&phones[1]),
            known(&self.email),
            known(&self.cnp)
        ));
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.last, self.first)
    }
}

/// Who changed a status, to what, and why: what the vendor's own screens show and the API does not.
#[derive(Clone, serde::Serialize)]
pub(crate) struct Change {
    pub(crate) at: NaiveDateTime,
    pub(crate) by: &'static str,
    pub(crate) flag: usize,
    pub(crate) value: bool,
    pub(crate) motiv: Option<String>,
}

/// An appointment. Its patient is the one it is filed under.
#[derive(Clone)]
pub(crate) struct Appointment {
    pub(crate) patient: u32,
    /// Shown without `_cod_programare` and `_status_*`, like the second row of §5.
    pub(crate) bare: bool,
    pub(crate) date: NaiveDate,
    pub(crate) start: NaiveTime,
    pub(crate) end: NaiveTime,
    pub(crate) doctor: u32,
    pub(crate) place: u32,
    pub(crate) room: Option<Cow<'static, str>>,
    pub(crate) purpose: Cow<'static, str>,
    /// `_status_1` to `_status_10`.
    pub(crate) flags: [bool; 10],
    pub(crate) changes: Vec<Change>,
}

/// A service that was done or sold; its code is `codServiciuProcesat`.
pub(crate) struct Service {
    pub(crate) patient: u32,
    pub(crate) place: u32,
    pub(crate) kind: Kind,
    /// Code in the price list.
    pub(crate) listed: u32,
    pub(crate) name: Cow<'static, str>,
    pub(crate) quantity: i64,
    /// For one piece.
    pub(crate) price: Decimal,
    pub(crate) discount: Decimal,
    pub(crate) currency: &'static str,
    pub(crate) date: NaiveDate,
    pub(crate) doctor: Option<u32>,
    pub(crate) advance: bool,
    pub(crate) note: Option<u32>,
    pub(crate) invoice: Option<u32>,
}

impl Service {
    pub(crate) fn value(&self) -> Decimal {
        self.price * Decimal::from(self.quantity) - self.discount
    }
}

/// A payment note (`nota`).
pub(crate) struct Note {
    /// `_cod_pacient` of the row; not always the patient under whom the note is listed (§9).
    pub(crate) patient: u32,
    pub(crate) date: NaiveDate,
    pub(crate) place: Option<u32>,
    pub(crate) total: Decimal,
    pub(crate) currency: &'static str,
    pub(crate) method: &'static str,
    pub(crate) invoice: Option<u32>,
}

/// An issued invoice.
#[derive(serde::Serialize)]
pub(crate) struct Invoice {
    pub(crate) patient: u32,
    pub(crate) note: u32,
    pub(crate) place: u32,
    pub(crate) series: &'static str,
    pub(crate) number: u32,
    pub(crate) date: NaiveDate,
}

/// A step of a contract.
pub(crate) struct Step {
    pub(crate) code: u32,
    pub(crate) procedure: u32,
    /// `_status` and `Status` of §18.
    pub(crate) status: (u32, &'static str),
    pub(crate) name: &'static str,
    pub(crate) doctor: Option<u32>,
    pub(crate) at: Option<NaiveDateTime>,
    pub(crate) place: u32,
}

/// A contract of a patient.
pub(crate) struct Contract {
    pub(crate) name: String,
    pub(crate) begin: NaiveDate,
    pub(crate) end: Option<NaiveDate>,
    pub(crate) steps: Vec<Step>,
}

/// A GDPR form.
pub(crate) struct Form {
    pub(crate) added: NaiveDateTime,
    pub(crate) token: String,
}

/// The clinic's books.
pub(crate) struct Clinic {
    pub(crate) places: &'static [Place],
    pub(crate) doctors: &'static [Doctor],
    pub(crate) statuses: Vec<Status>,
    pub(crate) prices: Vec<Priced>,
    pub(crate) stock: Vec<Product>,
    pub(crate) patients: BTreeMap<u32, Patient>,
    pub(crate) appointments: Shelf<Appointment>,
    pub(crate) services: Shelf<Service>,
    pub(crate) notes: Shelf<Note>,
    pub(crate) invoices: Shelf<Invoice>,
    pub(crate) contracts: Shelf<Contract>,
    pub(crate) forms: Shelf<Form>,
    pub(crate) last_patient: u32,
}

impl Clinic {
    pub(crate) fn place(&self, code: u32) -> Option<&'static Place> {
        self.places.iter().find(|place| place.code == code)
    }

    pub(crate) fn place_name(&self, code: u32) -> Option<&'static str> {
        self.place(code).map(|place| place.name)
    }

    pub(crate) fn doctor(&self, code: u32) -> Option<&'static Doctor> {
        self.doctors.iter().find(|doctor| doctor.code == code)
    }

    /// As appointment and service rows print a doctor: last name first, in capitals.
    pub(crate) fn doctor_name(&self, code: u32) -> Option<String> {
        self.doctor(code)
            .map(|doctor| format!("{} {}", doctor.last, doctor.first).to_uppercase())
    }

    pub(crate) fn priced(&self, kind: Kind, code: u32) -> Option<&Priced> {
        self.prices
            .iter()
            .find(|priced| priced.kind == kind && priced.code == code)
    }

    /// Adds a patient under the next code.
    pub(crate) fn add_patient(&mut self, mut patient: Patient) -> u32 {
        patient.index();
        self.last_patient += 1;
        self.patients.insert(self.last_patient, patient);
        self.last_patient
    }
}
