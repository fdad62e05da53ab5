//! Answers that are plain JSON, for the vendors whose documents print nothing else.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use crate::spoil::plain;

/// JSON with the usual type.
pub(crate) fn json(status: StatusCode, value: &Value) -> Response<Bytes> {
    typed(status, value.to_string(), "application/json; charset=utf-8")
}

/// A body of the given type.
pub(crate) fn typed(status: StatusCode, body: impl Into<Bytes>, kind: &'static str) -> Response<Bytes> {
    let mut response = plain(status, body);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
