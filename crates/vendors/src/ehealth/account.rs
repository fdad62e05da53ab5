//! Where the interface lives, the token for it, and how to renew the token.

use std::fmt;

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use super::operations::Paths;
use crate::VendorError;
use crate::account::{checked_base, key_header};

/// What renewing a token takes.
#[derive(Clone)]
pub struct Refresh {
    /// Where `/oauth/tokens` lives, if not at the account's own address.
    pub auth_url: Option<Url>,
    /// The refresh token that came with the token.
    pub refresh_token: SecretString,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretString,
}

/// One legal entity's account. `Debug` shows neither token nor key.
#[derive(Clone)]
pub struct EhealthAccount {
    /// Everything before `/api/…`.
    pub base_url: Url,
    /// The access token; travels as `Authorization: Bearer`.
    pub token: SecretString,
    /// When the token ends, if known.
    pub expires_at: Option<DateTime<Utc>>,
    /// `X-Custom-PSK`, which public material sends with every call.
    pub psk: Option<SecretString>,
    /// How to renew the token, if it can be.
    pub refresh: Option<Refresh>,
    /// Where this connection's paths differ from the table.
    pub paths: Paths,
}

impl fmt::Debug for EhealthAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EhealthAccount")
            .field("host", &self.base_url.host_str())
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Refresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refresh").finish_non_exhaustive()
    }
}

impl EhealthAccount {
    /// The address that every operation's path is appended to.
    pub(super) fn prefix(&self) -> Result<String, VendorError> {
        Ok(checked_base(&self.base_url)?.to_owned())
    }

    /// The address that `/oauth/tokens` is appended to.
    pub(super) fn auth_prefix(&self) -> Result<String, VendorError> {
        let elsewhere = self
            .refresh
            .as_ref()
            .and_then(|refresh| refresh.auth_url.as_ref());
        Ok(checked_base(elsewhere.unwrap_or(&self.base_url))?.to_owned())
    }

    /// `X-Custom-PSK`, where there is one.
    pub(super) fn psk_header(&self) -> Result<Option<(HeaderName, HeaderValue)>, VendorError> {
        let psk = self
            .psk
            .as_ref()
            .map(|psk| key_header("psk", "", psk))
            .transpose()?;
        Ok(psk.map(|psk| (HeaderName::from_static("x-custom-psk"), psk)))
    }
}

/// `Authorization: Bearer …`.
pub(super) fn bearer(token: &SecretString) -> Result<HeaderValue, VendorError> {
    key_header("token", "Bearer ", token)
}
