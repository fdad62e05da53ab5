//! The client: builds the request, sends it once, opens the envelope.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri, header};
use serde::Serialize;

use super::account::MedsoftAccount;
use super::envelope::{Envelope, open};
use crate::account::encoded;
use crate::error::ErrorKind;
use crate::operation::{Operation, OperationEffect};
use crate::transport::{CallKind, Route, Transport};
use crate::{FromObject, Rows, VendorError};

/// MedSoft as one clinic's account sees it. Cheap to clone; `Debug` shows no key.
///
/// Every method makes exactly one call and never repeats it.
#[derive(Clone)]
pub struct Medsoft {
    account: MedsoftAccount,
    prefix: Arc<str>,
    key: HeaderValue,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Medsoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Medsoft")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Medsoft {
    /// A client for this account.
    ///
    /// # Errors
    /// `Invalid` naming `base_url`, `client_path` or `key` when no request could be made with it.
    pub fn new(account: MedsoftAccount, transport: Arc<dyn Transport>) -> Result<Self, VendorError> {
        let prefix = account.prefix()?.into();
        let key = account.key_header()?;
        Ok(Self {
            account,
            prefix,
            key,
            transport,
        })
    }

    /// The account this client uses.
    pub fn account(&self) -> &MedsoftAccount {
        &self.account
    }

    pub(super) async fn send(&self, call: Call) -> Result<Envelope, VendorError> {
        let name = call.operation.name;
        let request = self.request(call)?;
        let response = self
            .transport
            .send(request)
            .await
            .map_err(|error| VendorError::from_transport(name, error))?;
        open(name, response)
    }

    pub(super) async fn list<T: FromObject>(&self, call: Call) -> Result<Rows<T>, VendorError> {
        Ok(self.send(call).await?.rows())
    }

    fn request(&self, call: Call) -> Result<Request<Bytes>, VendorError> {
        let operation = call.operation;
        let writes = call.writes || operation.effect == OperationEffect::Write;
        let uri: Uri = format!("{}{}", self.prefix, call.target())
            .parse()
            .map_err(|_| call.too_long())?;
        let mut request = Request::new(call.body);
        *request.method_mut() = Method::from_bytes(operation.method.as_bytes()).unwrap_or_default();
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert("X-API-KEY", self.key.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if operation.method != "GET" {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        request.extensions_mut().insert(Route(operation.path));
        request
            .extensions_mut()
            .insert(if writes { CallKind::Write } else { CallKind::Read });
        Ok(request)
    }
}

/// One call in the making.
pub(super) struct Call {
    operation: &'static Operation,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Bytes,
    writes: bool,
}

impl Call {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            path: operation.path.to_owned(),
            query: vec![],
            body: Bytes::new(),
            writes: false,
        }
    }

    /// Fills a place of the path template.
    pub(super) fn path(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.path = self
            .path
            .replace(&format!("{{{name}}}"), &encoded(&value.to_string()));
        self
    }

    /// Adds a query parameter, if there is a value.
    pub(super) fn query(mut self, name: &'static str, value: Option<impl fmt::Display>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// Sets the JSON body.
    pub(super) fn body(mut self, body: &impl Serialize) -> Result<Self, VendorError> {
        let name = self.operation.name;
        self.body = serde_json::to_vec(body)
            .map_err(|_| VendorError::new(ErrorKind::Invalid, name, "the body cannot be written as JSON"))?
            .into();
        Ok(self)
    }

    /// Marks a call that writes although its operation may also only read.
    pub(super) fn writes(mut self, writes: bool) -> Self {
        self.writes = writes;
        self
    }

    fn target(&self) -> String {
        let mut target = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.push_str(&encoded(value));
        }
        target
    }

    fn too_long(&self) -> VendorError {
        let longest = self
            .query
            .iter()
            .max_by_key(|(_, value)| value.len())
            .map(|(name, _)| *name);
        let mut error = VendorError::new(
            ErrorKind::Invalid,
            self.operation.name,
            "the text is too long to be sent",
        );
        error.field = longest;
        error
    }
}
