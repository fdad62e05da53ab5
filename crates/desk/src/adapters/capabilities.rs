//! What an account can do, one small trait a capability. The desk asks which exist, never which vendor
//! it is. Every error is the vendor's own, because only it knows whether the vendor may have acted.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::rows::{
    BookAppointment, ConsentForm, DirectoryPatient, DirectoryQuery, DoctorEntry, FieldsToSend,
    PatientContract, PatientPayment, PatientService,
};
use crate::connections::{CheckRow, StatusLabel};
use crate::patients::PatientForm;

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

/// The appointments of one patient after the other: no vendor here lists a day.
#[async_trait]
pub trait AppointmentBook: Send + Sync {
    /// All appointments the vendor lists for that patient, past ones too.
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError>;
    /// Sets or clears one status and returns the appointment as the vendor has it now.
    async fn set_status(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        reason: Option<&str>,
    ) -> Result<BookAppointment, VendorError>;
}

/// The clinic's own names for what an appointment can be.
#[async_trait]
pub trait StatusCatalogue: Send + Sync {
    /// All statuses in the vendor's order; `stage` is always `None` here, meaning is given elsewhere.
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

/// The connection check: every operation of the vendor, reads tried, writes never.
#[async_trait]
pub trait AccountCheck: Send + Sync {
    /// One row an operation, in the order of the vendor's document.
    async fn check(&self) -> Vec<CheckRow>;
}
