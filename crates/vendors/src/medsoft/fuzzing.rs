//! What holds for any answer to any operation of MedSoft.

#![allow(
    clippy::unwrap_used,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use std::collections::BTreeMap;

use super::{Medsoft, MedsoftAccount, OPERATIONS, Operation, Paths, Place};
use crate::fuzzing::{CANARY, HOST, Line, settled, value_or_typed_error};

/// Well-formed parameters and body for any operation.
fn arguments(operation: &Operation) -> (BTreeMap<String, String>, Option<&'static str>) {
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

/// Every operation turns this answer into JSON or a typed error, with one request each; how many into JSON.
pub fn any_answer(status: u16, body: &[u8]) -> usize {
    let line = Line::new(status, body);
    let account = MedsoftAccount {
        base_url: format!("https://{HOST}/api").parse().unwrap(),
        client_path: "clinica".to_owned(),
        key: CANARY.into(),
        paths: Paths::default(),
    };
    let client = Medsoft::new(account, line.clone()).unwrap();
    let mut values = 0;
    for operation in OPERATIONS {
        let (params, body) = arguments(operation);
        let answer = settled(client.call(operation.name, &params, body.map(str::as_bytes)));
        values += usize::from(value_or_typed_error(answer));
    }
    assert_eq!(line.asked(), OPERATIONS.len());
    values
}
