//! `payment-details` (Cont Online v11 §10).

use rust_decimal::Decimal;

use super::client::{Call, Medsoft};
use super::operations::PAYMENT_DETAILS;
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
            Call::new(&PAYMENT_DETAILS)
                .path("codPacient", patient)
                .path("codNota", note),
        )
        .await
    }
}
