//! Access tokens: when they end, and how a new one is had. The vendor's document says only that there is one; the
//! call and its field names come from public material.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderName, HeaderValue, Method, Request, header};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::account::Refresh;
use super::client::Ehealth;
use super::envelope::{self, failure};
use crate::json::{Object, decode};
use crate::refusal::{text, unreadable};
use crate::transport::{CallKind, Route};
use crate::{ErrorKind, VendorError};

/// A token that ends sooner than this is renewed before it is used.
const MARGIN: TimeDelta = TimeDelta::seconds(60);

const ROUTE: &str = "/oauth/tokens";

/// What is valid now; to be kept by whoever keeps the account. `Debug` shows no token.
#[derive(Clone)]
pub struct Tokens {
    /// The access token.
    pub token: SecretString,
    /// When it ends, if known.
    pub expires_at: Option<DateTime<Utc>>,
    /// What the next renewal needs; a renewal may replace it.
    pub refresh_token: Option<SecretString>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl Tokens {
    /// Whether the token is known to have ended, or to end within a minute.
    pub fn ended(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|end| end - MARGIN <= now)
    }
}

impl Ehealth {
    /// The tokens valid now: after a renewal others than those of the account.
    pub async fn tokens(&self) -> Tokens {
        self.tokens.lock().await.clone()
    }

    /// Renews the token.
    ///
    /// # Errors
    /// `Unauthorized` when nothing is there to renew it with, or the vendor says no to that in whatever words; else those of the
    /// call. Nothing else was done.
    pub async fn renew(&self) -> Result<Tokens, VendorError> {
        let mut tokens = self.tokens.lock().await;
        *tokens = self.renewed("renew-token", &tokens).await?;
        Ok(tokens.clone())
    }

    /// The token for a call: renewed first when it is known to have ended and can be.
    pub(super) async fn token_for(
        &self,
        operation: &'static str,
        now: DateTime<Utc>,
    ) -> Result<SecretString, VendorError> {
        let mut tokens = self.tokens.lock().await;
        if tokens.ended(now) && self.can_renew(&tokens) {
            *tokens = self.renewed(operation, &tokens).await?;
        }
        Ok(tokens.token.clone())
    }

    /// Another token after one was refused; `None` when there is none to be had.
    pub(super) async fn token_after(
        &self,
        operation: &'static str,
        refused: &SecretString,
    ) -> Result<Option<SecretString>, VendorError> {
        let mut tokens = self.tokens.lock().await;
        // Somebody else may have renewed it in the meantime.
        if tokens.token.expose_secret() != refused.expose_secret() {
            return Ok(Some(tokens.token.clone()));
        }
        if !self.can_renew(&tokens) {
            return Ok(None);
        }
        *tokens = self.renewed(operation, &tokens).await?;
        Ok(Some(tokens.token.clone()))
    }

    fn can_renew(&self, tokens: &Tokens) -> bool {
        self.account().refresh.is_some() && tokens.refresh_token.is_some()
    }

    async fn renewed(&self, operation: &'static str, tokens: &Tokens) -> Result<Tokens, VendorError> {
        let (Some(refresh), Some(refresh_token)) = (&self.account().refresh, &tokens.refresh_token) else {
            let message = "the token has ended, and nothing is there to renew it with";
            return Err(VendorError::new(ErrorKind::Unauthorized, operation, message).before_acting());
        };
        let attempt = self.ask_for_tokens(operation, refresh, refresh_token).await;
        attempt.map_err(|mut error| {
            // Whatever the no to a renewal is called, it means that this account needs another token.
            if matches!(error.kind, ErrorKind::Refused | ErrorKind::Forbidden) {
                error.kind = ErrorKind::Unauthorized;
            }
            error.message = format!("the token could not be renewed: {}", error.message).into();
            error.before_acting()
        })
    }

    async fn ask_for_tokens(
        &self,
        operation: &'static str,
        refresh: &Refresh,
        refresh_token: &SecretString,
    ) -> Result<Tokens, VendorError> {
        let body = json!({ "token": {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token.expose_secret(),
            "client_id": refresh.client_id,
            "client_secret": refresh.client_secret.expose_secret(),
        }});
        let mut request = Request::new(body.to_string().into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = format!("{}{ROUTE}", self.account().auth_prefix()?)
            .parse()
            .map_err(|_| VendorError::invalid(operation, "auth_url", "the address cannot be used"))?;
        let json = HeaderValue::from_static("application/json");
        let headers: [(HeaderName, HeaderValue); 2] =
            [(header::ACCEPT, json.clone()), (header::CONTENT_TYPE, json)];
        request.headers_mut().extend(headers);
        request.headers_mut().extend(self.account().psk_header()?);
        request.extensions_mut().insert(Route(ROUTE));
        request.extensions_mut().insert(CallKind::Write);
        let response = self.exchange(operation, request).await?;
        if !response.status().is_success() {
            return Err(failure(operation, &response));
        }
        let status = response.status().as_u16();
        let data = decode(response.body())
            .ok()
            .and_then(|raw| Object::parse(&raw))
            .and_then(|mut object| Object::parse(&object.take_raw("data")?));
        let value = data.as_ref().and_then(|data| text(data, "value"));
        let (Some(mut data), Some(value)) = (data, value) else {
            let message = "an answer without a token".to_owned();
            // The answer may hold a token in another place, and is not kept for that reason.
            return Err(unreadable(operation, status, message, bytes::Bytes::new()));
        };
        let seconds: Option<i64> = data.take("expires_at");
        let details = data.take_raw("details").and_then(|raw| Object::parse(&raw));
        let next = details.and_then(|details| text(&details, "refresh_token"));
        Ok(Tokens {
            token: value.into(),
            expires_at: seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
            refresh_token: Some(next.map_or_else(|| refresh_token.clone(), SecretString::from)),
        })
    }
}

/// Whether an answer says that the token is not accepted.
pub(super) fn token_refused(error: &VendorError) -> bool {
    error.kind == ErrorKind::Unauthorized && envelope::from_vendor(error)
}
