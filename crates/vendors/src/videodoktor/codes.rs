//! The vendor's error codes. Where they stand in an answer the document does not say, so they are looked for
//! everywhere.

use bytes::Bytes;
use http::Response;
use serde_json::Value;

use crate::VendorError;
use crate::error::ErrorKind;
use crate::json::decode;
use crate::refusal::{http_failure, object_of, retry_after, text};

/// What one code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// As the vendor writes it.
    pub code: &'static str,
    /// The kind of error it becomes.
    pub kind: ErrorKind,
    /// The parameter it is about.
    pub field: Option<&'static str>,
    /// What happened, in English.
    pub meaning: &'static str,
    /// What to do, in English.
    pub advice: &'static str,
}

const fn row(
    code: &'static str,
    kind: ErrorKind,
    field: Option<&'static str>,
    meaning: &'static str,
    advice: &'static str,
) -> Code {
    Code {
        code,
        kind,
        field,
        meaning,
        advice,
    }
}

use ErrorKind::{NotFound, RateLimited, Refused, Server, Unauthorized};

/// All codes of the document.
pub const CODES: &[Code] = &[
    row(
        "X000",
        RateLimited,
        None,
        "too many requests from this address",
        "wait a few minutes and try again",
    ),
    row(
        "X001",
        Unauthorized,
        Some("api_app_key"),
        "the integration's key is missing or not valid",
        "check api_app_key in the connection; the vendor gives it out",
    ),
    row(
        "X002",
        Unauthorized,
        Some("api_key"),
        "the practice's key is missing or not valid",
        "check api_key in the connection; it stands in the practice's account",
    ),
    row(
        "X003",
        Unauthorized,
        None,
        "the token is missing or not valid, twice in a row",
        "try again in a minute",
    ),
    row(
        "X004",
        NotFound,
        Some("meet_id"),
        "there is no such call",
        "read the list of calls again; it may have been removed",
    ),
    row(
        "X005",
        Server,
        None,
        "the vendor's system failed or is switched off",
        "look into the list of calls, then try again",
    ),
    row(
        "X010",
        Refused,
        Some("pacient_jmeno"),
        "the patient's name is missing or not valid",
        "give 6 to 64 characters",
    ),
    row(
        "X011",
        Refused,
        Some("pacient_email"),
        "the patient's e-mail address is not valid",
        "correct it, or leave it out and give a phone",
    ),
    row(
        "X012",
        Refused,
        Some("pacient_telefon"),
        "the patient's phone is not valid",
        "give nine digits without a prefix",
    ),
    row(
        "X013",
        Refused,
        Some("pacient_email"),
        "neither e-mail nor phone was given",
        "give one of them",
    ),
    row(
        "X014",
        Refused,
        Some("pacient_narozen"),
        "the year of birth is missing or not valid",
        "give four digits",
    ),
    row(
        "X020",
        Refused,
        Some("meet_start"),
        "the beginning is missing or not valid",
        "if the time is right, the connection's time format is not the vendor's: choose another",
    ),
    row(
        "X021",
        Refused,
        Some("meet_start"),
        "the beginning has passed",
        "choose a later time",
    ),
    row(
        "X022",
        Refused,
        Some("meet_start"),
        "the server pauses between 3:00 and 4:00",
        "choose another time",
    ),
    row(
        "X023",
        Refused,
        Some("meet_start"),
        "the server has too many calls at that time",
        "choose another time",
    ),
    row(
        "X024",
        Refused,
        Some("meet_start"),
        "there is already a call at that time",
        "choose another time, or look whether this very call was made before",
    ),
];

/// The meaning of a code.
pub fn code(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}

/// Where a code may stand as a bare number.
const PLACES: [&str; 6] = ["code", "kod", "error", "error_code", "errorcode", "chyba"];

/// The first code in an answer: in any text or key of its JSON, else anywhere in its bytes, else as a number in a
/// place that is for one. A failing server's numbers are its own.
pub(super) fn find(body: &[u8], numbers: bool) -> Option<String> {
    let value = decode(body)
        .ok()
        .and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
    value
        .as_ref()
        .and_then(in_value)
        .or_else(|| in_text(&String::from_utf8_lossy(body)))
        .or_else(|| value.as_ref().filter(|_| numbers).and_then(as_number))
}

/// A code of the document without its letter: `24`, `"024"`. One that says only whether something failed (0, 1) is
/// none.
fn as_number(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.iter().find_map(as_number),
        Value::Object(object) => object.iter().find_map(|(key, value)| {
            let number = match value {
                Value::Number(number) => number.as_u64(),
                Value::String(text) => text.trim().parse().ok(),
                other => return as_number(other),
            };
            let written = format!("X{:03}", number.filter(|number| *number > 1)?);
            (PLACES.contains(&key.to_ascii_lowercase().as_str()) && code(&written).is_some())
                .then_some(written)
        }),
        _ => None,
    }
}

fn in_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => in_text(text),
        Value::Array(list) => list.iter().find_map(in_value),
        Value::Object(object) => object
            .iter()
            .find_map(|(key, value)| in_text(key).or_else(|| in_value(value))),
        _ => None,
    }
}

/// `X0` and two digits, in capitals or not, that are no part of a longer word; answered in capitals.
pub(super) fn in_text(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .find(|word| {
            let rest = word.strip_prefix("X0").or_else(|| word.strip_prefix("x0"));
            rest.is_some_and(|rest| rest.len() == 2 && rest.bytes().all(|digit| digit.is_ascii_digit()))
        })
        .map(str::to_ascii_uppercase)
}

/// Whether a text is a code and nothing else.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 4 && in_text(text).is_some()
}

/// The error of an answer that holds a code, whatever its HTTP status.
pub(super) fn refusal(operation: &'static str, response: &Response<Bytes>, written: String) -> VendorError {
    let known = code(&written);
    let message = match known {
        Some(known) => format!("{}: {}; {}", known.code, known.meaning, known.advice),
        None => {
            format!("{written}: the vendor refused the request with a code that its document does not list")
        }
    };
    let kind = known.map_or(Refused, |known| known.kind);
    let said = object_of(response);
    let words = ["message", "error", "chyba", "popis", "description"]
        .iter()
        .find_map(|key| text(&said, key).filter(|text| *text != written));
    VendorError::new(kind, operation, message)
        .with_http_status(response.status().as_u16())
        .with_field(known.and_then(|known| known.field))
        .with_vendor_code(Some(written))
        .with_vendor_message(words)
        .with_retry_after(retry_after(response.headers()))
        .with_raw(response.body().clone())
}

/// The error of an answer that is not what was asked for.
pub(super) fn failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
    if let Some(written) = find(response.body(), !response.status().is_server_error()) {
        return refusal(operation, response, written);
    }
    if !response.status().is_success() {
        return http_failure(operation, response);
    }
    let defect = decode(response.body()).err();
    let message = defect.map_or_else(
        || "an answer of another shape than the document's".to_owned(),
        |defect| defect.to_string(),
    );
    crate::refusal::unreadable(
        operation,
        response.status().as_u16(),
        message,
        response.body().clone(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::response;

    #[test]
    fn every_code_of_the_document_is_known_once() {
        let codes: Vec<_> = CODES.iter().map(|row| row.code).collect();
        assert_eq!(
            codes,
            [
                "X000", "X001", "X002", "X003", "X004", "X005", "X010", "X011", "X012", "X013", "X014",
                "X020", "X021", "X022", "X023", "X024"
            ]
        );
        for row in CODES {
            assert!(!row.meaning.is_empty() && !row.advice.is_empty());
            assert_eq!(code(row.code), Some(row));
        }
    }

    #[test]
    fn a_code_is_found_wherever_it_stands() {
        for body in [
            r#"{"error":"X011"}"#,
            r#"{"code":"X011","message":"Neplatný"}"#,
            r#"{"chyba":"Chyba X011: neplatný e-mail"}"#,
            r#"{"error":{"code":"X011"}}"#,
            r#"{"errors":[{"x":1},{"kod":"X011"}]}"#,
            r#"{"X011":"Neplatný"}"#,
            r#""X011""#,
            "X011",
            "Chyba: X011.\r\n",
            "<html><body>X011</body></html>",
            r#"["X011"]"#,
            r#"{"error":"line\nX011"}"#,
            r#"{"meet_id":"","error":"X011"#,
            r#"{"error":"x011"}"#,
            "chyba x011",
            r#"{"code":11}"#,
            r#"{"error":{"kod":"011","popis":"Neplatný"}}"#,
            r#"[{"Error_Code":"11"}]"#,
        ] {
            assert_eq!(find(body.as_bytes(), true).as_deref(), Some("X011"), "{body}");
        }
        for body in [
            "AX011",
            "X0111",
            "X01",
            "x_X011",
            "X11",
            "",
            "{}",
            "[1]",
            "XX011X",
            "žX011",
            r#"{"error":1}"#,
            r#"{"code":0}"#,
            r#"{"code":200}"#,
            r#"{"meet":11}"#,
            r#"{"error":true}"#,
        ] {
            assert_eq!(find(body.as_bytes(), true), None, "{body}");
        }
        assert_eq!(
            find(br#"{"code":11}"#, false),
            None,
            "a failing server's own number"
        );
    }

    #[test]
    fn a_code_beats_the_http_status_and_keeps_the_vendors_words() {
        let error = failure(
            "create-call",
            &response(500, r#"{"error":"X024","message":"Už existuje"}"#),
        );
        assert_eq!((error.kind, error.http_status), (Refused, Some(500)));
        assert_eq!(error.vendor_code.as_deref(), Some("X024"));
        assert_eq!(error.field, Some("meet_start"));
        assert_eq!(error.vendor_message.as_ref().unwrap().as_str(), "Už existuje");
        assert!(error.message.contains("already a call"));
        let unknown = failure("calls", &response(200, r#"{"error":"X099"}"#));
        assert_eq!(
            (unknown.kind, unknown.vendor_code.as_deref()),
            (Refused, Some("X099"))
        );
    }

    #[test]
    fn without_a_code_the_http_status_or_the_shape_speaks() {
        let kind = |status, body: &'static str| failure("calls", &response(status, body)).kind;
        assert_eq!(kind(401, "{}"), Unauthorized);
        assert_eq!(kind(502, "<html>"), Server);
        assert_eq!(kind(200, "<html>"), ErrorKind::Unreadable);
        assert_eq!(kind(200, r#"{"x":1}"#), ErrorKind::Unreadable);
        assert_eq!(kind(200, ""), ErrorKind::Unreadable);
    }
}
