//! `add-payment` (Cont Online v11 §16).

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::client::Medsoft;
use super::operations::ADD_PAYMENT;
use crate::VendorError;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::rules::not_negative;
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
    /// `Invalid` for an empty `listaCoduriServicii` or a negative code; else those of the call.
    pub async fn add_payment(&self, request: &AddPayment) -> Result<Option<AddedPayment>, VendorError> {
        if request.services.is_empty() {
            let message = "at least one service code is required";
            return Err(VendorError::invalid(
                ADD_PAYMENT.name,
                "listaCoduriServicii",
                message,
            ));
        }
        let name = ADD_PAYMENT.name;
        not_negative(name, "codPacient", Some(request.patient))?;
        not_negative(name, "codPunctLucru", Some(request.work_point))?;
        for &code in &request.services {
            not_negative(name, "listaCoduriServicii", Some(code))?;
        }
        self.send(Outgoing::new(&ADD_PAYMENT).json(request))
            .await?
            .one(|row: &AddedPayment| row.note.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::with_rows;

    #[tokio::test]
    async fn the_total_is_sent_exactly_and_the_note_comes_back() {
        let (medsoft, stub) = with_rows(r#"{"codNota": 3710}"#);
        let total = crate::scalar::parse_decimal("100.10").unwrap();
        let request = AddPayment {
            patient: 98,
            work_point: 1,
            total,
            services: vec![12_326, 12_327],
        };
        let added = medsoft.add_payment(&request).await.unwrap().unwrap();
        assert_eq!(stub.calls(), ["POST /adauga-nota"]);
        assert_eq!(
            stub.body(),
            r#"{"codPacient":98,"codPunctLucru":1,"total":100.10,"listaCoduriServicii":[12326,12327]}"#
        );
        assert_eq!(added.note, Some(3710));
    }

    #[tokio::test]
    async fn a_note_needs_services() {
        let (medsoft, stub) = with_rows("");
        let error = medsoft.add_payment(&AddPayment::default()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.field),
            (ErrorKind::Invalid, Some("listaCoduriServicii"))
        );
        assert!(stub.calls().is_empty());
    }
}
