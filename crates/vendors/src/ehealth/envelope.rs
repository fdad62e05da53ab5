//! The wrapping of every answer: `meta` and `data` beside `urgent` and `paging`, or `meta` and `error`.

use bytes::Bytes;
use http::Response;
use serde_json::value::RawValue;

use crate::json::{Object, decode};
use crate::refusal::{http_failure, object_of, text, unreadable};
use crate::{ErrorKind, VendorError};

/// An answer that said yes.
pub(super) struct Envelope {
    pub(super) meta: Option<Box<RawValue>>,
    pub(super) data: Box<RawValue>,
    pub(super) beside: Object,
    operation: &'static str,
    http_status: u16,
    body: Bytes,
}

impl Envelope {
    /// The error for an answer that said yes in a shape that cannot be used.
    pub(super) fn unreadable(&self, message: &str) -> VendorError {
        unreadable(
            self.operation,
            self.http_status,
            message.to_owned(),
            self.body.clone(),
        )
    }
}

/// Opens an answer. Success is an HTTP 2xx without an `error`, also none inside `data`.
pub(super) fn open(operation: &'static str, response: Response<Bytes>) -> Result<Envelope, VendorError> {
    if !response.status().is_success() {
        return Err(failure(operation, &response));
    }
    let http_status = response.status().as_u16();
    let body = response.body().clone();
    let wrong = |message: String| unreadable(operation, http_status, message, body.clone());
    let raw = decode(&body).map_err(|defect| wrong(defect.to_string()))?;
    let Some(mut object) = Object::parse(&raw) else {
        return Err(wrong("data without its envelope".to_owned()));
    };
    if error_of(&object).is_some() {
        return Err(failure(operation, &response));
    }
    let meta = object.take_raw("meta");
    let Some(data) = object.take_raw("data") else {
        return Err(wrong("an envelope without data".to_owned()));
    };
    Ok(Envelope {
        meta,
        data,
        beside: object,
        operation,
        http_status,
        body,
    })
}

/// What an error says of itself: its type and its text.
struct Said {
    kind: Option<String>,
    message: Option<String>,
}

/// `error` at the top, or inside `data` (an asynchronous job that failed); an object, or bare text.
fn error_of(object: &Object) -> Option<Said> {
    let at = |object: &Object| {
        let raw = object.get("error").filter(|raw| raw.get() != "null")?;
        Some(match Object::parse(raw) {
            Some(error) => Said {
                kind: text(&error, "type"),
                message: with_entries(text(&error, "message"), error.get("invalid")),
            },
            None => Said {
                kind: None,
                message: text(object, "error"),
            },
        })
    };
    at(object).or_else(|| at(&Object::parse(object.get("data")?)?))
}

/// What a person reads of a refused request: the text, and of each entry that is not valid what is wrong with it.
fn with_entries(message: Option<String>, invalid: Option<&RawValue>) -> Option<String> {
    let entries = invalid
        .and_then(|raw| serde_json::from_str::<Vec<serde_json::Value>>(raw.get()).ok())
        .unwrap_or_default();
    let word = |value: &serde_json::Value| value.as_str().map(|text| text.trim().to_owned());
    let told = entries.iter().filter_map(|entry| {
        let rules = entry["rules"].as_array().map(Vec::as_slice).unwrap_or_default();
        let wrong: Vec<String> = rules
            .iter()
            .filter_map(|rule| word(&rule["description"]).or_else(|| word(&rule["rule"])))
            .collect();
        let parts = [word(&entry["entry"]), Some(wrong.join(", "))];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(": "))
    });
    let all: Vec<String> = message.into_iter().chain(told).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// A failed answer in words, each HTTP status and type told apart. The vendor's own texts change between versions
/// and are never matched.
pub(super) fn failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
    let object = object_of(response);
    let said = error_of(&object).unwrap_or(Said {
        kind: None,
        message: None,
    });
    let mut error = http_failure(operation, response);
    if response.status().is_success() {
        error.kind = match said.kind.as_deref() {
            Some("access_denied") => ErrorKind::Unauthorized,
            Some("forbidden") => ErrorKind::Forbidden,
            Some("not_found") => ErrorKind::NotFound,
            Some("internal_error") => ErrorKind::Server,
            _ => ErrorKind::Refused,
        };
    }
    let words = match error.kind {
        ErrorKind::Unauthorized => Some("the token is not valid or has ended"),
        ErrorKind::Forbidden => Some(
            "not allowed: the user or the client is not active, the token lacks the scope contract_request:read, \
             or the request belongs to another legal entity",
        ),
        ErrorKind::NotFound => Some("there is no such contract request"),
        ErrorKind::Refused => Some("the vendor refused the request"),
        ErrorKind::Server if response.status().is_success() => Some("the vendor's server failed"),
        _ => None,
    };
    if let Some(words) = words {
        error.message = format!("{words}: HTTP {}", response.status().as_u16()).into();
    }
    error
        .with_vendor_code(said.kind)
        .with_vendor_message(said.message)
}

/// Whether an error was the vendor's answer, not our own.
pub(super) fn from_vendor(error: &VendorError) -> bool {
    error.http_status.is_some()
}
