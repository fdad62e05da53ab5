//! Whatever the vendor answers, every operation gives a value or a typed error.

use futures::executor::block_on;
use proptest::prelude::*;

use super::testing::{CAPITATION, ID, NOW, asking};
use super::{ADDITIONS, OPERATIONS};
use crate::CallError;
use crate::testing::{any_json, params, response};

fn all_operations_survive(status: u16, body: &[u8]) -> usize {
    let owned = bytes::Bytes::copy_from_slice(body);
    let (client, _) = asking(move |_| Ok(response(status, owned.clone())));
    let mut values = 0;
    for operation in OPERATIONS.iter().chain(ADDITIONS) {
        let mut pairs = vec![("contract_type", "capitation"), ("id", ID)];
        if operation.name == "contract-document" {
            pairs.push(("type", "SIGNED_CONTENT"));
        }
        match block_on(client.call(operation.name, &params(&pairs), None, NOW())) {
            Ok(answer) => {
                serde_json::from_str::<serde::de::IgnoredAny>(&answer.json).unwrap();
                values += 1;
            }
            Err(CallError::Vendor(error)) => assert!(!format!("{error} {error:?}").contains("canary")),
            Err(CallError::Usage(usage)) => panic!("{usage}"),
        }
    }
    values
}

const KEYS: &[&str] = &[
    "data",
    "error",
    "meta",
    "urgent",
    "documents",
    "paging",
    "contractor_divisions",
    "working_hours",
    "mon",
    "contractor_legal_entity",
    "start_date",
    "medical_programs",
];

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        all_operations_survive(status, &body);
    }

    #[test]
    fn any_data(status in prop_oneof![Just(200_u16), 200_u16..600], data in any_json(KEYS)) {
        all_operations_survive(status, data.as_bytes());
        all_operations_survive(200, format!(r#"{{"data":{data},"urgent":{data},"paging":{data}}}"#).as_bytes());
        all_operations_survive(200, format!(r#"{{"data":[{data}]}}"#).as_bytes());
    }

    #[test]
    fn any_cut_and_any_scratch(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut body = CAPITATION.as_bytes().to_vec();
        let at = at.index(body.len());
        all_operations_survive(200, &body[..at]);
        body[at] = byte;
        all_operations_survive(200, &body);
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    assert_eq!(all_operations_survive(200, CAPITATION.as_bytes()), 2);
}
