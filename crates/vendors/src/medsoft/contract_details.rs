//! `contract-details` (Cont Online v11 §18).

use super::client::{Call, Medsoft};
use super::operations::CONTRACT_DETAILS;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// One service of a contract. Its own `Status` is a text and not the answer's.
    pub struct ContractDetail {
        /// The patient code.
        patient: i64 = "_cod_pacient",
        /// The contract's code at this patient.
        contract: i64 = "_cod_contract_pacient",
        /// The code of the service within the contract.
        contract_service: i64 = "_cod_contract_servicii",
        /// The procedure's code.
        procedure: i64 = "_cod_procedura",
        /// The state as a number; the sample shows 3 for done.
        status_code: i64 = "_status",
        /// The state in words.
        status: String = "Status",
        /// The service's name.
        name: String = "Denumire serviciu",
        /// The doctor's name.
        doctor: String = "Medic",
        /// Day and time.
        date: VendorDate = "Data",
        /// The work point's name.
        work_point: String = "Punct lucru",
    }
}

impl Medsoft {
    /// The services of one contract.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn contract_details(
        &self,
        patient: i64,
        contract: i64,
    ) -> Result<Rows<ContractDetail>, VendorError> {
        self.list(
            Call::new(&CONTRACT_DETAILS)
                .path("codPacient", patient)
                .path("codContract", contract),
        )
        .await
    }
}
