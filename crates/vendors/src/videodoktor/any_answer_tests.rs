//! Whatever the vendor answers, every operation gives a value or a typed error.

use futures::executor::block_on;
use proptest::prelude::*;

use super::testing::{NOW, asking};
use super::{CODES, OPERATIONS};
use crate::CallError;
use crate::operation::Place;
use crate::testing::{any_json, params, response};

/// Calls every operation with this answer; `tokens`: whether a token is given first.
fn all_operations_survive(status: u16, body: &[u8], tokens: bool) -> usize {
    let owned = bytes::Bytes::copy_from_slice(body);
    let (client, _) = asking(move |request| {
        Ok(if tokens && request.uri().path().ends_with("/api_verify/") {
            response(200, r#"{"token":"t"}"#)
        } else {
            response(status, owned.clone())
        })
    });
    let mut values = 0;
    for operation in OPERATIONS {
        let pairs: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == Place::Form)
            .map(|parameter| {
                let value = match parameter.name {
                    "pacient_narozen" => "1980",
                    "pacient_telefon" => "700000111",
                    "meet_start" => "2030-11-23T10:00",
                    _ => "canary@posta.example",
                };
                (parameter.name, value)
            })
            .collect();
        match block_on(client.call_by_name(operation.name, &params(&pairs), None, NOW())) {
            Ok(answer) => {
                serde_json::from_str::<serde::de::IgnoredAny>(&answer.json).unwrap();
                values += 1;
            }
            Err(CallError::Vendor(error)) => {
                assert_eq!(error.operation, operation.name);
                assert!(!format!("{error} {error:?}").contains("canary"));
            }
            Err(CallError::Usage(usage)) => panic!("{usage}"),
        }
    }
    values
}

const KEYS: &[&str] = &[
    "meet_id",
    "meet_url",
    "meet_time",
    "meet_time_imd",
    "meet_active",
    "export_url",
    "time",
    "token",
    "error",
    "X004",
];

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        all_operations_survive(status, &body, false);
        all_operations_survive(status, &body, true);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        all_operations_survive(status, data.as_bytes(), true);
        all_operations_survive(status, format!("[{data}]").as_bytes(), true);
    }

    /// A code in any text around it is found, in any operation.
    #[test]
    fn any_code(index in any::<prop::sample::Index>(), before in "[ -~]{0,20}[ :\"\\[{(]", after in "[ .\"\\])}][ -~]{0,20}") {
        let code = CODES[index.index(CODES.len())].code;
        let body = format!("{before}{code}{after}");
        // Text that happens to be an answer, or to hold another code first, is not what is looked at here.
        if serde_json::from_str::<serde_json::Value>(&body).is_err() && !before.contains("X0") {
            let owned = body.clone();
            let (client, _) = asking(move |_| Ok(response(200, owned.clone())));
            let error = block_on(client.verify()).unwrap_err();
            prop_assert_eq!(error.vendor_code.as_deref(), Some(code), "{}", body);
        }
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    let one = br#"{"meet_id":"k","export_url":"u","time":"21.11.2030.01.18","token":"t"}"#;
    assert_eq!(all_operations_survive(200, one, false), OPERATIONS.len() - 1);
}
