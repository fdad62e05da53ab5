//! One adapter a vendor: vendor types become desk types behind small capability traits. A vendor's words
//! stay inside its folder.

mod capabilities;
mod medsoft;
mod rows;

use std::sync::Arc;

use frontdesk_vendors::medsoft::{Medsoft, MedsoftAccount};
use secrecy::SecretString;
use url::Url;

use crate::connections::Vendor;
use crate::error::DeskError;
use crate::ports::Lines;

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

/// Makes the capabilities of an account. Nothing is sent.
///
/// # Errors
/// `InvalidField` with the field (`base_url`, `client_path`, `key`) that no account can be made of.
pub fn connect(
    vendor: Vendor,
    base_url: &str,
    client_path: &str,
    key: &str,
    lines: &dyn Lines,
) -> Result<Capabilities, DeskError> {
    let base_url = base_url.trim();
    let url = Url::parse(base_url).map_err(|_| DeskError::invalid("base_url", "not-an-address"))?;
    match vendor {
        Vendor::Medsoft => {
            let account = MedsoftAccount {
                base_url: url,
                client_path: client_path.trim().to_owned(),
                key: SecretString::from(key.trim().to_owned()),
            };
            let client = Medsoft::new(account, lines.line_to(base_url)?)?;
            Ok(medsoft::capabilities(client))
        }
    }
}

/// The zone of a vendor's civil times, until the clinic says otherwise.
#[must_use]
pub fn zone_of(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Medsoft => medsoft::ZONE,
    }
}
