//! Patients as the desk sees them: a person, and each vendor's record of that person.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use frontdesk_basics::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::agenda::{AppointmentRow, Stage};
use crate::connections::{Ability, Vendor};

/// Where a person is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Source {
    /// Our id of the patient record.
    pub record: Uuid,
    /// The connection's id.
    pub connection: Uuid,
    /// The clinic's name of the connection.
    pub connection_name: String,
    /// Its vendor.
    pub vendor: Vendor,
    /// The code at the vendor; `None` while the record has not been sent.
    pub vendor_id: Option<String>,
}

/// The visit a caller asks about: the next one, else today's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NextVisit {
    /// Our id of the appointment.
    pub appointment: Uuid,
    /// Civil date at the clinic.
    pub date: NaiveDate,
    /// Civil time at the clinic.
    pub start: Option<NaiveTime>,
    /// Doctor's name.
    pub doctor: Option<String>,
    /// Work point's name.
    pub place: Option<String>,
    /// Room's name.
    pub room: Option<String>,
    /// Stage reached.
    pub stage: Stage,
    /// Whether it is today at the clinic.
    pub is_today: bool,
}

/// One line of a search result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PatientHit {
    /// The person.
    pub id: Uuid,
    /// "Popescu Ion".
    pub name: String,
    /// Shown beside every name.
    pub birth_date: Option<NaiveDate>,
    /// As kept by the vendor.
    pub phone: Option<String>,
    /// As kept by the vendor.
    pub email: Option<String>,
    /// Masked on the screen until asked.
    pub national_id: Option<String>,
    /// Each vendor's record.
    pub sources: Vec<Source>,
    /// What a caller asks: when is the visit.
    pub next_visit: Option<NextVisit>,
    /// When the vendor was last asked for appointments; `None`: never, so "no appointment" may not be said.
    pub appointments_checked_at: Option<DateTime<Utc>>,
    /// The vendor no longer names this patient.
    pub gone: bool,
    /// Created or changed here and not yet sent.
    pub pending: bool,
}

/// What to look for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindPatients {
    /// Name, phone, e-mail, national id or birth date: fragments, in any order, either script.
    pub text: String,
    /// At most so many lines (default 20, at most 200).
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Found patients, and what was searched.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundPatients {
    /// Today's patients first, then recent ones, then the rest.
    pub hits: Vec<PatientHit>,
    /// More would match.
    pub more: bool,
    /// Nothing matched as written, so these were found by a likely misspelling.
    pub by_misspelling: bool,
    /// Patients searched through.
    pub searched: u32,
}

/// Patients found at the vendor just now, merged into the store.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundAtVendor {
    /// The hits, now also in the store.
    pub hits: Vec<PatientHit>,
    /// Connections that did not answer, by name.
    pub unanswered: Vec<String>,
}

/// Sex as the vendor can store it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// One vendor's record of a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatientRecord {
    /// Where it stands.
    pub source: Source,
    /// Family name.
    pub last_name: String,
    /// Given names.
    pub first_name: String,
    /// As kept by the vendor.
    pub birth_date: Option<NaiveDate>,
    /// As kept by the vendor.
    pub phone: Option<String>,
    /// As kept by the vendor.
    pub email: Option<String>,
    /// As kept by the vendor.
    pub national_id: Option<String>,
    /// When these details were last read from the vendor.
    pub checked_at: Option<DateTime<Utc>>,
    /// The vendor no longer names this patient.
    pub gone: bool,
    /// Fields (names as in [`PatientForm`]) changed here and not yet confirmed.
    pub pending_fields: Vec<String>,
}

/// A service the patient had, as the vendor lists it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceRow {
    /// Date of the service.
    pub date: Option<NaiveDate>,
    /// What.
    pub name: String,
    /// By whom.
    pub doctor: Option<String>,
    /// How many, as an invoice of this desk says; 1 where none does: the vendor's list has no quantities.
    pub quantity: u32,
    /// What it costs, all of them together.
    pub price: Option<Amount>,
    /// Under another patient's code: shown apart, never counted.
    pub foreign: bool,
}

/// A payment the vendor lists.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaymentRow {
    /// The payment note's code at the vendor.
    pub note: Option<String>,
    /// Date of the payment.
    pub date: Option<NaiveDate>,
    /// Work point.
    pub place: Option<String>,
    /// Who paid, as the vendor writes it.
    pub payer: Option<String>,
    /// Negative: a refund.
    pub total: Option<Amount>,
    /// As the vendor writes it.
    pub method: Option<String>,
    /// Under another patient's code: shown apart, never counted.
    pub foreign: bool,
}

/// A contract of the patient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ContractRow {
    /// Its name.
    pub name: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Under another patient's code: shown apart, never counted.
    pub foreign: bool,
}

/// A phone of the patient, where the vendor keeps several.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhoneRow {
    /// Digits, with the prefix in front where there is one.
    pub number: String,
    /// What the clinic calls it.
    pub label: Option<String>,
}

/// A document of the patient at the vendor.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentRow {
    /// Ours, to open it by.
    pub id: Uuid,
    /// File name or title.
    pub name: String,
    /// The vendor's word for what it is.
    pub kind: Option<String>,
    /// Civil time at the clinic.
    pub made_at: Option<NaiveDateTime>,
}

/// A list that says when it was made; never asked is `None`.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Facet<T: TS> {
    /// The rows.
    pub rows: Vec<T>,
    /// When the vendor was last asked.
    pub checked_at: Option<DateTime<Utc>>,
}

/// Everything the desk knows of a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatientPage {
    /// In brief.
    pub patient: PatientHit,
    /// Each vendor's record.
    pub records: Vec<PatientRecord>,
    /// Newest first.
    pub appointments: Facet<AppointmentRow>,
    /// Newest first.
    pub services: Facet<ServiceRow>,
    /// Newest first.
    pub payments: Facet<PaymentRow>,
    /// Newest first.
    pub contracts: Facet<ContractRow>,
    /// The vendor's order.
    pub phones: Facet<PhoneRow>,
    /// Newest first.
    pub documents: Facet<DocumentRow>,
    /// What the connections of its records are good for: a list of another kind is not shown.
    pub can: Vec<Ability>,
    /// The patient never reached a vendor, because their creation was given up: nothing can be done about them there.
    pub given_up: Option<GivenUp>,
}

/// How a new patient was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GivenUp {
    /// Who did; empty where the access log does not say so any more.
    pub by: String,
    /// When; `None` likewise.
    pub at: Option<DateTime<Utc>>,
    /// Why, in their words; `None` where none were given, or they were erased.
    pub reason: Option<String>,
}

/// The fields the desk can write; which of them a vendor keeps stands in
/// [`PatientRules`](crate::connections::PatientRules).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PatientForm {
    /// Required.
    pub last_name: String,
    /// Required.
    pub first_name: String,
    /// Required by some vendors; may be empty elsewhere.
    pub phone: String,
    /// Second phone; cannot be read back.
    #[ts(optional)]
    pub phone2: Option<String>,
    /// May be empty.
    pub email: String,
    /// Romanian CNP, checked by its control digit when it has 13 digits.
    #[ts(optional)]
    pub national_id: Option<String>,
    /// Cannot be read back.
    #[ts(optional)]
    pub sex: Option<Sex>,
    /// Free text; cannot be read back.
    #[ts(optional)]
    pub preferences: Option<String>,
    /// Civil date; left alone when it is not given.
    #[ts(optional)]
    pub birth_date: Option<NaiveDate>,
}

impl std::fmt::Debug for PatientForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PatientForm[redacted]")
    }
}

/// Create a patient at one connection.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreatePatient {
    /// Where.
    pub connection: Uuid,
    /// The fields.
    pub form: PatientForm,
    /// One id for the person's intent.
    pub intent: Uuid,
}

/// Change a patient record. Only fields that differ from what was shown are an intent; the others are
/// re-sent from a fresh read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EditPatient {
    /// Which record.
    pub record: Uuid,
    /// The form as shown when editing began.
    pub before: PatientForm,
    /// The form as wanted.
    pub after: PatientForm,
    /// One id for the person's intent.
    pub intent: Uuid,
}

/// Why somebody may be the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// Same national id.
    NationalId,
    /// Same name and phone.
    NameAndPhone,
    /// Same phone.
    Phone,
    /// Same or nearly the same name.
    Name,
}

/// A patient who may be the one about to be created.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Duplicate {
    /// Who.
    pub patient: PatientHit,
    /// Why, strongest first.
    pub likeness: Likeness,
}

/// Which consent form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GdprKind {
    /// The last one, if any: a read.
    Last,
    /// A new one: creates a record at the vendor.
    New,
}

/// Ask for a consent form's link.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GdprRequest {
    /// Whose.
    pub record: Uuid,
    /// Last or new.
    pub kind: GdprKind,
    /// One id for the person's intent (used for `new`).
    pub intent: Uuid,
}

/// The consent form's link; it opens the patient's form, so it is shown only briefly.
#[derive(Clone, Serialize, TS)]
pub struct GdprForm {
    /// Where the patient can read and sign it; `None`: there is none yet.
    pub url: Option<String>,
    /// When the vendor made it, civil time at the clinic.
    #[ts(type = "string | null")]
    pub made_at: Option<NaiveDateTime>,
}
