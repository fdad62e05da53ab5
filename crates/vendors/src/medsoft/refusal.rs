//! The vendor's no, in all its spellings. The document shows no error answer; public clients read `ErrorMessage`,
//! then `Message`, and `ErrorCode`, and expect HTTP 200.

use bytes::Bytes;
use http::Response;

use crate::VendorError;
use crate::error::ErrorKind;
use crate::json::Object;
use crate::refusal::{self, object_of, text};

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

/// An HTTP status outside 2xx.
pub(super) fn http_failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
    let object = object_of(response);
    refusal::http_failure(operation, response)
        .with_vendor_code(code(&object).or_else(|| own_status(&object)))
        .with_vendor_message(words(&object))
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
