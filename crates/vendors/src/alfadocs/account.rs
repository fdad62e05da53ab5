//! Where the interface lives, the key to it, and which practice and archive it is about.

use std::fmt;

use http::{HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use super::operations::Paths;
use crate::VendorError;
use crate::account::{checked_base, key_header};

/// One archive's account. `Debug` shows no key.
#[derive(Clone)]
pub struct AlfadocsAccount {
    /// Everything before `/v1/…`.
    pub base_url: Url,
    /// The key from AlfaDocs' settings; travels in `X-Api-Key` only.
    pub key: SecretString,
    /// The practice; asked from `context` when not given.
    pub practice: Option<i64>,
    /// The archive; asked from `context` when not given.
    pub archive: Option<i64>,
    /// Where this connection's paths differ from the table.
    pub paths: Paths,
}

impl fmt::Debug for AlfadocsAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AlfadocsAccount")
            .field("host", &self.base_url.host_str())
            .field("practice", &self.practice)
            .field("archive", &self.archive)
            .finish_non_exhaustive()
    }
}

impl AlfadocsAccount {
    /// The address that every operation's path is appended to.
    pub(super) fn prefix(&self) -> Result<String, VendorError> {
        Ok(checked_base(&self.base_url)?.to_owned())
    }

    pub(super) fn key_header(&self) -> Result<(HeaderName, HeaderValue), VendorError> {
        let key = key_header("key", "", &self.key)?;
        Ok((HeaderName::from_static("x-api-key"), key))
    }
}
