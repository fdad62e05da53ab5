//! The client: builds the request, sends it once, opens the envelope.

use std::fmt;
use std::sync::Arc;

use http::{HeaderName, HeaderValue, header};

use super::account::MedsoftAccount;
use super::envelope::{Envelope, open};
use crate::outgoing::Outgoing;
use crate::transport::{Answers, Transport, discreet};
use crate::{FromObject, Rows, VendorError};

const KEY: HeaderName = HeaderName::from_static("x-api-key");

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
        let transport = discreet(transport, [&account.key], Answers::All);
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

    pub(super) async fn send(&self, outgoing: Outgoing) -> Result<Envelope, VendorError> {
        let name = outgoing.operation.name;
        let (method, path) = self.account.paths.way(outgoing.operation);
        let mut headers = vec![(KEY, self.key.clone())];
        if method != "GET" {
            // Also where the vendor's document shows no body.
            headers.push((header::CONTENT_TYPE, HeaderValue::from_static("application/json")));
        }
        let request = outgoing.by_way((method, path)).build(&self.prefix, headers)?;
        let response = self
            .transport
            .send(request)
            .await
            .map_err(|error| VendorError::from_transport(name, error))?;
        open(name, response)
    }

    pub(super) async fn list<T: FromObject>(&self, outgoing: Outgoing) -> Result<Rows<T>, VendorError> {
        Ok(self.send(outgoing).await?.rows())
    }
}
