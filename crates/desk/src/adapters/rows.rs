//! The desk's words for what adapters read and write.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::contracts::{ContractKind, SheetSection};
use crate::patients::{Amount, PatientForm, Sex};

/// What to look for in a directory. Every field narrows; an empty query asks for everybody.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// The vendor's own free search.
    pub text: Option<String>,
    /// Family name, or a fragment of it.
    pub last_name: Option<String>,
    /// Given name, or a fragment of it.
    pub first_name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// National id (Romanian CNP).
    pub national_id: Option<String>,
    /// The vendor's code of one patient.
    pub code: Option<String>,
    /// Everybody who fits must be in the answer, however many requests that takes; otherwise the first page of
    /// a vendor that answers in pages is enough.
    pub thorough: bool,
}

impl DirectoryQuery {
    /// Everybody, as far as the vendor names them.
    #[must_use]
    pub fn everyone() -> Self {
        Self::default()
    }

    /// One patient by the vendor's code.
    pub fn by_code(code: impl Into<String>) -> Self {
        Self {
            code: Some(code.into()),
            ..Self::default()
        }
    }

    /// Patients by a fragment of the family name.
    pub fn by_last_name(fragment: impl Into<String>) -> Self {
        Self {
            last_name: Some(fragment.into()),
            ..Self::default()
        }
    }
}

impl std::fmt::Debug for DirectoryQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DirectoryQuery[redacted]")
    }
}

/// A patient as a vendor's directory answers. Text is trimmed; empty text is `None`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DirectoryPatient {
    /// The code at the vendor; rows without one are left out by the adapter.
    pub vendor_id: String,
    /// As the vendor writes it (MedSoft: upper case).
    pub last_name: String,
    /// As the vendor writes it (MedSoft: upper case).
    pub first_name: String,
    /// See `partial`.
    pub birth_date: Option<NaiveDate>,
    /// As the vendor keeps it; of several the first.
    pub phone: Option<String>,
    /// All of them, where the vendor keeps several; `None`: the row does not say.
    pub phones: Option<Vec<PatientPhone>>,
    /// As the vendor keeps it.
    pub email: Option<String>,
    /// See `partial`.
    pub national_id: Option<String>,
    /// The answer to a write, which leaves birth date and national id out (MedSoft §3, §4): their absence
    /// says nothing.
    pub partial: bool,
    /// What the document does not name: a JSON object as text, numbers exact. Empty when there is nothing.
    pub extra: String,
}

impl std::fmt::Debug for DirectoryPatient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DirectoryPatient[redacted]")
    }
}

/// The fields of an update, each as it shall stand at the vendor afterwards. The first four are always
/// sent (MedSoft §4 requires them); the others only when given.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FieldsToSend {
    /// Family name.
    pub last_name: String,
    /// Given names.
    pub first_name: String,
    /// Phone.
    pub phone: String,
    /// May be empty.
    pub email: String,
    /// Second phone.
    pub phone2: Option<String>,
    /// National id.
    pub national_id: Option<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Free text.
    pub preferences: Option<String>,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Names of the fields of the form that a person changed. The others are as they were read, and a vendor that
    /// reads once more before it writes leaves them as it finds them then.
    pub changed: Vec<&'static str>,
}

impl From<PatientForm> for FieldsToSend {
    fn from(form: PatientForm) -> Self {
        Self {
            last_name: form.last_name,
            first_name: form.first_name,
            phone: form.phone,
            email: form.email,
            phone2: form.phone2,
            national_id: form.national_id,
            sex: form.sex,
            preferences: form.preferences,
            birth_date: form.birth_date,
            changed: Vec::new(),
        }
    }
}

impl std::fmt::Debug for FieldsToSend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FieldsToSend[redacted]")
    }
}

/// One appointment as the vendor lists it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BookAppointment {
    /// Without one the appointment cannot be changed through the vendor.
    pub vendor_id: Option<String>,
    /// Whose, by the row's own word; may differ from the patient asked about. `None`: the row does not say.
    pub vendor_patient: Option<String>,
    /// Civil date at the clinic; a row without a readable one is of no day.
    pub date: Option<NaiveDate>,
    /// Civil time at the clinic.
    pub start: Option<NaiveTime>,
    /// Civil time at the clinic.
    pub end: Option<NaiveTime>,
    /// Name.
    pub doctor: Option<String>,
    /// Work point, by name.
    pub place: Option<String>,
    /// Room, by name.
    pub room: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Status key to value; keys the row does not carry are unknown, not false.
    pub flags: BTreeMap<String, bool>,
    /// The flags are one state: at most one of them is set.
    pub one_state: bool,
    /// What the document does not name: a JSON object as text. Empty when there is nothing.
    pub extra: String,
}

impl std::fmt::Debug for BookAppointment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BookAppointment[redacted]")
    }
}

/// What stands at the time of an appointment that is to be booked.
#[derive(Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub vendor_id: Option<String>,
    /// When it begins, civil time at the clinic; `None`: the whole day.
    pub start: Option<NaiveTime>,
    /// With the same person who treats; otherwise in the same room.
    pub doctor: bool,
}

/// An appointment to be booked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewAppointment {
    /// When it begins, civil time at the clinic.
    pub start: NaiveDateTime,
    /// How long.
    pub minutes: u32,
    /// Who treats, by the vendor's id.
    pub doctor: String,
    /// Where, by the vendor's id.
    pub room: Option<String>,
    /// What for.
    pub purpose: String,
}

impl std::fmt::Debug for NewAppointment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewAppointment[redacted]")
    }
}

/// What can be chosen where an appointment is booked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookingOffer {
    /// Who treats.
    pub doctors: Vec<Choice>,
    /// Where.
    pub rooms: Vec<Choice>,
    /// Why patients come.
    pub reasons: Vec<BookingReason>,
}

/// Somebody or something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Its name.
    pub name: String,
}

/// Why patients come, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingReason {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Its name.
    pub name: String,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
}

/// The appointments of a range of days as the vendor lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayRows {
    /// Those that could be read.
    pub rows: Vec<BookAppointment>,
    /// Every row of the answer could be read: what is not among them is not there.
    pub whole: bool,
}

/// A consent form. The link opens the patient's form, so it shows in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsentForm {
    /// The form's number at the vendor: a new form has a greater one.
    pub vendor_id: Option<String>,
    /// Where the patient reads and signs it.
    pub url: Option<String>,
    /// Civil time at the clinic.
    pub made_at: Option<NaiveDateTime>,
}

impl std::fmt::Debug for ConsentForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConsentForm[redacted]")
    }
}

/// A service the patient had.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientService {
    /// Whose, by the row's own word.
    pub vendor_patient: Option<String>,
    /// Civil date at the clinic.
    pub date: Option<NaiveDate>,
    /// What.
    pub name: String,
    /// By whom.
    pub doctor: Option<String>,
    /// Price.
    pub price: Option<Amount>,
    /// As in [`DirectoryPatient::extra`].
    pub extra: String,
}

/// A payment of the patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientPayment {
    /// Whose, by the row's own word.
    pub vendor_patient: Option<String>,
    /// The payment note's code.
    pub note: Option<String>,
    /// Civil date at the clinic.
    pub date: Option<NaiveDate>,
    /// Work point, by name.
    pub place: Option<String>,
    /// Who paid.
    pub payer: Option<String>,
    /// Negative: a refund.
    pub total: Option<Amount>,
    /// As the vendor writes it.
    pub method: Option<String>,
    /// As in [`DirectoryPatient::extra`].
    pub extra: String,
}

/// A contract of the patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientContract {
    /// Whose, by the row's own word.
    pub vendor_patient: Option<String>,
    /// Its name.
    pub name: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// As in [`DirectoryPatient::extra`].
    pub extra: String,
}

/// A doctor of the clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoctorEntry {
    /// The code at the vendor.
    pub vendor_id: String,
    /// The id of the main work point.
    pub work_point: Option<String>,
    /// Family name.
    pub last_name: String,
    /// Given names.
    pub first_name: String,
    /// Specialty, by name.
    pub specialty: Option<String>,
    /// Takes online appointments.
    pub active: Option<bool>,
    /// As in [`DirectoryPatient::extra`].
    pub extra: String,
}

/// A page of a directory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DirectoryPage {
    /// Its rows.
    pub rows: Vec<DirectoryPatient>,
    /// What names the next page; `None` on the last.
    pub next: Option<String>,
    /// How many patients there are in all, where the vendor says so.
    pub total: Option<u32>,
}

/// A phone of a patient.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PatientPhone {
    /// Its id at the vendor.
    pub vendor_id: Option<String>,
    /// Digits, with the prefix in front where there is one.
    pub number: String,
    /// What the clinic calls it.
    pub label: Option<String>,
}

/// A document of a patient.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PatientDocument {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// File name or title.
    pub name: String,
    /// The vendor's word for what it is.
    pub kind: Option<String>,
    /// Civil time at the clinic.
    pub made_at: Option<NaiveDateTime>,
}

/// A file on its way to a person. It is never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchedFile {
    /// A name for it, where the vendor gave one.
    pub name: Option<String>,
    /// What the vendor says it is, as `application/pdf`.
    pub media_type: Option<String>,
    /// Its bytes.
    pub bytes: bytes::Bytes,
}

/// A video visit as it is booked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewVideoVisit {
    /// Whole name.
    pub name: String,
    /// Empty: none.
    pub email: String,
    /// Empty: none.
    pub phone: String,
    /// Four digits.
    pub birth_year: String,
    /// Civil time at the clinic; `None` while it is not chosen.
    pub start: Option<NaiveDateTime>,
}

/// A video visit as the vendor lists it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VideoVisitRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Where patient and doctor meet.
    pub url: Option<String>,
    /// Civil time at the clinic.
    pub start: Option<NaiveDateTime>,
    /// Whether somebody is in it, as far as the vendor says.
    pub active: Option<bool>,
    /// Whole name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Year of birth.
    pub birth_year: Option<String>,
}

/// Which contract requests. Empty fields do not narrow.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContractQuery {
    /// Which kind.
    pub kind: ContractKind,
    /// Status, as the vendor writes it.
    pub status: Option<String>,
    /// The contract's number.
    pub number: Option<String>,
    /// The legal entity's number in the state register (EDRPOU).
    pub legal_entity: Option<String>,
    /// Page, from 1.
    pub page: u32,
}

/// A contract request in a list.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContractSheetRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Which kind; what was asked for where the row does not say.
    pub kind: ContractKind,
    /// Status, as the vendor writes it.
    pub status: Option<String>,
    /// The contract's number.
    pub number: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

/// A page of contract requests.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContractSheets {
    /// Its rows.
    pub rows: Vec<ContractSheetRow>,
    /// Which page, from 1.
    pub page: u32,
    /// How many pages there are, where the vendor says so.
    pub pages: Option<u32>,
    /// How many requests there are, where the vendor says so.
    pub total: Option<u32>,
}

/// A contract request in full, as it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct ContractSheet {
    /// What stands in a list of it.
    pub row: ContractSheetRow,
    /// Everything that it says, in the vendor's order.
    pub sections: Vec<SheetSection>,
    /// Its documents.
    pub documents: Vec<SheetDocument>,
}

/// A document beside a contract request. The link works for a short time and for anybody, so it shows in no
/// log and is not kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetDocument {
    /// The vendor's word for what it is.
    pub kind: String,
    /// Where it can be had.
    pub url: String,
}

/// Rows that name a person or open something show nothing of themselves.
macro_rules! redacted {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "[redacted]"))
            }
        }
    )+};
}

redacted!(
    DirectoryPage,
    PatientPhone,
    PatientDocument,
    FetchedFile,
    NewVideoVisit,
    VideoVisitRow,
    ContractQuery,
    ContractSheetRow,
    ContractSheets,
    ContractSheet,
    SheetDocument
);
