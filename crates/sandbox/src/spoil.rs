//! What a fault leaves of an answer.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};

use crate::faults::{Fault, FaultKind};
use crate::line::LineError;
use crate::vendor::Vendor;

/// What came of a request, before it is known how it travels.
pub(crate) enum Outcome {
    /// A whole answer.
    Whole(Response<Bytes>),
    /// An answer of which only the first half arrives.
    Half(Response<Bytes>),
    /// No answer.
    Nothing(LineError),
}

pub(crate) fn plain(status: StatusCode, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
}

fn with_header(mut response: Response<Bytes>, name: HeaderName, value: &str) -> Response<Bytes> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A gateway's page.
pub(crate) fn page(status: StatusCode) -> Response<Bytes> {
    let title = status.canonical_reason().unwrap_or("Error");
    let text = format!(
        "<!DOCTYPE html>\n<html><head><title>{0} {title}</title></head>\n<body><center><h1>{0} {title}</h1></center><hr></body></html>\n",
        status.as_u16()
    );
    with_header(
        plain(status, text),
        header::CONTENT_TYPE,
        "text/html; charset=utf-8",
    )
}

/// What the fault leaves of the vendor's answer (`None` when the request was not handed to the vendor).
pub(crate) fn spoil(answered: Option<Response<Bytes>>, vendor: Vendor, fault: Option<&Fault>) -> Outcome {
    let Some(fault) = fault else {
        return answered.map_or(Outcome::Nothing(LineError::Dropped), Outcome::Whole);
    };
    let stand_in = || {
        with_header(
            plain(StatusCode::OK, framed(vendor, 0)),
            header::CONTENT_TYPE,
            "application/json",
        )
    };
    match fault.kind {
        FaultKind::Latency => Outcome::Whole(answered.unwrap_or_else(stand_in)),
        FaultKind::DropBefore | FaultKind::DropAfter => Outcome::Nothing(LineError::Dropped),
        FaultKind::Unauthorized => Outcome::Whole(page(StatusCode::UNAUTHORIZED)),
        FaultKind::TooMany => Outcome::Whole(with_header(
            page(StatusCode::TOO_MANY_REQUESTS),
            header::RETRY_AFTER,
            &fault.retry_after.to_string(),
        )),
        FaultKind::Broken | FaultKind::BrokenAfter => Outcome::Whole(page(StatusCode::INTERNAL_SERVER_ERROR)),
        FaultKind::Html => Outcome::Whole(page(status_of(fault, StatusCode::BAD_GATEWAY))),
        FaultKind::CutBody => Outcome::Half(answered.unwrap_or_else(stand_in)),
        FaultKind::BrokenJson => Outcome::Whole(
            answered
                .unwrap_or_else(stand_in)
                .map(|body| body.slice(..body.len() * 2 / 3)),
        ),
        FaultKind::Empty => Outcome::Whole(plain(status_of(fault, StatusCode::OK), "")),
        FaultKind::Huge => Outcome::Whole(stand_in().map(|_| framed(vendor, fault.bytes))),
    }
}

fn status_of(fault: &Fault, usual: StatusCode) -> StatusCode {
    fault
        .status
        .and_then(|code| StatusCode::from_u16(code).ok())
        .unwrap_or(usual)
}

/// Well-formed JSON of exactly `length` bytes (or a little more, when `length` is below the frame).
fn framed(vendor: Vendor, length: usize) -> Bytes {
    let (head, tail) = vendor.frame();
    let mut text = Vec::with_capacity(length);
    text.extend_from_slice(head.as_bytes());
    text.resize(length.saturating_sub(tail.len()).max(head.len()), b'A');
    text.extend_from_slice(tail.as_bytes());
    text.into()
}
