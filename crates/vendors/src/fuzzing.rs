//! What holds for anything that comes in, as functions that panic where it does not: the property tests and the
//! fuzz targets of `fuzz/` call the same ones. What belongs to one vendor stands in that vendor's `fuzzing`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a property that does not hold ends the test; nothing of this is in a release"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use chrono::{NaiveDate, NaiveDateTime};
use http::{Request, Response, StatusCode};
use rust_decimal::Decimal;
use serde::de::IgnoredAny;

use crate::json::decode;
use crate::scalar::{Price, Scalar, VendorDate, Wire};
use crate::{CallAnswer, CallError, Transport, TransportError, VendorError};

/// Stands in every key of the accounts here, so that a leak shows.
pub(crate) const CANARY: &str = "canary-key";

/// The host of the accounts here.
pub(crate) const HOST: &str = "vendor.example";

/// A line that answers every request alike, with another answer where a token is asked for.
pub(crate) struct Line {
    status: u16,
    body: Bytes,
    token: Option<&'static str>,
    asked: AtomicUsize,
}

impl Line {
    pub(crate) fn new(status: u16, body: &[u8]) -> Arc<Self> {
        Self::with_token(status, body, None)
    }

    /// The same; `token` is answered where one is asked for.
    pub(crate) fn with_token(status: u16, body: &[u8], token: Option<&'static str>) -> Arc<Self> {
        Arc::new(Self {
            status,
            body: Bytes::copy_from_slice(body),
            token,
            asked: AtomicUsize::new(0),
        })
    }

    /// How many requests arrived.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

#[async_trait::async_trait]
impl Transport for Line {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if request.uri().host() != Some(HOST) {
            // A link of the answer was followed: no key may go there.
            assert!(!format!("{} {:?}", request.uri(), request.body()).contains(CANARY));
            for value in request.headers().values() {
                assert!(!String::from_utf8_lossy(value.as_bytes()).contains(CANARY));
            }
        }
        let verifies = request.uri().path().ends_with("/api_verify/");
        let (status, body) = match self.token {
            Some(token) if verifies => (200, Bytes::from_static(token.as_bytes())),
            _ => (self.status, self.body.clone()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        Ok(response)
    }
}

/// Runs a call to its end on a clock that does not wait.
pub(crate) fn settled<T>(call: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.unwrap().block_on(call)
}

/// What any call by name must come to: JSON, or a typed error that shows neither key nor canary. Whether it was JSON.
pub(crate) fn value_or_typed_error(answer: Result<CallAnswer, CallError>) -> bool {
    match answer {
        Ok(answer) => {
            serde_json::from_str::<IgnoredAny>(&answer.json).unwrap();
            serde_json::from_str::<IgnoredAny>(&answer.json_without_binary).unwrap();
            true
        }
        Err(CallError::Vendor(error)) => {
            silent(&error);
            // The arguments were sound, so that whatever is wrong came from the vendor.
            assert_ne!(error.kind.as_str(), "invalid", "{error}");
            false
        }
        Err(CallError::Usage(usage)) => panic!("{usage}"),
    }
}

fn silent(error: &VendorError) {
    assert!(!format!("{error} {error:?}").contains("canary"));
}

/// Parameters of a call by name.
pub(crate) fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
    pairs.iter().map(owned).collect()
}

/// A status that HTTP knows, from any number.
#[must_use]
pub fn status(number: u16) -> u16 {
    100 + number % 500
}

/// Any bytes decode to sound JSON or to a typed no, and sound JSON comes back as it was.
pub fn lenient_json(body: &[u8]) {
    let decoded = decode(body);
    if let Ok(raw) = &decoded {
        serde_json::from_str::<IgnoredAny>(raw.get()).unwrap();
    }
    if let Ok(text) = std::str::from_utf8(body)
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
    {
        assert_eq!(decoded.unwrap().get(), text.trim());
    }
}

/// Any JSON value is read as each scalar or not at all, and what was read is written so that it reads the same.
pub fn scalars(text: &str) {
    let quoted = serde_json::to_string(text).unwrap();
    let whole = serde_json::from_str::<IgnoredAny>(text).is_ok();
    for raw in [Some(quoted.as_str()), Some(text.trim()).filter(|_| whole)]
        .into_iter()
        .flatten()
        .filter(|raw| *raw != "null")
    {
        round_trip::<bool>(raw);
        round_trip::<i64>(raw);
        round_trip::<Decimal>(raw);
        round_trip::<Price>(raw);
        round_trip::<VendorDate>(raw);
        round_trip::<NaiveDate>(raw);
        round_trip::<NaiveDateTime>(raw);
        round_trip::<String>(raw);
    }
}

fn round_trip<T: Scalar + PartialEq + std::fmt::Debug>(raw: &str) {
    if let Some(value) = T::read(raw) {
        let written = serde_json::to_string(&Wire(&value)).unwrap();
        assert_eq!(
            T::read(&written).as_ref(),
            Some(&value),
            "{raw} was written as {written}"
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::any_json;

    proptest! {
        #[test]
        fn decoding_is_exact_or_typed(data in any_json(&["a"]), text in ".{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            lenient_json(data.as_bytes());
            lenient_json(text.as_bytes());
            lenient_json(&bytes);
        }

        #[test]
        fn scalars_read_again_as_they_were_written(
            data in any_json(&["a"]),
            text in ".{0,30}",
            price in "[-+]?[0-9., ]{0,12} ?(RON|lei|€)?",
            date in "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-6][0-9](\\.[0-9]{0,10})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
            number in "-?[0-9]{0,30}(\\.[0-9]{0,30})?([eE][-+]?[0-9]{0,4})?",
        ) {
            for text in [data, text, price, date, number] {
                scalars(&text);
            }
        }
    }
}
