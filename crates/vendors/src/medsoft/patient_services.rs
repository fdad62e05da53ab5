//! `patient-services` (Cont Online v11 §8).

use super::client::{Call, Medsoft};
use super::operations::PATIENT_SERVICES;
use crate::row::row;
use crate::scalar::{Price, VendorDate};
use crate::{Rows, VendorError};

row! {
    /// A service done for a patient. Rows carry no service code.
    pub struct PatientService {
        /// The patient code.
        patient: i64 = "_cod_pacient",
        /// The day.
        date: VendorDate = "Data",
        /// The service's name; may end in blanks.
        name: String = "Denumire",
        /// The doctor's name; often missing.
        doctor: String = "Medic",
        /// The price with its currency, as `15.00 RON`.
        price: Price = "Pret",
    }
}

impl Medsoft {
    /// All services of a patient.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn patient_services(&self, patient: i64) -> Result<Rows<PatientService>, VendorError> {
        self.list(Call::new(&PATIENT_SERVICES).path("codPacient", patient))
            .await
    }
}
