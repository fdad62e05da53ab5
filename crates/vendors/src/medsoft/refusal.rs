//! The vendor's no, in all its spellings. The document shows no error answer; public clients read `ErrorMessage`,
//! then `Message`, and `ErrorCode`, and expect HTTP 200.

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

/// A status of the vendor's own other than zero.
pub(super) fn refused(
    operation: &'static str,
    http_status: u16,
    status: Option<String>,
    object: &Object,
    body: Bytes,
) -> VendorError {
    VendorError::new(ErrorKind::Refused, operation, "the vendor refused the request")
        .with_http_status(http_status)
        .with_vendor_code(code(object).or(status))
        .with_vendor_message(words(object))
        .with_raw(body)
}

/// An answer that said yes in a shape that cannot be used.
pub(super) fn unreadable(
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

/// An HTTP status outside 2xx.
pub(super) fn http_failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
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
    let object = decode(body);
    let page = matches!(object, Err(Defect::WebPage));
    let object = object
        .ok()
        .and_then(|raw| Object::parse(&raw))
        .unwrap_or_default();
    let with_page = if page {
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
    .with_vendor_code(code(&object).or_else(|| own_status(&object)))
    .with_vendor_message(words(&object))
    .with_retry_after(retry_after(response.headers()))
    .with_raw(body.clone())
}

fn text(object: &Object, key: &str) -> Option<String> {
    String::read(object.get(key)?.get())
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn words(object: &Object) -> Option<String> {
    ["ErrorMessage", "Message", "message", "error"]
        .iter()
        .find_map(|key| text(object, key))
        .or_else(|| {
            // Only text is a message here; a number would be data.
            object
                .get("ReturnData")
                .filter(|data| data.get().starts_with('"'))?;
            text(object, "ReturnData")
        })
}

fn code(object: &Object) -> Option<String> {
    text(object, "ErrorCode")
}

fn own_status(object: &Object) -> Option<String> {
    text(object, "Status")
}

/// Seconds, or the HTTP date measured by the vendor's own clock where it says the time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
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
