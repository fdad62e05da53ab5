//! A transport that answers what a test says and remembers what it was asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use proptest::prelude::*;
use secrecy::SecretString;
use url::Url;

use crate::medsoft::{self, Medsoft, MedsoftAccount};
use crate::{Transport, TransportError};

pub(crate) type Answer = Result<Response<Bytes>, TransportError>;

type Answering = dyn Fn(&Request<Bytes>) -> Answer + Send + Sync;

pub(crate) struct Stub {
    answer: Box<Answering>,
    seen: Mutex<Vec<Request<Bytes>>>,
    prefix: &'static str,
}

#[async_trait::async_trait]
impl Transport for Stub {
    async fn send(&self, request: Request<Bytes>) -> Answer {
        let answer = (self.answer)(&request);
        self.seen.lock().unwrap().push(request);
        answer
    }
}

impl Stub {
    pub(crate) fn new(
        prefix: &'static str,
        answer: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            answer: Box::new(answer),
            seen: Mutex::default(),
            prefix,
        })
    }

    /// Every request, in order.
    pub(crate) fn seen(&self) -> Vec<Request<Bytes>> {
        self.seen.lock().unwrap().clone()
    }

    /// Method and target of every request, in order, without the account's prefix.
    pub(crate) fn calls(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let target = |request: &Request<Bytes>| request.uri().path_and_query().unwrap().to_string();
        seen.iter()
            .map(|request| {
                format!(
                    "{} {}",
                    request.method(),
                    target(request).replace(self.prefix, "")
                )
            })
            .collect()
    }

    /// The only request.
    pub(crate) fn only(&self) -> Request<Bytes> {
        let seen = self.seen.lock().unwrap();
        assert_eq!(seen.len(), 1);
        seen[0].clone()
    }

    /// The only request's body as JSON text.
    pub(crate) fn body(&self) -> String {
        String::from_utf8(self.only().into_body().to_vec()).unwrap()
    }
}

const PREFIX: &str = "/clinica/api/integrations/cont-online/public/clinica";

pub(crate) const KEY: &str = "canary-key-7f3a";

pub(crate) fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).body(body.into()).unwrap()
}

pub(crate) fn asking(
    answer: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (Medsoft, Arc<Stub>) {
    let stub = Stub::new(PREFIX, answer);
    let account = MedsoftAccount {
        base_url: Url::parse("https://vendor.example/clinica/api").unwrap(),
        client_path: "clinica".to_owned(),
        key: SecretString::from(KEY.to_owned()),
        paths: medsoft::Paths::default(),
    };
    (Medsoft::new(account, stub.clone()).unwrap(), stub)
}

/// A client whose every call is answered with this body and HTTP 200.
pub(crate) fn answering(body: &str) -> (Medsoft, Arc<Stub>) {
    let body = Bytes::copy_from_slice(body.as_bytes());
    asking(move |_| Ok(response(200, body.clone())))
}

/// The same with these rows in the envelope of success.
pub(crate) fn with_rows(rows: &str) -> (Medsoft, Arc<Stub>) {
    answering(&format!(r#"{{"Status": 0, "ReturnData": [{rows}]}}"#))
}

/// Parameters for a call by name.
pub(crate) fn params(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// JSON of any shape, with some of these keys more likely than others.
pub(crate) fn any_json(keys: &'static [&'static str]) -> impl Strategy<Value = String> {
    let key = prop_oneof![
        prop::sample::select(keys).prop_map(str::to_owned),
        "[a-zăș_ ]{0,8}",
        "[0-4]",
    ];
    let quoted = |text: String| serde_json::to_string(&text).unwrap();
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,29})\\.[0-9]{1,30}([eE][+-]?[0-9]{1,4})?",
        "-?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.+Z-]{0,20}".prop_map(quoted),
        "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4}[. ][0-9:.]{0,8}".prop_map(quoted),
        any::<String>().prop_map(quoted),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        let pair = (key.clone(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec(pair, 0..6).prop_map(move |pairs| {
                let pair = |(key, value): &(String, String)| format!("{}:{value}", quoted(key.clone()));
                format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(","))
            }),
        ]
    })
}
