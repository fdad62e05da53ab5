//! What an account can do, one small trait a capability. The desk asks which exist, never which vendor
//! it is. Every error is the vendor's own, because only it knows whether the vendor may have acted.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use frontdesk_vendors::VendorError;

use super::bill_rows::{
    BillRow, BillRows, LiabilityRow, NamedRow, NewDocument, NewTransaction, TransactionRow, TransactionRows,
};
use super::money_rows::{IssuedInvoice, NoteRow, NoteToMake, PriceRow, ServiceToAdd};
use super::rows::{
    BookAppointment, BookingOffer, ConsentForm, ContractQuery, ContractSheet, ContractSheets, DayRows,
    DirectoryPage, DirectoryPatient, DirectoryQuery, DoctorEntry, FetchedFile, FieldsToSend, NewAppointment,
    NewVideoVisit, PatientContract, PatientDocument, PatientPayment, PatientPhone, PatientService, Taken,
    VideoVisitRow,
};
use crate::billing::PaymentMethod;
#[cfg(test)]
use crate::connections::Ability;
use crate::connections::{CheckRow, StatusLabel};
use crate::contracts::ContractKind;
use crate::lab::LabForm;
use crate::patients::PatientForm;

/// What an account at a vendor can do. A capability that is `None` does not exist at that vendor, and no
/// screen shows it.
#[derive(Clone)]
pub struct Capabilities {
    /// Patients.
    pub directory: Option<Arc<dyn PatientDirectory>>,
    /// All patients page by page, where the vendor promises completeness.
    pub pages: Option<Arc<dyn PatientPages>>,
    /// Appointments.
    pub book: Option<Arc<dyn AppointmentBook>>,
    /// Appointments of a range of days, where the vendor lists them.
    pub days: Option<Arc<dyn DayBook>>,
    /// Booking appointments.
    pub bookings: Option<Arc<dyn Bookings>>,
    /// Names of statuses.
    pub statuses: Option<Arc<dyn StatusCatalogue>>,
    /// Consent forms.
    pub consents: Option<Arc<dyn ConsentForms>>,
    /// Services, payments, contracts.
    pub facets: Option<Arc<dyn PatientFacets>>,
    /// Phones of a patient.
    pub phones: Option<Arc<dyn PatientPhones>>,
    /// Documents of a patient.
    pub documents: Option<Arc<dyn PatientDocuments>>,
    /// Doctors and work points.
    pub doctors: Option<Arc<dyn Doctors>>,
    /// Video visits.
    pub video: Option<Arc<dyn VideoVisits>>,
    /// Laboratory orders and reports.
    pub laboratory: Option<Arc<dyn Laboratory>>,
    /// Contract requests.
    pub contracts: Option<Arc<dyn ContractRegistry>>,
    /// Bills and payments for them.
    pub bills: Option<Arc<dyn Bills>>,
    /// Putting files among a patient's documents.
    pub filing: Option<Arc<dyn DocumentFiling>>,
    /// Invoices out of a price list.
    pub invoicing: Option<Arc<dyn Invoicing>>,
    /// The connection check.
    pub check: Arc<dyn AccountCheck>,
}

impl Capabilities {
    /// An account that can only be checked.
    pub(crate) fn checked_by(check: Arc<dyn AccountCheck>) -> Self {
        Self {
            directory: None,
            pages: None,
            book: None,
            days: None,
            bookings: None,
            statuses: None,
            consents: None,
            facets: None,
            phones: None,
            documents: None,
            doctors: None,
            video: None,
            laboratory: None,
            contracts: None,
            bills: None,
            filing: None,
            invoicing: None,
            check,
        }
    }

    /// What it is good for: what [`abilities_of`](super::abilities_of) promises for its vendor.
    #[cfg(test)]
    pub(crate) fn abilities(&self) -> Vec<Ability> {
        [
            (Ability::Patients, self.directory.is_some()),
            (Ability::Appointments, self.book.is_some()),
            (Ability::ConsentForms, self.consents.is_some()),
            (Ability::Facets, self.facets.is_some()),
            (Ability::Phones, self.phones.is_some()),
            (Ability::Documents, self.documents.is_some()),
            (Ability::Video, self.video.is_some()),
            (Ability::Laboratory, self.laboratory.is_some()),
            (Ability::Contracts, self.contracts.is_some()),
            (Ability::Bills, self.bills.is_some()),
            (Ability::FileDocuments, self.filing.is_some()),
            (Ability::Bookings, self.bookings.is_some()),
            (Ability::Invoices, self.invoicing.is_some()),
        ]
        .into_iter()
        .filter_map(|(ability, there)| there.then_some(ability))
        .collect()
    }
}

/// The patients of a clinic.
#[async_trait]
pub trait PatientDirectory: Send + Sync {
    /// Patients the vendor finds. Rows that were not asked for may be among them, and a search that
    /// finds everybody may be cut short without a word: the caller judges.
    async fn find(&self, query: &DirectoryQuery) -> Result<Vec<DirectoryPatient>, VendorError>;
    /// Writes a new patient down and returns the vendor's row of it.
    async fn create(&self, form: &PatientForm) -> Result<DirectoryPatient, VendorError>;
    /// Overwrites a patient's fields and returns the vendor's row of it.
    async fn update(
        &self,
        vendor_patient: &str,
        fields: &FieldsToSend,
    ) -> Result<DirectoryPatient, VendorError>;
}

/// All patients of a clinic, page by page.
#[async_trait]
pub trait PatientPages: Send + Sync {
    /// The first page, or the one that `after` names. Pages keep an order in which nobody is passed over; a
    /// patient may come twice when the directory changes in between.
    async fn page(&self, after: Option<&str>) -> Result<DirectoryPage, VendorError>;
}

/// The appointments of a range of days, of all patients.
#[async_trait]
pub trait DayBook: Send + Sync {
    /// All appointments of the days `from` to `to`, both included. What is not among them is not there (any
    /// more), as far as the answer is whole. Rows without a patient are blocked times and are left out.
    async fn appointments_between(&self, from: NaiveDate, to: NaiveDate) -> Result<DayRows, VendorError>;
}

/// The appointments of one patient after the other.
#[async_trait]
pub trait AppointmentBook: Send + Sync {
    /// All appointments the vendor lists for that patient, past ones too, as far as [`Self::span`] reaches.
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError>;
    /// The days, both included, that [`Self::appointments_of`] surely covers: outside of them it says nothing.
    /// `None`: it covers all there are.
    fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        None
    }
    /// One appointment, whenever it is; `None`: the vendor has it no longer.
    async fn appointment(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
    ) -> Result<Option<BookAppointment>, VendorError> {
        let rows = self.appointments_of(vendor_patient).await?;
        Ok(rows
            .into_iter()
            .find(|row| row.vendor_id.as_deref() == Some(vendor_appointment)))
    }
    /// Sets or clears one status and returns the appointment as the vendor has it now. `former`: where an
    /// appointment has one state at most, the one that the caller saw just before (`None`: it had none); when it has
    /// another one by now, nothing is sent and the error is `Changed`. Others pay no heed to it.
    async fn set_status(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        reason: Option<&str>,
        former: Option<&str>,
    ) -> Result<BookAppointment, VendorError>;
}

/// New appointments.
#[async_trait]
pub trait Bookings: Send + Sync {
    /// Who treats, where, and why patients come.
    async fn offer(&self) -> Result<BookingOffer, VendorError>;
    /// Beginnings at which somebody who treats is free on a day, for so many minutes.
    async fn free(&self, doctor: &str, day: NaiveDate, minutes: u32) -> Result<Vec<NaiveTime>, VendorError>;
    /// What the vendor lists of one patient on one day: what a booking is looked for in.
    async fn of_day(&self, vendor_patient: &str, day: NaiveDate)
    -> Result<Vec<BookAppointment>, VendorError>;
    /// What the vendor's agenda has at that time with the same person who treats, or in the same room.
    async fn taken(&self, wanted: &NewAppointment) -> Result<Vec<Taken>, VendorError>;
    /// Books an appointment; `None`: the vendor said yes and showed no row.
    async fn book(
        &self,
        vendor_patient: &str,
        wanted: &NewAppointment,
    ) -> Result<Option<BookAppointment>, VendorError>;
}

/// The clinic's own names for what an appointment can be.
#[async_trait]
pub trait StatusCatalogue: Send + Sync {
    /// All statuses in the vendor's order. `stage` is what the vendor's own words leave no doubt about, else
    /// `None`: meaning is given elsewhere.
    async fn statuses(&self) -> Result<Vec<StatusLabel>, VendorError>;
}

/// Consent forms of a patient.
#[async_trait]
pub trait ConsentForms: Send + Sync {
    /// The last one, if there is any: a read.
    async fn last(&self, vendor_patient: &str) -> Result<Option<ConsentForm>, VendorError>;
    /// Makes a new one at the vendor: a write, although the vendor spells it as a read.
    async fn new_form(&self, vendor_patient: &str) -> Result<ConsentForm, VendorError>;
}

/// What else the vendor tells about one patient; asked only when somebody opens the patient.
#[async_trait]
pub trait PatientFacets: Send + Sync {
    /// Services, as the vendor orders them.
    async fn services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError>;
    /// Payments, as the vendor orders them.
    async fn payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError>;
    /// Every service, or an error where a row cannot be read: what is not shown cannot be said not to be there.
    async fn all_services(&self, vendor_patient: &str) -> Result<Vec<PatientService>, VendorError>;
    /// Every payment, or an error where a row cannot be read.
    async fn all_payments(&self, vendor_patient: &str) -> Result<Vec<PatientPayment>, VendorError>;
    /// Contracts, as the vendor orders them.
    async fn contracts(&self, vendor_patient: &str) -> Result<Vec<PatientContract>, VendorError>;
}

/// The clinic's doctors and the ids of its work points.
#[async_trait]
pub trait Doctors: Send + Sync {
    /// Doctors who take appointments.
    async fn doctors(&self) -> Result<Vec<DoctorEntry>, VendorError>;
    /// Ids of work points seen in the vendor's own lists, without names (no answer has both).
    async fn work_point_ids(&self) -> Result<Vec<String>, VendorError>;
}

/// The phones of a patient, where the vendor keeps several.
#[async_trait]
pub trait PatientPhones: Send + Sync {
    /// All of them, the vendor's order.
    async fn phones(&self, vendor_patient: &str) -> Result<Vec<PatientPhone>, VendorError>;
}

/// The documents of a patient.
#[async_trait]
pub trait PatientDocuments: Send + Sync {
    /// All of them, the vendor's order.
    async fn documents(&self, vendor_patient: &str) -> Result<Vec<PatientDocument>, VendorError>;
    /// The file of one. It is never kept.
    async fn fetch(&self, vendor_patient: &str, document: &str) -> Result<FetchedFile, VendorError>;
}

/// Video visits.
#[async_trait]
pub trait VideoVisits: Send + Sync {
    /// The same visit as it would be sent: without stray blanks, the phone as the vendor wants it.
    fn tidied(&self, visit: &NewVideoVisit) -> NewVideoVisit;
    /// The vendor's limits, without asking it: every field of the form that is not acceptable, with a reason
    /// (`required`, `too-short`, `too-long`, `bad-email`, `not-nine-digits`, `not-a-year`,
    /// `no-email-or-phone`, `past`, `night`, `no-such-time`, `other`). A beginning that is not chosen yet is no
    /// problem of the vendor's.
    fn problems(&self, visit: &NewVideoVisit) -> Vec<(&'static str, &'static str)>;
    /// All visits the vendor still knows.
    async fn visits(&self) -> Result<Vec<VideoVisitRow>, VendorError>;
    /// One visit; `None` where the vendor says for certain that there is none.
    async fn visit(&self, vendor_visit: &str) -> Result<Option<VideoVisitRow>, VendorError>;
    /// Books one; the vendor tells the patient at once.
    async fn book(&self, visit: &NewVideoVisit) -> Result<VideoVisitRow, VendorError>;
    /// Removes one; the vendor tells the patient at once. One that is gone already counts as removed.
    async fn remove(&self, vendor_visit: &str) -> Result<(), VendorError>;
    /// Where the report of a visit can be opened, from the day after.
    async fn report(&self, vendor_visit: &str) -> Result<Option<String>, VendorError>;
    /// How far the vendor's clock is ahead of this desk's; `None` when it cannot be read.
    async fn clock_ahead(&self) -> Result<Option<TimeDelta>, VendorError>;
}

/// Laboratory orders and reports. The vendor answers no question about either.
#[async_trait]
pub trait Laboratory: Send + Sync {
    /// What is missing or not acceptable: field and reason.
    fn problems(&self, form: &LabForm) -> Vec<(String, &'static str)>;
    /// What would be sent, as JSON text, written by the account's own mapping.
    ///
    /// # Errors
    /// `Invalid` naming the field.
    fn written(&self, form: &LabForm) -> Result<String, VendorError>;
    /// Sends an order.
    async fn send(&self, form: &LabForm) -> Result<(), VendorError>;
    /// Uploads the report of an execution; a repeated one replaces the former. `progress` is told how many bytes
    /// of how many have left.
    async fn upload(
        &self,
        execution: &str,
        pdf: &[u8],
        progress: Arc<dyn Fn(u64, u64) + Send + Sync>,
    ) -> Result<(), VendorError>;
}

/// Contract requests.
#[async_trait]
pub trait ContractRegistry: Send + Sync {
    /// One request in full.
    async fn request(&self, kind: ContractKind, id: &str) -> Result<ContractSheet, VendorError>;
    /// A page of requests.
    async fn requests(&self, query: &ContractQuery) -> Result<ContractSheets, VendorError>;
    /// The document behind a link. No key goes there.
    async fn document(&self, url: &str) -> Result<FetchedFile, VendorError>;
}

/// Secrets that the vendor has renewed during a call; kept at once, or the account is lost.
pub type RenewedSecrets = Vec<(&'static str, secrecy::SecretString)>;

/// The connection check: every operation of the vendor, reads tried, writes never.
#[async_trait]
pub trait AccountCheck: Send + Sync {
    /// One question that changes nothing and takes no argument that could be refused, so that a no is a no to
    /// the account; `None` where the vendor has none.
    async fn harmless(&self) -> Option<Result<(), VendorError>>;
    /// One row an operation, in the order of the vendor's document.
    async fn check(&self) -> Vec<CheckRow>;
    /// Secrets that were renewed since they were given here.
    async fn renewed(&self) -> RenewedSecrets {
        RenewedSecrets::new()
    }
}

/// Bills made at the vendor, and payments for them.
#[async_trait]
pub trait Bills: Send + Sync {
    /// Bills of the days `from` to `to`, both included, of all kinds and both directions.
    async fn bills(&self, from: NaiveDate, to: NaiveDate) -> Result<BillRows, VendorError>;
    /// One bill; `None`: the vendor has it no longer.
    async fn bill(&self, vendor_bill: &str) -> Result<Option<BillRow>, VendorError>;
    /// What is owed on a bill.
    async fn liabilities(&self, vendor_bill: &str) -> Result<Vec<LiabilityRow>, VendorError>;
    /// Payments of the days `from` to `to`, both included, of all bills and of none.
    async fn payments(&self, from: NaiveDate, to: NaiveDate) -> Result<TransactionRows, VendorError>;
    /// Payments of one bill, from `since` until today, or until `known` where that is later: a clock set back hides no
    /// payment that this desk knows of or has sent. Rows that say they are of another bill are left out, and those that
    /// say nothing are not.
    async fn payments_of(
        &self,
        vendor_bill: &str,
        since: NaiveDate,
        known: NaiveDate,
    ) -> Result<TransactionRows, VendorError>;
    /// Accounts that money goes to, closed ones too.
    async fn accounts(&self) -> Result<Vec<NamedRow>, VendorError>;
    /// Ways of paying.
    async fn payment_types(&self) -> Result<Vec<NamedRow>, VendorError>;
    /// Records a payment: it cannot be taken back.
    async fn pay(&self, payment: &NewTransaction) -> Result<TransactionRow, VendorError>;
    /// Removes what is owed. One that is gone already counts as removed.
    async fn remove_liability(&self, vendor_bill: &str, liability: &str) -> Result<(), VendorError>;
}

/// Putting files among a patient's documents.
#[async_trait]
pub trait DocumentFiling: Send + Sync {
    /// Puts a file there.
    async fn file(&self, vendor_patient: &str, document: &NewDocument) -> Result<(), VendorError>;
}

/// Invoices, made in three calls: services are put on the patient, a payment note is made of them, the note is
/// invoiced. A patient's services and payments are read through [`PatientFacets`].
#[async_trait]
pub trait Invoicing: Send + Sync {
    /// Whether a service of a patient, by its name, is money paid ahead.
    fn is_deposit(&self, service: &str) -> bool;
    /// What a clinic's word for a way of paying means; `None`: nothing is known of it.
    fn method(&self, word: &str) -> Option<PaymentMethod>;
    /// The whole price list.
    async fn prices(&self) -> Result<Vec<PriceRow>, VendorError>;
    /// Puts services on a patient: the code that each got, in the order given, which no read shows again.
    async fn add_services(
        &self,
        vendor_patient: &str,
        work_point: &str,
        services: &[ServiceToAdd],
    ) -> Result<Vec<String>, VendorError>;
    /// Makes a payment note and answers its code.
    async fn add_payment(&self, note: &NoteToMake) -> Result<String, VendorError>;
    /// What stands on a payment note.
    async fn note(&self, vendor_patient: &str, note: &str) -> Result<Vec<NoteRow>, VendorError>;
    /// Issues the invoice of a payment note. No read shows it again.
    async fn issue(&self, vendor_patient: &str, note: &str) -> Result<IssuedInvoice, VendorError>;
}
