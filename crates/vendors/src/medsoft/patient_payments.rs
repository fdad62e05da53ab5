//! `patient-payments` (Cont Online v11 §9).

use rust_decimal::Decimal;

use super::client::{Call, Medsoft};
use super::operations::PATIENT_PAYMENTS;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// A payment note. The list may hold notes under another patient's code.
    pub struct PatientPayment {
        /// The code of the patient the note belongs to; not always the one asked for.
        patient: i64 = "_cod_pacient",
        /// The note's code.
        note: i64 = "_cod_nota",
        /// The day.
        date: VendorDate = "Data",
        /// The work point's name; missing in some rows.
        work_point: String = "Punct lucru",
        /// The name the note is made out to.
        patient_name: String = "Pacient",
        /// The sum; negative for a refund.
        total: Decimal = "Total",
        /// The currency.
        currency: String = "Valuta",
        /// How it was paid, in the clinic's words.
        method: String = "Mod de plata",
    }
}

impl Medsoft {
    /// All payment notes of a patient.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn patient_payments(&self, patient: i64) -> Result<Rows<PatientPayment>, VendorError> {
        self.list(Call::new(&PATIENT_PAYMENTS).path("codPacient", patient))
            .await
    }
}
