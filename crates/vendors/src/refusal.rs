//! What every vendor's failed answers have in common.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, NaiveDateTime, Utc};
use http::{HeaderMap, Response, StatusCode, header};

use crate::VendorError;
use crate::error::ErrorKind;
use crate::json::{Defect, Object, decode};
use crate::scalar::Scalar;

/// Nobody means to wait longer than this, whatever a header says.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// An answer that said yes in a shape that cannot be used.
pub(crate) fn unreadable(
    operation: &'static str,
    http_status: u16,
    message: String,
    body: Bytes,
) -> VendorError {
    VendorError::new(
        ErrorKind::Unreadable,
        operation,
        format!("the vendor sent {message}"),
    )
    .with_http_status(http_status)
    .with_raw(body)
}

/// An HTTP status outside 2xx, before anybody has looked for the vendor's own code and words.
pub(crate) fn http_failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
    let status = response.status();
    let (kind, message) = match status {
        StatusCode::UNAUTHORIZED => (ErrorKind::Unauthorized, "the vendor did not accept the key"),
        StatusCode::FORBIDDEN => (ErrorKind::Forbidden, "the key may not do this"),
        StatusCode::NOT_FOUND => (
            ErrorKind::NotFound,
            "the vendor does not know this address or item",
        ),
        StatusCode::TOO_MANY_REQUESTS => (ErrorKind::RateLimited, "the vendor asked to wait"),
        // A gateway gives up waiting with 408 as with 504: the vendor may have acted.
        StatusCode::REQUEST_TIMEOUT => (ErrorKind::Server, "the vendor's gateway gave up waiting"),
        _ if status.is_client_error() => (ErrorKind::Refused, "the vendor refused the request"),
        _ if status.is_server_error() => (ErrorKind::Server, "the vendor's server failed"),
        _ if status.is_redirection() => (
            ErrorKind::Redirect,
            "the vendor redirected the request; not followed",
        ),
        _ => (ErrorKind::Unreadable, "the vendor sent an unexpected HTTP status"),
    };
    let body = response.body();
    let with_page = if matches!(decode(body), Err(Defect::WebPage)) {
        " (it sent a web page instead of data)"
    } else {
        ""
    };
    VendorError::new(
        kind,
        operation,
        format!("{message}: HTTP {}{with_page}", status.as_u16()),
    )
    .with_http_status(status.as_u16())
    .with_retry_after(retry_after(response.headers()))
    .with_raw(body.clone())
}

/// The object of an error's body, empty when there is none.
pub(crate) fn object_of(response: &Response<Bytes>) -> Object {
    let raw = decode(response.body()).ok();
    raw.and_then(|raw| Object::parse(&raw)).unwrap_or_default()
}

/// The filled text (or number) of a key.
pub(crate) fn text(object: &Object, key: &str) -> Option<String> {
    String::read(object.get(key)?.get())
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Seconds, or the HTTP date measured by the vendor's own clock where it says the time.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let written = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = written.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST_WAIT));
    }
    let until = http_date(written)?;
    let now = headers
        .get(header::DATE)
        .and_then(|date| http_date(date.to_str().ok()?))
        .unwrap_or_else(Utc::now);
    Some((until - now).to_std().unwrap_or(Duration::ZERO).min(LONGEST_WAIT))
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text.trim(), "%a, %d %b %Y %H:%M:%S GMT").ok()?;
    Some(naive.and_utc())
}
