//! `patient-payments` (Cont Online v11 §9).

use rust_decimal::Decimal;

use super::client::Medsoft;
use super::operations::PATIENT_PAYMENTS;
use crate::outgoing::Outgoing;
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
        self.list(Outgoing::new(&PATIENT_PAYMENTS).code("codPacient", patient))
            .await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn refunds_are_negative_and_every_digit_is_kept() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_pacient": 102, "_cod_nota": 1000, "Data": "2026-09-04", "Pacient": "IONESCU ION",
                "Total": -300.00, "Valuta": "RON", "Mod de plata": "Numerar"},
               {"_cod_pacient": 106, "_cod_nota": 1001, "Data": "2026-06-06", "Punct lucru": "Centru",
                "Pacient": "POP ANA", "Total": "700.10", "Valuta": "EUR", "Mod de plata": "Card"}"#,
        );
        let rows = medsoft.patient_payments(106).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/106/istoric/incasari"]);
        let [refund, payment] = &rows.rows[..] else {
            panic!("two rows")
        };
        assert_eq!(refund.total.unwrap().to_string(), "-300.00");
        assert_eq!(
            (refund.patient, refund.note, refund.work_point.as_deref()),
            (Some(102), Some(1000), None)
        );
        assert_eq!(payment.total.unwrap().to_string(), "700.10");
        assert_eq!(
            (payment.work_point.as_deref(), payment.patient_name.as_deref()),
            (Some("Centru"), Some("POP ANA"))
        );
        assert_eq!(
            (payment.currency.as_deref(), payment.method.as_deref()),
            (Some("EUR"), Some("Card"))
        );
        assert!(
            serde_json::to_string(refund)
                .unwrap()
                .contains(r#""Total":-300.00,"#)
        );
    }
}
