//! The client: builds the request, sends it once.

use std::fmt;
use std::sync::Arc;

use super::account::GensoftAccount;
use super::answer::{GensoftAnswer, open};
use crate::VendorError;
use crate::outgoing::Outgoing;
use crate::transport::{Answers, Transport, discreet};

/// Gensoft as one account sees it. Cheap to clone; `Debug` shows no key.
///
/// Every method makes exactly one call and never repeats it.
#[derive(Clone)]
pub struct Gensoft {
    account: GensoftAccount,
    prefix: Arc<str>,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Gensoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gensoft")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Gensoft {
    /// A client for this account.
    ///
    /// # Errors
    /// `Invalid` naming `base_url` or `key` when no request could be made with it.
    pub fn new(account: GensoftAccount, transport: Arc<dyn Transport>) -> Result<Self, VendorError> {
        let prefix = account.prefix()?.into();
        account.key_header()?;
        let transport = discreet(transport, [&account.key], Answers::All);
        Ok(Self {
            account,
            prefix,
            transport,
        })
    }

    /// The account this client uses.
    pub fn account(&self) -> &GensoftAccount {
        &self.account
    }

    pub(super) async fn send(&self, outgoing: Outgoing) -> Result<GensoftAnswer, VendorError> {
        let name = outgoing.operation.name;
        let way = self.account.paths.way(outgoing.operation);
        let request = outgoing
            .by_way(way)
            .build(&self.prefix, [self.account.key_header()?])?;
        let answer = self.transport.send(request).await;
        open(
            name,
            answer.map_err(|error| VendorError::from_transport(name, error))?,
        )
    }
}
