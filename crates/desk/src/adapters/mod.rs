//! One adapter a vendor: vendor types become desk types behind small capability traits. A vendor's words
//! stay inside its folder.

mod capabilities;
mod rows;

use std::sync::Arc;

pub use capabilities::{
    AccountCheck, AppointmentBook, ConsentForms, Doctors, PatientDirectory, PatientFacets, StatusCatalogue,
};
pub use rows::{
    BookAppointment, ConsentForm, DirectoryPatient, DirectoryQuery, DoctorEntry, FieldsToSend,
    PatientContract, PatientPayment, PatientService,
};

/// What an account at a vendor can do. A capability that is `None` does not exist at that vendor, and no
/// screen shows it.
#[derive(Clone)]
pub struct Capabilities {
    /// Patients.
    pub directory: Option<Arc<dyn PatientDirectory>>,
    /// Appointments.
    pub book: Option<Arc<dyn AppointmentBook>>,
    /// Names of statuses.
    pub statuses: Option<Arc<dyn StatusCatalogue>>,
    /// Consent forms.
    pub consents: Option<Arc<dyn ConsentForms>>,
    /// Services, payments, contracts.
    pub facets: Option<Arc<dyn PatientFacets>>,
    /// Doctors and work points.
    pub doctors: Option<Arc<dyn Doctors>>,
    /// The connection check.
    pub check: Arc<dyn AccountCheck>,
}
