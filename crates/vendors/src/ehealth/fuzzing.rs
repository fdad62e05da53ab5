//! What holds for any answer to any operation of eHealth.

#![allow(
    clippy::unwrap_used,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use chrono::{DateTime, Utc};

use super::{ADDITIONS, Ehealth, EhealthAccount, OPERATIONS, Paths, Refresh};
use crate::fuzzing::{CANARY, HOST, Line, parameters, settled, value_or_typed_error};

/// Every operation turns this answer into JSON or a typed error; how many into JSON. `renews`: whether a token that is
/// not accepted can be renewed, by the same answer.
pub fn any_answer(status: u16, body: &[u8], renews: bool) -> usize {
    let refresh = Refresh {
        auth_url: None,
        refresh_token: CANARY.into(),
        client_id: "client".to_owned(),
        client_secret: CANARY.into(),
    };
    let account = EhealthAccount {
        base_url: format!("https://{HOST}/mis").parse().unwrap(),
        token: CANARY.into(),
        expires_at: None,
        psk: Some(CANARY.into()),
        refresh: renews.then_some(refresh),
        paths: Paths::default(),
    };
    let client = Ehealth::new(account, Line::new(status, body)).unwrap();
    let now: DateTime<Utc> = "2026-05-04T08:00:00Z".parse().unwrap();
    let mut values = 0;
    for operation in OPERATIONS.iter().chain(ADDITIONS) {
        let mut pairs = vec![
            ("contract_type", "capitation"),
            ("id", "6a1f8f0e-3a52-4c0b-9f3e-0d6f4c1f2b11"),
        ];
        if operation.name == "contract-document" {
            pairs.push(("type", "SIGNED_CONTENT"));
        }
        let answer = settled(client.call(operation.name, &parameters(&pairs), None, now));
        values += usize::from(value_or_typed_error(answer));
    }
    values
}
