//! The client: builds the request, renews the token when it must, opens the envelope.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderValue, Request, Response, header};
use secrecy::SecretString;
use tokio::sync::Mutex;

use super::account::{EhealthAccount, bearer};
use super::envelope::{Envelope, open};
use super::tokens::{Tokens, token_refused};
use crate::VendorError;
use crate::outgoing::Outgoing;
use crate::transport::{Answers, Transport, discreet};

/// eHealth as one legal entity's account sees it. Cheap to clone; clones share the token, and `Debug` does not show
/// it.
///
/// Every operation reads. A token that has ended, or that the vendor does not accept, is renewed once when the
/// account can; the call is then made with the new one.
#[derive(Clone)]
pub struct Ehealth {
    account: EhealthAccount,
    prefix: Arc<str>,
    transport: Arc<dyn Transport>,
    pub(super) tokens: Arc<Mutex<Tokens>>,
}

impl fmt::Debug for Ehealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ehealth")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Ehealth {
    /// A client for this account.
    ///
    /// # Errors
    /// `Invalid` naming `base_url`, `token` or `psk` when no request could be made with it.
    pub fn new(account: EhealthAccount, transport: Arc<dyn Transport>) -> Result<Self, VendorError> {
        let prefix = account.prefix()?.into();
        account.auth_prefix()?;
        account.psk_header()?;
        bearer(&account.token)?;
        let renewal = account.refresh.iter();
        let renewal = renewal.flat_map(|refresh| [&refresh.refresh_token, &refresh.client_secret]);
        let secrets = account.psk.iter().chain([&account.token]).chain(renewal);
        // A renewal may answer with the refresh token that it was asked with.
        let transport = discreet(transport, secrets, Answers::Refusals);
        let tokens = Tokens {
            token: account.token.clone(),
            expires_at: account.expires_at,
            refresh_token: account
                .refresh
                .as_ref()
                .map(|refresh| refresh.refresh_token.clone()),
        };
        Ok(Self {
            account,
            prefix,
            transport,
            tokens: Arc::new(Mutex::new(tokens)),
        })
    }

    /// The account this client was made with; see [`Ehealth::tokens`] for what is valid now.
    pub fn account(&self) -> &EhealthAccount {
        &self.account
    }

    /// Sends what `make` builds, a second time if the token has to be renewed in between.
    pub(super) async fn send(
        &self,
        make: impl Fn() -> Outgoing,
        now: DateTime<Utc>,
    ) -> Result<Envelope, VendorError> {
        // A request that cannot be built must not cost a renewal.
        self.request(make(), &self.account.token)?;
        let name = make().operation.name;
        let token = self.token_for(name, now).await?;
        let answer = self.once(make(), &token).await;
        match answer {
            Err(error) if token_refused(&error) => match self.token_after(name, &token).await? {
                Some(another) => self.once(make(), &another).await,
                None => Err(error),
            },
            settled => settled,
        }
    }

    async fn once(&self, outgoing: Outgoing, token: &SecretString) -> Result<Envelope, VendorError> {
        let name = outgoing.operation.name;
        let request = self.request(outgoing, token)?;
        open(name, self.exchange(name, request).await?)
    }

    fn request(&self, outgoing: Outgoing, token: &SecretString) -> Result<Request<Bytes>, VendorError> {
        let mut headers = vec![
            (header::AUTHORIZATION, bearer(token)?),
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        ];
        headers.extend(self.account.psk_header()?);
        let way = self.account.paths.way(outgoing.operation);
        outgoing.by_way(way).build(&self.prefix, headers)
    }

    pub(super) async fn exchange(
        &self,
        name: &'static str,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, VendorError> {
        let answer = self.transport.send(request).await;
        answer.map_err(|error| VendorError::from_transport(name, error))
    }
}
