//! What holds for any answer to any operation of VideoDoktor, and for a code anywhere in it.

#![allow(
    clippy::unwrap_used,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use chrono::{DateTime, Utc};

use super::{CODES, OPERATIONS, Paths, StartFormat, Videodoktor, VideodoktorAccount};
use crate::fuzzing::{CANARY, HOST, Line, parameters, settled, value_or_typed_error};
use crate::json::decode;
use crate::operation::Place;

fn client(status: u16, body: &[u8], token: Option<&'static str>) -> Videodoktor {
    let account = VideodoktorAccount {
        base_url: format!("https://{HOST}/desk").parse().unwrap(),
        app_key: CANARY.into(),
        key: CANARY.into(),
        start_format: StartFormat::default(),
        paths: Paths::default(),
    };
    Videodoktor::new(account, Line::with_token(status, body, token)).unwrap()
}

/// Every operation turns this answer into JSON or a typed error; how many into JSON. `tokens`: whether a token is
/// given first.
pub fn any_answer(status: u16, body: &[u8], tokens: bool) -> usize {
    let client = client(status, body, tokens.then_some(r#"{"token":"t"}"#));
    let now: DateTime<Utc> = "2026-05-04T08:00:00Z".parse().unwrap();
    let mut values = 0;
    for operation in OPERATIONS {
        let fields = operation.parameters.iter();
        let fields = fields.filter(|parameter| parameter.place == Place::Form);
        let pairs: Vec<_> = fields
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
        let answer = settled(client.call_by_name(operation.name, &parameters(&pairs), None, now));
        values += usize::from(value_or_typed_error(answer));
    }
    values
}

/// A code of the vendor's is found in any text around it, as long as the text is not an answer of its own and holds
/// no other code before it.
pub fn any_code(which: usize, before: &str, after: &str) {
    let code = CODES[which % CODES.len()].code;
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    if before.ends_with(joins) || after.starts_with(joins) || before.contains(['X', 'x', '<', '\u{feff}']) {
        return;
    }
    let body = format!("{before}{code}{after}");
    if decode(body.as_bytes()).is_ok() {
        return;
    }
    let error = settled(client(200, body.as_bytes(), None).verify()).unwrap_err();
    assert_eq!(error.vendor_code.as_deref(), Some(code), "{body:?}");
}
