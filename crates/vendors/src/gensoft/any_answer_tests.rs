//! Whatever the vendor answers, every operation gives a value or a typed error.

use futures::executor::block_on;
use proptest::prelude::*;

use super::OPERATIONS;
use super::testing::{PDF, answering};
use crate::CallError;
use crate::testing::{any_json, params};

fn all_operations_survive(status: u16, body: &[u8]) -> usize {
    let (client, stub) = answering(status, body);
    let mut values = 0;
    for operation in OPERATIONS {
        let (pairs, sent) = match operation.name {
            "upload-report" => (params(&[("ID", "7")]), PDF),
            _ => (params(&[]), &br#"{"a":1}"#[..]),
        };
        match block_on(client.call(operation.name, &pairs, Some(sent))) {
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

proptest! {
    #[test]
    fn any_bytes(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..300)) {
        all_operations_survive(status, &body);
    }

    #[test]
    fn any_data(status in 200_u16..600, data in any_json(&["detail", "message", "id"])) {
        all_operations_survive(status, data.as_bytes());
    }
}

#[test]
fn the_arguments_used_here_do_reach_the_vendor() {
    assert_eq!(all_operations_survive(200, b"[]"), OPERATIONS.len());
}
