//! `patient-services` (Cont Online v11 §8).

use super::client::Medsoft;
use super::operations::PATIENT_SERVICES;
use crate::outgoing::Outgoing;
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
        self.list(Outgoing::new(&PATIENT_SERVICES).code("codPacient", patient))
            .await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn prices_come_as_text_and_doctors_may_be_missing() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_pacient": 259, "Data": "2026-01-30", "Denumire": "Radiografie", "Medic": "DUMITRU ELENA",
                "Pret": "15.00 RON"},
               {"_cod_pacient": 259, "Data": "2026-01-29", "Denumire": "Avans ", "Pret": 10.50},
               {"_cod_pacient": 259, "Denumire": "Cadou", "Pret": "gratuit"}"#,
        );
        let rows = medsoft.patient_services(259).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/259/istoric/servicii"]);
        let [text, number, gift] = &rows.rows[..] else {
            panic!("three rows")
        };
        let price = text.price.as_ref().unwrap();
        assert_eq!(
            (price.amount.to_string().as_str(), price.currency.as_deref()),
            ("15.00", Some("RON"))
        );
        assert_eq!(
            (text.patient, text.doctor.as_deref()),
            (Some(259), Some("DUMITRU ELENA"))
        );
        let price = number.price.as_ref().unwrap();
        assert_eq!(
            (price.amount.to_string().as_str(), price.currency.as_deref()),
            ("10.50", None)
        );
        assert_eq!(
            (number.name.as_deref(), number.doctor.as_deref()),
            (Some("Avans "), None)
        );
        assert_eq!(
            (&gift.price, gift.extra.get("Pret")),
            (&None, Some("\"gratuit\""))
        );
        let written = serde_json::to_string(&rows).unwrap();
        assert!(written.contains(r#""Pret":"15.00 RON""#) && written.contains(r#""Pret":10.50"#));
    }
}
