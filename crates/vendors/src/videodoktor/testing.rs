//! A client over a transport that answers what a test says.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::Request;
use secrecy::SecretString;
use url::Url;

use super::{Paths, StartFormat, Videodoktor, VideodoktorAccount};
use crate::testing::{Answer, Stub, response};

pub(super) const KEY: &str = "canary-practice-key";
pub(super) const APP_KEY: &str = "canary-app-key";

/// A time that all calls of the tests lie after.
#[allow(non_snake_case, reason = "it is as fixed as a constant")]
pub(super) fn NOW() -> DateTime<Utc> {
    "2026-05-04T08:00:00Z".parse().unwrap()
}

pub(super) fn asking(
    answer: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (Videodoktor, Arc<Stub>) {
    let stub = Stub::new("/desk", answer);
    let account = VideodoktorAccount {
        base_url: Url::parse("https://vendor.example/desk/").unwrap(),
        app_key: SecretString::from(APP_KEY.to_owned()),
        key: SecretString::from(KEY.to_owned()),
        start_format: StartFormat::default(),
        paths: Paths::default(),
    };
    (Videodoktor::new(account, stub.clone()).unwrap(), stub)
}

/// A client that always gets a token, and this body with HTTP 200 for everything else.
pub(super) fn answering(body: &str) -> (Videodoktor, Arc<Stub>) {
    let body = Bytes::copy_from_slice(body.as_bytes());
    asking(move |request| {
        let verify = request.uri().path().ends_with("/api_verify/");
        Ok(response(
            200,
            if verify {
                Bytes::from_static(br#"{"token":"tok-1"}"#)
            } else {
                body.clone()
            },
        ))
    })
}

pub(super) fn form_of(request: &Request<Bytes>) -> String {
    String::from_utf8(request.body().to_vec()).unwrap()
}
