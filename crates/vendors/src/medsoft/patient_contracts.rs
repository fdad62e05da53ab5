//! `patient-contracts` (Cont Online v11 §11).

use super::client::Medsoft;
use super::operations::PATIENT_CONTRACTS;
use crate::outgoing::Outgoing;
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
        self.list(Outgoing::new(&PATIENT_CONTRACTS).code("codPacient", patient))
            .await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn contracts_may_be_open_and_may_carry_an_undocumented_code() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_pacient": 745, "Denumire contract": " - DEVIZ", "Data inceput": "2026-05-13"},
               {"_cod_pacient": 745, "Denumire contract": "stoma - DEVIZ", "Data inceput": "2026-08-21",
                "Data sfarsit": "2026-09-20", "_cod_contract_pacient": 141.00}"#,
        );
        let rows = medsoft.patient_contracts(745).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/745/istoric/contracte"]);
        let [open, closed] = &rows.rows[..] else {
            panic!("two rows")
        };
        assert_eq!(
            (open.name.as_deref(), &open.end, open.contract()),
            (Some(" - DEVIZ"), &None, None)
        );
        assert_eq!((open.patient, open.start.is_some()), (Some(745), true));
        assert_eq!(
            closed.end.as_ref().map(|end| end.date.to_string()).as_deref(),
            Some("2026-09-20")
        );
        assert_eq!(
            (closed.contract(), closed.extra.get("_cod_contract_pacient")),
            (Some(141), Some("141.00"))
        );
    }
}
