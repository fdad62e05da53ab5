//! `add-services` (Cont Online v11 §15).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::client::Medsoft;
use super::operations::ADD_SERVICES;
use crate::json::Extra;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::rules::{filled, given, not_negative};
use crate::scalar::Wire;
use crate::{Rows, VendorError};

/// The kind whose quantity and price are MedSoft's own.
const CONTRACT: &str = "contracte";

/// What `tipServiciu` may be when services are added (§15); as a filter of the price list it is spelt otherwise.
const KINDS: &[&str] = &["produse", "servicii", CONTRACT];

/// Services to be put on patients, at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddServices {
    /// The services, each with its own patient and work point.
    pub services: Vec<AddService>,
}

/// One service. What is required is checked before sending, so that the error can name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddService {
    /// `codPacient`, required.
    pub patient: Option<i64>,
    /// `codPunctLucru`, required.
    pub work_point: Option<i64>,
    /// `codServiciu`, required.
    pub service: Option<i64>,
    /// `tipServiciu`, required: `produse`, `servicii` or `contracte`.
    pub kind: String,
    /// `cantitate`: whole and positive; not for `contracte`.
    pub quantity: Option<Decimal>,
    /// `pret`: another price than the vendor's; not for `contracte`.
    pub price: Option<Decimal>,
}

row! {
    /// A service as the vendor took it over.
    pub struct ProcessedService {
        /// The patient code.
        patient: i64 = "codPacient",
        /// The work point's code.
        work_point: i64 = "codPunctLucru",
        /// The service's code.
        service: i64 = "codServiciu",
        /// The kind.
        kind: String = "tipServiciu",
        /// The code that `add-payment` wants; no read shows it again.
        processed: i64 = "codServiciuProcesat",
        /// The quantity.
        quantity: Decimal = "cantitate",
        /// The price.
        price: Decimal = "pret",
    }
}

/// The answer to `add-services`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AddedServices {
    /// `servicii`: what was taken over, in the order sent.
    pub services: Rows<ProcessedService>,
    /// What stood beside `servicii`.
    pub extra: Extra,
}

impl Serialize for AddedServices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("servicii", &self.services)?;
        self.extra.serialize_into(&mut map)?;
        map.end()
    }
}

impl AddService {
    fn check(&self) -> Result<(), VendorError> {
        let name = ADD_SERVICES.name;
        for (field, code) in self.codes() {
            given(name, field, code)?;
            not_negative(name, field, code)?;
        }
        filled(name, "tipServiciu", &self.kind)?;
        let kind = self.known_kind().ok_or_else(|| {
            let message = format!("tipServiciu must be one of: {}", KINDS.join(", "));
            VendorError::invalid(name, "tipServiciu", message)
        })?;
        if kind == CONTRACT {
            for (field, value) in [("cantitate", self.quantity), ("pret", self.price)] {
                if value.is_some() {
                    let message = format!("{field} cannot be set for contract services");
                    return Err(VendorError::invalid(name, field, message));
                }
            }
        }
        match self.quantity {
            Some(quantity) if quantity <= Decimal::ZERO || whole(quantity).is_none() => {
                Err(VendorError::invalid(
                    name,
                    "cantitate",
                    "cantitate must be a whole number greater than 0",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The kind in the vendor's spelling.
    fn known_kind(&self) -> Option<&'static str> {
        let kind = self.kind.trim();
        KINDS
            .iter()
            .copied()
            .find(|known| known.eq_ignore_ascii_case(kind))
    }

    fn codes(&self) -> [(&'static str, Option<i64>); 3] {
        [
            ("codPacient", self.patient),
            ("codPunctLucru", self.work_point),
            ("codServiciu", self.service),
        ]
    }
}

fn whole(quantity: Decimal) -> Option<i64> {
    quantity.is_integer().then(|| quantity.to_i64()).flatten()
}

impl Serialize for AddService {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.codes() {
            map.serialize_entry(key, &value)?;
        }
        map.serialize_entry("tipServiciu", &self.known_kind())?;
        if let Some(quantity) = self.quantity.and_then(whole) {
            map.serialize_entry("cantitate", &quantity)?;
        }
        if let Some(price) = &self.price {
            map.serialize_entry("pret", &Wire(price))?;
        }
        map.end()
    }
}

impl Medsoft {
    /// Puts services on patients, to be paid for by `add-payment`.
    ///
    /// # Errors
    /// `Invalid` for an empty list (field `servicii`), a service without patient, work point, code or known kind, a
    /// negative code, a quantity that is not whole and positive, or a contract service with quantity or price; `Unreadable` when the
    /// answer shows no list of services; else those of the call.
    pub async fn add_services(&self, request: &AddServices) -> Result<AddedServices, VendorError> {
        if request.services.is_empty() {
            return Err(VendorError::invalid(
                ADD_SERVICES.name,
                "servicii",
                "at least one service is required",
            ));
        }
        request.services.iter().try_for_each(AddService::check)?;
        let envelope = self
            .send(Outgoing::new(&ADD_SERVICES).json(&request.services))
            .await?;
        let mut entries: Vec<Box<RawValue>> = vec![];
        let mut extra = None;
        for mut object in envelope.objects() {
            if let Some(list) = object.take_raw("servicii") {
                let list: Vec<Box<RawValue>> = serde_json::from_str(list.get())
                    .map_err(|_| envelope.unreadable("services of an unknown shape"))?;
                entries.extend(list);
                extra.get_or_insert(object.into_extra());
            }
        }
        let extra = extra.ok_or_else(|| envelope.unreadable("no list of services"))?;
        Ok(AddedServices {
            services: Rows::read(entries.iter().map(|entry| &**entry)),
            extra,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::{answering, with_rows};

    const ANSWER: &str = r#"{"servicii": [
        {"codPacient": 1, "codPunctLucru": 1, "codServiciu": 7, "tipServiciu": "produse",
         "codServiciuProcesat": 12326, "cantitate": 10, "pret": 122},
        {"codPacient": 1, "codPunctLucru": 1, "codServiciu": 8, "tipServiciu": "contracte",
         "codServiciuProcesat": 12327}], "avertisment": 1.00}"#;

    fn service(kind: &str) -> AddService {
        AddService {
            patient: Some(1),
            work_point: Some(2),
            service: Some(3),
            kind: kind.to_owned(),
            quantity: None,
            price: None,
        }
    }

    fn decimal(text: &str) -> Option<Decimal> {
        crate::scalar::parse_decimal(text)
    }

    async fn refusal(service: AddService) -> Option<&'static str> {
        let (medsoft, stub) = with_rows(ANSWER);
        let error = medsoft
            .add_services(&AddServices {
                services: vec![service],
            })
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert!(stub.calls().is_empty());
        error.field
    }

    #[tokio::test]
    async fn a_list_is_sent_and_the_processed_codes_come_back() {
        let (medsoft, stub) = with_rows(ANSWER);
        let first = AddService {
            quantity: decimal("10.00"),
            price: decimal("122.50"),
            ..service(" Produse")
        };
        let request = AddServices {
            services: vec![first, service("contracte")],
        };
        let added = medsoft.add_services(&request).await.unwrap();
        assert_eq!(stub.calls(), ["POST /adauga-servicii"]);
        assert_eq!(
            stub.body(),
            r#"[{"codPacient":1,"codPunctLucru":2,"codServiciu":3,"tipServiciu":"produse","cantitate":10,"pret":122.50},{"codPacient":1,"codPunctLucru":2,"codServiciu":3,"tipServiciu":"contracte"}]"#
        );
        let [product, contract] = &added.services.rows[..] else {
            panic!("two services")
        };
        assert_eq!(
            (product.patient, product.work_point, product.service),
            (Some(1), Some(1), Some(7))
        );
        assert_eq!(
            (product.kind.as_deref(), product.processed),
            (Some("produse"), Some(12_326))
        );
        assert_eq!((product.quantity, product.price), (decimal("10"), decimal("122")));
        assert_eq!(
            (contract.processed, contract.quantity, contract.price),
            (Some(12_327), None, None)
        );
        assert_eq!(added.extra.to_json(), r#"{"avertisment":1.00}"#);
        let written = serde_json::to_value(&added).unwrap();
        assert_eq!(written["servicii"][1]["codServiciuProcesat"], 12_327);
    }

    #[tokio::test]
    async fn what_every_service_must_carry_is_named() {
        assert_eq!(
            refusal(AddService {
                patient: None,
                ..service("servicii")
            })
            .await,
            Some("codPacient")
        );
        assert_eq!(
            refusal(AddService {
                work_point: None,
                ..service("servicii")
            })
            .await,
            Some("codPunctLucru")
        );
        assert_eq!(
            refusal(AddService {
                service: None,
                ..service("servicii")
            })
            .await,
            Some("codServiciu")
        );
        for kind in [" ", "contract", "serviciul", "altceva"] {
            assert_eq!(refusal(service(kind)).await, Some("tipServiciu"), "{kind}");
        }
        let negative = AddService {
            service: Some(-3),
            ..service("servicii")
        };
        assert_eq!(refusal(negative).await, Some("codServiciu"));
        let (medsoft, stub) = with_rows(ANSWER);
        let error = medsoft.add_services(&AddServices::default()).await.unwrap_err();
        assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some("servicii")));
        assert!(stub.calls().is_empty());
    }

    #[tokio::test]
    async fn contract_services_take_no_quantity_and_no_price() {
        for kind in ["contracte", "CONTRACTE", " contracte "] {
            let with_quantity = AddService {
                quantity: decimal("1"),
                ..service(kind)
            };
            assert_eq!(refusal(with_quantity).await, Some("cantitate"), "{kind}");
            let with_price = AddService {
                price: decimal("10"),
                ..service(kind)
            };
            assert_eq!(refusal(with_price).await, Some("pret"), "{kind}");
        }
    }

    #[tokio::test]
    async fn quantities_are_whole_and_positive() {
        for quantity in ["1.25", "0", "-1", "0.5", "79228162514264337593543950335"] {
            let service = AddService {
                quantity: decimal(quantity),
                ..service("produse")
            };
            assert_eq!(refusal(service).await, Some("cantitate"), "{quantity}");
        }
    }

    #[tokio::test]
    async fn services_in_other_wrappings() {
        let request = AddServices {
            services: vec![service("servicii")],
        };
        let (medsoft, _) =
            answering(r#"{"Status": 0, "ReturnData": {"servicii": [{"codServiciuProcesat": "5"}, 1]}}"#);
        let added = medsoft.add_services(&request).await.unwrap();
        assert_eq!(
            (added.services.rows[0].processed, added.services.unreadable.len()),
            (Some(5), 1)
        );
        for odd in [
            r#"{"Status": 0}"#,
            r#"{"Status": 0, "ReturnData": [{"servicii": 5}]}"#,
        ] {
            let (medsoft, _) = answering(odd);
            assert_eq!(
                medsoft.add_services(&request).await.unwrap_err().kind,
                ErrorKind::Unreadable,
                "{odd}"
            );
        }
    }
}
