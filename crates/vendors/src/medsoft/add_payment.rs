//! `add-payment` (Cont Online v11 §16).

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::client::{Call, Medsoft};
use super::operations::ADD_PAYMENT;
use crate::VendorError;
use crate::row::row;
use crate::scalar::Wire;

/// A payment note over services that were added before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddPayment {
    /// `codPacient`.
    pub patient: i64,
    /// `codPunctLucru`.
    pub work_point: i64,
    /// `total`, exact; the document gives it no currency.
    pub total: Decimal,
    /// `listaCoduriServicii`: the processed codes that `add-services` gave, at least one.
    pub services: Vec<i64>,
}

row! {
    /// The note that was made.
    pub struct AddedPayment {
        /// The note's code, which `add-invoice` wants.
        note: i64 = "codNota",
    }
}

impl Serialize for AddPayment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("codPacient", &self.patient)?;
        map.serialize_entry("codPunctLucru", &self.work_point)?;
        map.serialize_entry("total", &Wire(&self.total))?;
        map.serialize_entry("listaCoduriServicii", &self.services)?;
        map.end()
    }
}

impl Medsoft {
    /// Makes a payment note. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for an empty `listaCoduriServicii`; else those of the call.
    pub async fn add_payment(&self, request: &AddPayment) -> Result<Option<AddedPayment>, VendorError> {
        if request.services.is_empty() {
            let message = "at least one service code is required";
            return Err(VendorError::invalid(
                ADD_PAYMENT.name,
                "listaCoduriServicii",
                message,
            ));
        }
        self.send(Call::new(&ADD_PAYMENT).body(request)?)
            .await?
            .one(|row: &AddedPayment| row.note.is_some())
    }
}
