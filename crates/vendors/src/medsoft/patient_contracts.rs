//! `patient-contracts` (Cont Online v11 §11).

use super::client::{Call, Medsoft};
use super::operations::PATIENT_CONTRACTS;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// A contract of a patient. The document shows no contract code in this list.
    pub struct PatientContract {
        /// The patient code.
        patient: i64 = "_cod_pacient",
        /// The contract's name; may begin with a dash.
        name: String = "Denumire contract",
        /// The first day.
        start: VendorDate = "Data inceput",
        /// The last day; missing while open.
        end: VendorDate = "Data sfarsit",
    }
}

impl PatientContract {
    /// The code that `contract-details` wants, if the vendor sends it under one of the names it uses elsewhere.
    /// A guess: §18 answers with `_cod_contract_pacient`, §11 shows none of them.
    pub fn contract(&self) -> Option<i64> {
        [
            "_cod_contract_pacient",
            "_cod_contract",
            "cod_contract",
            "codContract",
        ]
        .iter()
        .find_map(|key| self.extra.scalar(key))
    }
}

impl Medsoft {
    /// All contracts of a patient.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn patient_contracts(&self, patient: i64) -> Result<Rows<PatientContract>, VendorError> {
        self.list(Call::new(&PATIENT_CONTRACTS).path("codPacient", patient))
            .await
    }
}
