//! A client over a transport that answers what a test says.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use serde::Serialize;
use url::Url;

use super::{Alfadocs, AlfadocsAccount, Paths};
use crate::testing::{Answer, Stub, response};

/// What the paths about the archive begin with.
pub(super) const A: &str = "/v1/practices/3/archives/4";

pub(super) const KEY: &str = "canary-dental-key";

pub(super) fn account() -> AlfadocsAccount {
    AlfadocsAccount {
        base_url: Url::parse("https://vendor.example/api/").unwrap(),
        key: KEY.into(),
        practice: Some(3),
        archive: Some(4),
        paths: Paths::default(),
    }
}

pub(super) fn asking(
    answer: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (Alfadocs, Arc<Stub>) {
    let stub = Stub::new("/api", answer);
    (Alfadocs::new(account(), stub.clone()).unwrap(), stub)
}

pub(super) fn answering(body: &str) -> (Alfadocs, Arc<Stub>) {
    let body = Bytes::copy_from_slice(body.as_bytes());
    asking(move |_| Ok(response(200, body.clone())))
}

/// Whether a row is written as it came (numbers in text may become numbers); how many of its keys are unknown.
pub(super) fn round_trip(row: &impl Serialize, source: &str) -> usize {
    let written = serde_json::to_value(row).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(source).unwrap()
    );
    let known = serde_json::to_string(row).unwrap();
    // Known keys come first and in the row's order, the unknown ones after them as they came.
    let keys: Vec<_> = written.as_object().unwrap().keys().cloned().collect();
    ["_height", "emailValid", "schemeCodes", "bollo"]
        .iter()
        .filter(|key| keys.contains(&(**key).to_owned()) && known.contains(**key))
        .count()
}
