//! `contract-details` (Cont Online v11 §18).

use super::client::Medsoft;
use super::operations::CONTRACT_DETAILS;
use crate::outgoing::Outgoing;
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
            Outgoing::new(&CONTRACT_DETAILS)
                .code("codPacient", patient)
                .code("codContract", contract),
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn a_rows_own_status_is_not_the_answers() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_pacient": 2435, "_cod_contract_pacient": 141, "_cod_contract_servicii": 532,
                "_cod_procedura": 41, "_status": 3, "Status": "Efectuat", "Denumire serviciu": "Detartraj",
                "Medic": "DUMITRU ELENA", "Data": "2026-07-07 14:50", "Punct lucru": "Centru"},
               {"Status": 7, "_status": 7}"#,
        );
        let rows = medsoft.contract_details(2435, 141).await.unwrap();
        assert_eq!(stub.calls(), ["GET /contract-detalii/2435/141"]);
        let row = &rows.rows[0];
        assert_eq!((row.patient, row.contract), (Some(2435), Some(141)));
        assert_eq!((row.contract_service, row.procedure), (Some(532), Some(41)));
        assert_eq!(
            (row.status_code, row.status.as_deref()),
            (Some(3), Some("Efectuat"))
        );
        assert_eq!(
            (row.name.as_deref(), row.doctor.as_deref()),
            (Some("Detartraj"), Some("DUMITRU ELENA"))
        );
        assert_eq!(row.work_point.as_deref(), Some("Centru"));
        let time = row.date.as_ref().and_then(|date| date.time);
        assert_eq!(time.map(|time| time.to_string()).as_deref(), Some("14:50:00"));
        assert_eq!(rows.rows[1].status.as_deref(), Some("7"));
    }
}
