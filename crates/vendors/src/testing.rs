//! A transport that answers what a test says and remembers what it was asked.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, Response};
use secrecy::SecretString;
use url::Url;

use crate::medsoft::{Medsoft, MedsoftAccount};
use crate::{Transport, TransportError};

pub(crate) type Answer = Result<Response<Bytes>, TransportError>;

type Answering = dyn Fn(&Request<Bytes>) -> Answer + Send + Sync;

pub(crate) struct Stub {
    answer: Box<Answering>,
    seen: Mutex<Vec<Request<Bytes>>>,
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
    /// Method and target of every request, in order, without the account's prefix.
    pub(crate) fn calls(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let target = |request: &Request<Bytes>| request.uri().path_and_query().unwrap().to_string();
        seen.iter()
            .map(|request| format!("{} {}", request.method(), target(request).replace(PREFIX, "")))
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
    let stub = Arc::new(Stub {
        answer: Box::new(answer),
        seen: Mutex::default(),
    });
    let account = MedsoftAccount {
        base_url: Url::parse("https://vendor.example/clinica/api").unwrap(),
        client_path: "clinica".to_owned(),
        key: SecretString::from(KEY.to_owned()),
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
