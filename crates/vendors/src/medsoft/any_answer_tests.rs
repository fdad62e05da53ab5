//! Whatever the vendor answers, every operation gives a value or a typed error.

use std::collections::BTreeMap;

use futures::executor::block_on;
use http::Response;
use proptest::prelude::*;

use super::{CallError, OPERATIONS, Place};
use crate::json::decode;
use crate::testing::asking;

/// Well-formed parameters and body for any operation.
fn arguments(operation: &super::Operation) -> (BTreeMap<String, String>, Option<&'static str>) {
    let value = |name: &str| match name {
        "tipComanda" => "LAST",
        "newFlagValue" => "true",
        _ => "7",
    };
    let required = operation
        .parameters
        .iter()
        .filter(|p| p.required && p.place != Place::Body);
    let params = required
        .map(|p| (p.name.to_owned(), value(p.name).to_owned()))
        .collect();
    let body = match operation.name {
        "create-patient" => Some(r#"{"nume": "A", "prenume": "B", "tel1": "1"}"#),
        "update-patient" => Some(r#"{"nume": "A", "prenume": "B", "tel1": "1", "email": ""}"#),
        "add-services" => {
            Some(r#"[{"codPacient": 1, "codPunctLucru": 1, "codServiciu": 1, "tipServiciu": "produse"}]"#)
        }
        "add-payment" => {
            Some(r#"{"codPacient": 1, "codPunctLucru": 1, "total": 1.50, "listaCoduriServicii": [1]}"#)
        }
        _ => None,
    };
    (params, body)
}

/// Calls every operation with this answer; JSON that comes out must be JSON.
fn all_operations_survive(status: u16, body: &[u8]) -> usize {
    let owned = bytes::Bytes::copy_from_slice(body);
    let (medsoft, stub) =
        asking(move |_| Ok(Response::builder().status(status).body(owned.clone()).unwrap()));
    let mut values = 0;
    for operation in OPERATIONS {
        let (params, request) = arguments(operation);
        match block_on(medsoft.call(operation.name, &params, request.map(str::as_bytes))) {
            Ok(answer) => {
                serde_json::from_str::<serde::de::IgnoredAny>(&answer.json).unwrap();
                values += 1;
            }
            Err(CallError::Vendor(error)) => assert_eq!(error.operation, operation.name),
            Err(CallError::Usage(usage)) => panic!("{usage}"),
        }
    }
    assert_eq!(stub.calls().len(), OPERATIONS.len());
    values
}

/// JSON of any shape, with the vendor's keys more likely than others.
fn json() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("_cod_pacient".to_owned()),
        Just("Status".to_owned()),
        Just("ReturnData".to_owned()),
        Just("Factura".to_owned()),
        Just("facturaPdf".to_owned()),
        Just("listaServiciiCuprinseInFactura".to_owned()),
        Just("servicii".to_owned()),
        Just("Data".to_owned()),
        Just("Ora inceput".to_owned()),
        Just("Pret".to_owned()),
        "[a-zăș_ ]{0,8}",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,29})\\.[0-9]{1,30}([eE][+-]?[0-9]{1,4})?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.+Z-]{0,20}".prop_map(|text| format!("{text:?}")),
        "[-+ 0-9.,]{0,12} ?(RON)?".prop_map(|text| format!("{text:?}")),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| {
                let pair = |(key, value): &(String, String)| {
                    format!("{}:{value}", serde_json::to_string(key).unwrap())
                };
                format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        all_operations_survive(status, &body);
    }

    #[test]
    fn any_json(data in json()) {
        all_operations_survive(200, data.as_bytes());
        all_operations_survive(200, format!(r#"{{"Status": 0, "ReturnData": {data}}}"#).as_bytes());
        all_operations_survive(200, format!(r#"{{"Status": 0, "ReturnData": [{data}]}}"#).as_bytes());
    }

    #[test]
    fn any_cut_and_any_scratch(data in json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = format!(r#"{{"Status": 0, "ReturnData": [{data}, {{"denumire": ""Detox" total",}}]}}"#).into_bytes();
        let at = at.index(body.len());
        all_operations_survive(200, &body[..at]);
        body[at] = byte;
        all_operations_survive(200, &body);
    }

    /// Sound JSON is never changed, and repairing gives either JSON or nothing.
    #[test]
    fn decoding_is_exact_or_typed(data in json(), text in ".{0,80}") {
        let decoded = decode(data.as_bytes()).unwrap();
        prop_assert_eq!(decoded.get(), data.trim());
        if let Ok(raw) = decode(text.as_bytes()) {
            serde_json::from_str::<serde::de::IgnoredAny>(raw.get()).unwrap();
        }
    }

    /// A row of the vendor's keys comes out with every key it went in with, save those that were null.
    #[test]
    fn no_key_is_lost(values in prop::collection::vec(json(), 6)) {
        let keys = ["_cod_nota", "Total", "Data", "Pacient", "nou", "Mod de plata"];
        let pairs: Vec<_> = keys.iter().zip(&values).map(|(key, value)| format!("{key:?}: {value}")).collect();
        let body = format!(r#"{{"Status": 0, "ReturnData": [{{{}}}]}}"#, pairs.join(", "));
        let (medsoft, _) = crate::testing::answering(&body);
        let rows = block_on(medsoft.patient_payments(1)).unwrap();
        let written: BTreeMap<String, serde::de::IgnoredAny> =
            serde_json::from_str(&serde_json::to_string(&rows.rows[0]).unwrap()).unwrap();
        for (key, value) in keys.iter().zip(&values) {
            let kept = value != "null" || *key == "nou";
            prop_assert_eq!(written.contains_key(*key), kept, "{} {}", key, value);
        }
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    let row = br#"{"Status": 0, "ReturnData": [{"cod": 1, "servicii": []}]}"#;
    assert_eq!(all_operations_survive(200, row), OPERATIONS.len());
}
