//! Whatever the vendor answers, every operation gives a value or a typed error.

use std::collections::BTreeMap;

use futures::executor::block_on;
use proptest::prelude::*;

use super::OPERATIONS;
use super::fuzzing::any_answer;

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
        any_answer(status, &body);
    }

    #[test]
    fn any_data(data in json()) {
        any_answer(200, data.as_bytes());
        any_answer(200, format!(r#"{{"Status": 0, "ReturnData": {data}}}"#).as_bytes());
        any_answer(200, format!(r#"{{"Status": 0, "ReturnData": [{data}]}}"#).as_bytes());
    }

    #[test]
    fn any_cut_and_any_scratch(data in json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = format!(r#"{{"Status": 0, "ReturnData": [{data}, {{"denumire": ""Detox" total",}}]}}"#).into_bytes();
        let at = at.index(body.len());
        any_answer(200, &body[..at]);
        body[at] = byte;
        any_answer(200, &body);
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
    assert_eq!(any_answer(200, row), OPERATIONS.len());
}
