//! Whatever the vendor answers, every operation gives a value or a typed error.

use proptest::prelude::*;

use super::OPERATIONS;
use super::call_tests::sound;
use super::testing::asking;
use crate::CallError;
use crate::testing::{any_json, params, response};

/// Calls every operation with this answer, on a clock that does not wait.
fn all_operations_survive(status: u16, body: &[u8]) -> usize {
    let owned = bytes::Bytes::copy_from_slice(body);
    let (client, _) = asking(move |_| Ok(response(status, owned.clone())));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let mut values = 0;
    for operation in OPERATIONS {
        let given = params(&sound(operation.name));
        match runtime.block_on(client.call(operation.name, &given, None)) {
            Ok(answer) => {
                serde_json::from_str::<serde::de::IgnoredAny>(&answer.json).unwrap();
                values += 1;
            }
            Err(CallError::Vendor(error)) => {
                assert_eq!(error.operation, operation.name);
                assert_ne!(error.kind.as_str(), "invalid", "{}: {error}", operation.name);
            }
            Err(CallError::Usage(usage)) => panic!("{usage}"),
        }
    }
    values
}

const KEYS: &[&str] = &[
    "data",
    "results",
    "links",
    "next",
    "status",
    "error",
    "id",
    "date",
    "isSigned",
    "phoneNumbers",
    "dateBirth",
    "downloadUrl",
    "_height",
    "choices",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        all_operations_survive(status, &body);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        all_operations_survive(status, data.as_bytes());
        all_operations_survive(200, format!(r#"{{"data":[{data}],"links":{data}}}"#).as_bytes());
        all_operations_survive(200, format!(r#"{{"results":{data}}}"#).as_bytes());
    }

    #[test]
    fn any_cut(data in any_json(KEYS), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = format!(r#"{{"status":"success","data":[{data},{{"0":{data}}}]}}"#).into_bytes();
        let at = at.index(body.len());
        all_operations_survive(200, &body[..at]);
        body[at] = byte;
        all_operations_survive(200, &body);
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    let row = br#"{"status":"success","data":[{"id":1}],"isSigned":"true"}"#;
    assert_eq!(all_operations_survive(200, row), OPERATIONS.len());
}
