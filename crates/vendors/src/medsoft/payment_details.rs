//! `payment-details` (Cont Online v11 §10).

use rust_decimal::Decimal;

use super::client::Medsoft;
use super::operations::PAYMENT_DETAILS;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// One service of a payment note.
    pub struct PaymentDetail {
        /// The patient code.
        patient: i64 = "_cod_pacient",
        /// The note's code.
        note: i64 = "_cod_nota",
        /// The code of the service done.
        service: i64 = "_cod_serviciu",
        /// The currency.
        currency: String = "_valuta",
        /// Whether it is a deposit.
        is_deposit: bool = "_este_avans",
        /// The service's name.
        name: String = "Denumire serviciu",
        /// The day of the service.
        date: VendorDate = "Data serviciu",
        /// The price before discount.
        price: Decimal = "Pret serviciu",
        /// The discount as an amount.
        discount: Decimal = "Valoare Discount",
        /// The work point's name.
        work_point: String = "Punct lucru",
        /// The price after discount.
        final_price: Decimal = "Pret final",
        /// The VAT rate.
        vat_rate: Decimal = "Cota TVA",
    }
}

impl Medsoft {
    /// The services of one payment note.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn payment_details(&self, patient: i64, note: i64) -> Result<Rows<PaymentDetail>, VendorError> {
        self.list(
            Outgoing::new(&PAYMENT_DETAILS)
                .code("codPacient", patient)
                .code("codNota", note),
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn every_field_is_read_exactly() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_pacient": 106, "_cod_nota": 1001, "_cod_serviciu": 12003, "_valuta": "RON", "_este_avans": 0,
                "Denumire serviciu": "Consultatie", "Data serviciu": "2026-06-06", "Pret serviciu": 700.00,
                "Valoare Discount": 0.0, "Punct lucru": "Centru", "Pret final": 700.00, "Cota TVA": 0.0}"#,
        );
        let rows = medsoft.payment_details(106, 1001).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/106/istoric/incasari/1001"]);
        let row = &rows.rows[0];
        assert_eq!(
            (row.patient, row.note, row.service),
            (Some(106), Some(1001), Some(12_003))
        );
        assert_eq!(
            (row.currency.as_deref(), row.is_deposit),
            (Some("RON"), Some(false))
        );
        assert_eq!(
            (row.name.as_deref(), row.work_point.as_deref()),
            (Some("Consultatie"), Some("Centru"))
        );
        assert!(row.date.is_some() && row.extra.is_empty());
        let money =
            [row.price, row.discount, row.final_price, row.vat_rate].map(|money| money.unwrap().to_string());
        assert_eq!(money, ["700.00", "0.0", "700.00", "0.0"]);
    }
}
